import type { Fault } from '../fault.ts';
import { signalled } from '../means/signals.ts';

/** The API server (serverless-offline) is killed: kill -9. */
const fault: Fault = {
  name: 'server killed',
  stack: 'ends',
  apply: async ({ stack }) => signalled(stack.server, 'SIGKILL'),
};

export default fault;
