import { type Fault, NOTHING } from '../fault.ts';
import { terminateBackend } from '../means/backends.ts';

/** An administrator ends a session in mid-statement. */
const fault: Fault = {
  name: 'backend terminated, active',
  stack: 'stays',
  async apply({ stack }) {
    const pid = await terminateBackend(stack.adminUrl, 'active');
    return pid === undefined ? undefined : NOTHING;
  },
};

export default fault;
