import { KINDS_OF_IDS } from '../../aggregation/ids/id-kinds.ts';
import { type IdRange, idsOf } from '../../aggregation/ids/id-ranges.ts';
import type { SortedIds } from '../../aggregation/ids/sorted-ids.ts';
import { type TakenIds, takenRanges, takenTexts } from '../../aggregation/ids/taken-ids.ts';
import { COLUMNS } from '../../aggregation/partial/column-chunks.ts';
import { repeatedRanges, sharedRanges } from '../../aggregation/partial/repeated-ids.ts';
import { idKindOf } from '../../model/id-types.ts';
import type { Input } from '../../model/inputs.ts';
import { eventsPlanOf } from '../../model/model.ts';
import { refuseTooManyTexts } from '../load/events/repeated-texts.ts';
import { correct, countedIn } from '../load/read-again.ts';
import type { LoadDependencies } from '../load/read-part.ts';
import { columnsOf, idStreams, type PartPartials } from './run-partials.ts';

/**
 * Has those parts corrected that have keys of an earlier part, and no correction yet.
 *
 * @param partials those of an input, in the order of its parts
 * @returns how many corrections were made
 * @throws InputError TOO_MANY_REPEATS when more texts repeat than there is room for
 */
export async function correctRepeats(
  runId: string,
  input: Input,
  partials: readonly PartPartials[],
  dependencies: LoadDependencies,
): Promise<number> {
  if (idKindOf(input.key.type) === 'texts' && input.kind === 'events') {
    return await correctTextsOfEvents(runId, input, partials, dependencies);
  }
  const repeated = await (idKindOf(input.key.type) === 'texts' ? repeatedTexts : repeatedNumbers)(
    partials,
    dependencies,
  );
  const wanting = partials.flatMap(({ part, correction }, index) => {
    const taken = repeated.get(index);
    return taken && !correction ? [{ part, taken }] : [];
  });
  for (const { part, taken } of wanting) {
    await correct({ runId, part }, { taken }, dependencies);
  }
  return wanting.length;
}

/** By the position of a part, the keys that an earlier part has. */
type Repeated = ReadonlyMap<number, TakenIds>;

async function repeatedNumbers(
  partials: readonly PartPartials[],
  { database }: LoadDependencies,
): Promise<Repeated> {
  const repeated = await repeatedRanges(await idStreams(database, slicesOf(partials)));
  return new Map([...repeated].map(([index, ranges]) => [index, takenRanges(ranges)]));
}

/** The same of keys that are texts: those of the entity and of references are in the partials. */
async function repeatedTexts(
  partials: readonly PartPartials[],
  { database }: LoadDependencies,
): Promise<Repeated> {
  const { none, read } = KINDS_OF_IDS.texts;
  const repeated = new Map<number, TakenIds>();
  let earlier = none;
  for (const [index, columns] of columnsOf(database, slicesOf(partials)).entries()) {
    const keys = await read(columns, COLUMNS.ids);
    const taken = sharedTexts(keys, earlier);
    if (taken.length > 0) {
      repeated.set(index, takenTexts(taken));
    }
    earlier = earlier.union(keys);
  }
  return repeated;
}

/** The ids that another list has, too: of most there are none, so no string is made of the others. */
function sharedTexts(keys: SortedIds, others: SortedIds): string[] {
  const shared: string[] = [];
  for (const [at, position] of keys.positionsIn(others).entries()) {
    if (position !== -1) {
      shared.push(String(keys.at(at)));
    }
  }
  return shared;
}

/**
 * The same of events, of whose keys partials have hashes: that two parts have a hash says that they may have a key in common. So
 * each of them is read once more, the first of them as well, and tells which texts with such a hash count in it.
 */
async function correctTextsOfEvents(
  runId: string,
  input: Input,
  partials: readonly PartPartials[],
  dependencies: LoadDependencies,
): Promise<number> {
  const plan = eventsPlanOf(dependencies.model, input.name);
  const { repeated, first } = await sharedRanges(await idStreams(dependencies.database, slicesOf(partials)));
  if (partials.every(({ correction }, index) => correction || !repeated.has(index))) {
    return 0;
  }
  const counted: string[] = [];
  for (const [index, { part }] of partials.entries()) {
    const ranges = [...(first.get(index) ?? []), ...(repeated.get(index) ?? [])];
    if (ranges.length === 0) {
      continue;
    }
    refuseTooManyTexts(plan, counted.length + sizeOf(ranges));
    const suspects = [...idsOf(ranges)];
    const own =
      counted.length > 0
        ? await correct({ runId, part }, { taken: takenTexts(counted), suspects }, dependencies)
        : await countedIn({ runId, part }, suspects, dependencies);
    for (const text of own) {
      counted.push(String(text));
    }
  }
  return repeated.size;
}

const sizeOf = (ranges: readonly IdRange[]): number => ranges.reduce((sum, { length }) => sum + length, 0);

const slicesOf = (partials: readonly PartPartials[]) => partials.map(({ slice }) => slice);
