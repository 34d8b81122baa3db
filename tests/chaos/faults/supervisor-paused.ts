import type { Fault } from '../fault.ts';
import { paused } from '../means/signals.ts';

/** The process of ./run.sh does nothing for 3 to 20 s, as on a laptop that sleeps. */
const fault: Fault = {
  name: 'supervisor paused',
  stack: 'stays',
  apply: ({ stack }, random) => paused(stack.supervisor, random),
};

export default fault;
