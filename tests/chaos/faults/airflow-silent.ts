import type { Fault } from '../fault.ts';
import { silent } from '../means/bad-answers.ts';

/** Airflow takes every request and never answers. */
const fault: Fault = {
  name: 'airflow silent',
  stack: 'stays',
  moment: 'trigger',
  apply: ({ airflow }, random) => silent(airflow, random),
};

export default fault;
