import type { AccumulatorState } from '../features/accumulator.ts';

/**
 * A column of 64-bit values.
 *
 * @throws Error when the state has none of that name: it is that of another aggregate
 */
export function bigintsOf({ values }: AccumulatorState, name: string): BigUint64Array {
  const column = values[name];
  if (!(column instanceof BigUint64Array)) {
    throw new Error(`a state has no 64-bit column ${name}, but ${Object.keys(values).join(', ')}`);
  }
  return column;
}

/** A column of 32-bit values. @throws Error when there is none, as bigintsOf does */
export function numbersOf({ values }: AccumulatorState, name: string): Uint32Array {
  const column = values[name];
  if (!(column instanceof Uint32Array)) {
    throw new Error(`a state has no 32-bit column ${name}, but ${Object.keys(values).join(', ')}`);
  }
  return column;
}

/** Which ids the entries are of. @throws Error when it is a state without any: that of another aggregate */
export function idsOf({ ids }: AccumulatorState): NonNullable<AccumulatorState['ids']> {
  if (!ids) {
    throw new Error('a state has no ids');
  }
  return ids;
}

/**
 * Where the entries of each owner begin, by its number; those of one end where those of the next begin. There is one number
 * more than there are owners up to the last with an entry.
 */
export function firstEntries({ owners }: AccumulatorState): Uint32Array {
  const end = (owners.at(-1) ?? -1) + 1;
  const first = new Uint32Array(end + 1);
  for (const owner of owners) {
    first[owner + 1] = (first[owner + 1] as number) + 1;
  }
  for (let owner = 1; owner <= end; owner++) {
    first[owner] = (first[owner] as number) + (first[owner - 1] as number);
  }
  return first;
}

/** What says for each owner which its only entry is; -1 for one without. */
export function onlyEntryOf(state: AccumulatorState): (owner: number) => number {
  const first = firstEntries(state);
  return (owner) => {
    const [entry, next] = [first[owner] ?? 0, first[owner + 1] ?? 0];
    return entry < next ? entry : -1;
  };
}
