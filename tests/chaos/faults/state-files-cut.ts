import type { Fault } from '../fault.ts';
import { spoilStateFiles } from '../means/state-files.ts';

/** The state files end in mid-sentence when the stack comes back. */
const fault: Fault = {
  name: 'state files cut',
  stack: 'ends',
  losesRun: true,
  apply: (target, random) => spoilStateFiles(target, random, (size) => random.below(size)),
};

export default fault;
