import type { Fault } from '../fault.ts';
import { signalled } from '../means/signals.ts';

/** PostgreSQL's first process is killed: kill -9. */
const fault: Fault = {
  name: 'postmaster killed',
  stack: 'ends',
  apply: async ({ stack }) => signalled(stack.postmaster, 'SIGKILL'),
};

export default fault;
