import type { Fault } from '../fault.ts';
import { paused } from '../means/signals.ts';

/** The API server (serverless-offline) does nothing for 3 to 20 s, as on a laptop that sleeps. */
const fault: Fault = {
  name: 'server paused',
  stack: 'stays',
  apply: ({ stack }, random) => paused(stack.server, random),
};

export default fault;
