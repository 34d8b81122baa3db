import { type Fault, NOTHING } from '../fault.ts';
import { terminateBackend } from '../means/backends.ts';

/** An administrator, or idle_in_transaction_session_timeout, ends a session while its step reads a file. */
const fault: Fault = {
  name: 'backend terminated, idle in transaction',
  stack: 'stays',
  async apply({ stack }) {
    const pid = await terminateBackend(stack.adminUrl, 'idle in transaction');
    return pid === undefined ? undefined : NOTHING;
  },
};

export default fault;
