import type { Reader } from './reader.ts';
import type { RunningStack } from './running-stack.ts';
import type { FaultyPlace } from './stack/faulty-place.ts';

/** What all faults of a campaign have in common. */
export interface Bench {
  readonly place: FaultyPlace;
  readonly stack: RunningStack;
  readonly reader: Reader;
}
