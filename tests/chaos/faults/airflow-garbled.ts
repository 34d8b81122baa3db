import type { Fault } from '../fault.ts';
import { garbled } from '../means/bad-answers.ts';

/** Airflow answers what no Airflow answers: a page, an error, half a body, no HTTP. */
const fault: Fault = {
  name: 'airflow garbled',
  stack: 'stays',
  moment: 'trigger',
  apply: ({ airflow }, random) => garbled(airflow, random),
};

export default fault;
