import type { Fault } from '../fault.ts';
import { silent } from '../means/bad-answers.ts';

/** Redis takes every request and never answers. */
const fault: Fault = {
  name: 'redis silent',
  stack: 'stays',
  moment: 'trigger',
  // The lock only keeps bursts off Airflow: without it the trigger goes on.
  runSucceeds: true,
  apply: ({ redis }, random) => silent(redis, random),
};

export default fault;
