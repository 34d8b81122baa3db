import type { Fault } from '../fault.ts';
import { signalled } from '../means/signals.ts';

/** The process of ./run.sh is killed: kill -9. */
const fault: Fault = {
  name: 'supervisor killed',
  stack: 'ends',
  apply: async ({ stack }) => signalled(stack.supervisor, 'SIGKILL'),
};

export default fault;
