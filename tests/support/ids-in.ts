import { addNew, type IdSet } from '../../lib/aggregation/ids/id-set.ts';
import type { EventIds } from '../../lib/pipeline/load/events/event-rows.ts';

/** A set of ids as those of the events that count so far. */
export const idsIn = (set: IdSet): EventIds => ({ addId: (id) => addNew(set, id) });
