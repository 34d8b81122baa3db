import type { Fault } from '../fault.ts';
import { paused } from '../means/signals.ts';

/** PostgreSQL's first process does nothing for 3 to 20 s, as on a laptop that sleeps. */
const fault: Fault = {
  name: 'postmaster paused',
  stack: 'stays',
  apply: ({ stack }, random) => paused(stack.postmaster, random),
};

export default fault;
