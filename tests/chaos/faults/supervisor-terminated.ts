import type { Fault } from '../fault.ts';
import { signalled } from '../means/signals.ts';

/** The process of ./run.sh is asked to end: SIGTERM. */
const fault: Fault = {
  name: 'supervisor terminated',
  stack: 'ends',
  apply: async ({ stack }) => signalled(stack.supervisor, 'SIGTERM'),
};

export default fault;
