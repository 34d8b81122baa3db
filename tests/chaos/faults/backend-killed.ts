import type { Fault } from '../fault.ts';
import { findBackend } from '../means/backends.ts';
import { signalled } from '../means/signals.ts';

/** kill -9 of one session's process, as the kernel does when memory is short: PostgreSQL ends all sessions and recovers. */
const fault: Fault = {
  name: 'backend killed',
  stack: 'stays',
  async apply({ stack }) {
    const pid = await findBackend(stack.adminUrl, ['active', 'idle in transaction']);
    return pid === undefined ? undefined : signalled(pid, 'SIGKILL');
  },
};

export default fault;
