import type { Fault } from '../fault.ts';
import { signalled } from '../means/signals.ts';

/** The API server (serverless-offline) is asked to end: SIGTERM. */
const fault: Fault = {
  name: 'server terminated',
  stack: 'ends',
  apply: async ({ stack }) => signalled(stack.server, 'SIGTERM'),
};

export default fault;
