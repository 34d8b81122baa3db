import { KINDS_OF_IDS } from '../../aggregation/ids/id-kinds.ts';
import { type IdRange, idsOf } from '../../aggregation/ids/id-ranges.ts';
import type { SortedIds } from '../../aggregation/ids/sorted-ids.ts';
import { type TakenIds, takenRanges, takenTexts } from '../../aggregation/ids/taken-ids.ts';
import { COLUMNS } from '../../aggregation/partial/column-chunks.ts';
import { repeatedRanges, sharedRanges } from '../../aggregation/partial/repeated-ids.ts';
import { type Id, idKindOf } from '../../model/id-types.ts';
import type { Input } from '../../model/inputs.ts';
import { eventsPlanOf } from '../../model/model.ts';
import { MOST_TAKEN_OUT } from '../load/events/repeated-rows.ts';
import { refuseTooManyTexts } from '../load/events/repeated-texts.ts';
import { correct, countedIn } from '../load/read-again.ts';
import type { KnownKeys, LoadDependencies, LoadInput } from '../load/read-part.ts';
import { columnsOf, idStreams, type PartPartials } from './run-partials.ts';
import { takeOutRepeats } from './take-out-repeats.ts';

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
  const wanting = partials.flatMap(({ part, slice, correction }, index) => {
    const keys = repeated.get(index);
    return keys && !correction ? [{ part, slice, ...keys }] : [];
  });
  for (const { taken, numbers, ...partial } of wanting) {
    const isDone =
      input.kind === 'events' &&
      (await takeOutRepeats(runId, input.name, partial, { numbers, taken }, dependencies));
    if (!isDone) {
      await correct({ runId, part: partial.part }, { taken }, dependencies);
    }
  }
  return wanting.length;
}

/** By the position of a part, the keys that an earlier part has, and the numbers among them if they are few. */
type Repeated = ReadonlyMap<
  number,
  { readonly taken: TakenIds; readonly numbers?: readonly bigint[] | undefined }
>;

async function repeatedNumbers(
  partials: readonly PartPartials[],
  { database }: LoadDependencies,
): Promise<Repeated> {
  const repeated = await repeatedRanges(await idStreams(database, slicesOf(partials)));
  return new Map(
    [...repeated].map(([index, ranges]) => {
      return [index, { taken: takenRanges(ranges), numbers: numbersIn(ranges) }];
    }),
  );
}

/** The same of keys that are texts: those of the entity and of references are in the partials. */
async function repeatedTexts(
  partials: readonly PartPartials[],
  { database }: LoadDependencies,
): Promise<Repeated> {
  const { none, read } = KINDS_OF_IDS.texts;
  const repeated = new Map<number, { readonly taken: TakenIds }>();
  let earlier = none;
  for (const [index, columns] of columnsOf(database, slicesOf(partials)).entries()) {
    const keys = await read(columns, COLUMNS.ids);
    const taken = sharedTexts(keys, earlier);
    if (taken.length > 0) {
      repeated.set(index, { taken: takenTexts(taken) });
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
  for (const [index, { part, slice }] of partials.entries()) {
    const ranges = [...(first.get(index) ?? []), ...(repeated.get(index) ?? [])];
    if (ranges.length === 0) {
      continue;
    }
    refuseTooManyTexts(plan, counted.length + sizeOf(ranges));
    const taken = takenTexts(counted);
    const numbers = numbersIn(ranges);
    const own =
      (await takeOutRepeats(runId, input.name, { part, slice }, { numbers, taken }, dependencies)) ??
      (await readAgain({ runId, part }, { taken, suspects: idsOf(ranges) }, dependencies));
    for (const text of own) {
      counted.push(String(text));
    }
  }
  return repeated.size;
}

/** @returns of the suspects the keys whose row counts in the part, without those that are taken */
async function readAgain(
  part: LoadInput,
  { taken, suspects }: Required<KnownKeys>,
  dependencies: LoadDependencies,
): Promise<readonly Id[]> {
  return taken.isEmpty
    ? await countedIn(part, suspects, dependencies)
    : await correct(part, { taken, suspects }, dependencies);
}

/** The ids of ranges; undefined where they are more than are looked for. */
const numbersIn = (ranges: readonly IdRange[]): readonly bigint[] | undefined =>
  sizeOf(ranges) <= MOST_TAKEN_OUT ? [...idsOf(ranges)] : undefined;

const sizeOf = (ranges: readonly IdRange[]): number => ranges.reduce((sum, { length }) => sum + length, 0);

const slicesOf = (partials: readonly PartPartials[]) => partials.map(({ slice }) => slice);
