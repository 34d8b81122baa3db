import type { Fault } from '../fault.ts';
import { garbled } from '../means/bad-answers.ts';

/** Redis answers what no Redis answers: a page, an error, half a body, no HTTP. */
const fault: Fault = {
  name: 'redis garbled',
  stack: 'stays',
  moment: 'trigger',
  // The lock only keeps bursts off Airflow: without it the trigger goes on.
  runSucceeds: true,
  apply: ({ redis }, random) => garbled(redis, random),
};

export default fault;
