import type { Fault } from '../fault.ts';
import { findBackend } from '../means/backends.ts';
import { paused } from '../means/signals.ts';

/** One session's process does nothing for 3 to 20 s: a statement without an answer, over a connection that is open. */
const fault: Fault = {
  name: 'backend paused',
  stack: 'stays',
  async apply({ stack }, random) {
    const pid = await findBackend(stack.adminUrl, ['active', 'idle in transaction']);
    return pid === undefined ? undefined : await paused(pid, random);
  },
};

export default fault;
