import type { Fault } from '../fault.ts';
import { signalled } from '../means/signals.ts';

/** PostgreSQL's first process is asked to end: SIGTERM. */
const fault: Fault = {
  name: 'postmaster terminated',
  stack: 'ends',
  apply: async ({ stack }) => signalled(stack.postmaster, 'SIGTERM'),
};

export default fault;
