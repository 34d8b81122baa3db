import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../fault.ts';

const FREE_KIB = 2_048;
const HOLD_MS = { from: 1_000, to: 6_000 };

/** No room is left on the disk of the state folder, that of PostgreSQL's data included, for some seconds. */
const fault: Fault = {
  name: 'disk full',
  // A PostgreSQL that can't write its log ends, and can't come back before there is room.
  stack: 'may end',
  impossible: ({ disk }) => (disk ? undefined : 'it takes root on Linux, to mount a disk of its own'),
  async apply({ disk }, random) {
    if (!disk) {
      throw new Error('there is no disk to fill');
    }
    disk.fill(random.below(FREE_KIB));
    await delay(random.between(HOLD_MS.from, HOLD_MS.to));
    return () => disk.empty();
  },
};

export default fault;
