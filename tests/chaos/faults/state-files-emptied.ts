import type { Fault } from '../fault.ts';
import { spoilStateFiles } from '../means/state-files.ts';

/** The state files are empty when the stack comes back. */
const fault: Fault = {
  name: 'state files emptied',
  stack: 'ends',
  losesRun: true,
  apply: (target, random) => spoilStateFiles(target, random, () => 0),
};

export default fault;
