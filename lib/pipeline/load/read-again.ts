import { NONE_TAKEN } from '../../aggregation/ids/taken-ids.ts';
import type { Transaction } from '../../clients/postgres.ts';
import type { Id } from '../../model/id-types.ts';
import {
  type KnownKeys,
  type LoadDependencies,
  type LoadInput,
  type ReadSlices,
  readSlices,
} from './read-part.ts';
import { lockedPart, record } from './record-part.ts';
import type { InputPart, Slice } from './slice.ts';

/**
 * Reads a part once more, since it has keys that an earlier part has, too: the first row of them counts. What that comes to
 * stands beside what the part alone came to, which stays; counts and findings of the part are replaced, and of the entity the
 * rows of those keys leave the stage.
 *
 * @returns of the suspects the keys whose row counts here
 * @throws as load does
 */
export async function correct(
  { runId, part }: LoadInput,
  known: KnownKeys,
  dependencies: LoadDependencies,
): Promise<readonly Id[]> {
  return await dependencies.database.begin(async (transaction) => {
    const found = await lockedPart(transaction, runId, part);
    const read = await readSlices(runId, found, known, dependencies);
    await record(transaction, runId, found, read, dependencies);
    return countedOf(read);
  });
}

/**
 * Reads a part anew, one that was read from a byte at which no record begins: all that it came to is replaced.
 *
 * @param slices those of the part, as they are to be read
 * @returns the slices once they are read
 * @throws as load does
 */
export async function reload(
  transaction: Transaction,
  runId: string,
  part: InputPart,
  slices: readonly Slice[],
  dependencies: LoadDependencies,
): Promise<readonly Slice[]> {
  const read = await readSlices(runId, { ...part, slices }, { taken: NONE_TAKEN }, dependencies);
  await record(transaction, runId, part, read, dependencies);
  return read.slices;
}

/** Reads a part of events once more, to tell which suspects count in it. The partial itself stays. @throws as load does */
export async function countedIn(
  { runId, part }: LoadInput,
  suspects: Iterable<bigint>,
  dependencies: LoadDependencies,
): Promise<readonly Id[]> {
  const found = await dependencies.database.begin((transaction) => lockedPart(transaction, runId, part));
  return countedOf(await readSlices(runId, found, { taken: NONE_TAKEN, suspects }, dependencies));
}

const countedOf = ({ loaded }: ReadSlices): readonly Id[] => ('counted' in loaded ? loaded.counted : []);
