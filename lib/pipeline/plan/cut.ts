import { InputError } from '../../errors.ts';
import { oneLine } from '../../messages/one-line.ts';
import type { Model } from '../../model/model.ts';
import { isSeekable } from '../../sources/location.ts';
import type { NewPart } from '../../store/runs/parts.ts';
import { bytesIn, type Slice, storedBytes } from '../load/slice.ts';
import type { InspectedSource } from './inspect.ts';

/** Airflow's core.max_map_length: more parts than that can't be mapped over. */
const MOST_PARTS = 1024;

/** So many slices a part has at most: they are one value in the database, of a few hundred bytes each. */
const MOST_SLICES = 10_000;

/** So many times as large as it is stored an archive is taken for: CSV is compressed to a quarter, about. */
const INFLATED = 4;

/** The slices of a part, of one input. */
type PartSlices = Pick<NewPart<Slice>, 'input' | 'slices'>;

/**
 * Puts the sources together to the parts of a run. Small ones follow each other in one part until it has `partBytes`; of events a
 * larger one is cut into pieces of about the same size, each a part. Nothing is read for it: the bytes at which it is cut may be in
 * the middle of a record, and `load` finds out where the first one of a piece begins. What can't be cut is a part of any size: an
 * archive, and a source of another kind of input.
 *
 * @param sources by input, and of one input in their order
 * @param partBytes about how large a part is
 * @throws InputError TOO_MANY_PARTS naming the sources, ETL_PART_BYTES, and a value of it that is large enough
 */
export function cutIntoParts(
  sources: readonly InspectedSource[],
  model: Model,
  partBytes: number,
): NewPart<Slice>[] {
  const inputs = wholeInputs(sources, model);
  refuseTooMany(inputs, partBytes);
  const parts: PartSlices[] = [];
  for (const whole of inputs) {
    for (const slices of groups(whole, partBytes)) {
      const count = partsOfGroup(slices, whole, partBytes);
      const [slice] = slices;
      const cuts = slice && count > 1 ? piecesOf(slice, count).map((one) => [one]) : [slices];
      parts.push(...cuts.map((own) => ({ input: whole.input, slices: own })));
    }
  }
  return parts.map(({ input, slices }, part) => ({ part, input, slices, bytes: bytesIn(slices) }));
}

/**
 * Makes sure that the sources are not too many parts, without reading them.
 *
 * @throws InputError TOO_MANY_PARTS as cutIntoParts does
 */
export function refuseTooManyParts(
  sources: readonly InspectedSource[],
  model: Model,
  partBytes: number,
): void {
  refuseTooMany(wholeInputs(sources, model), partBytes);
}

function wholeInputs(sources: readonly InspectedSource[], model: Model): Whole[] {
  const ofEvents = new Set(model.events.map(({ input }) => input.name));
  return [...Map.groupBy(sources, ({ input }) => input)].map(([input, own]) => {
    return { input, isCut: ofEvents.has(input), slices: own.map(wholeSource) };
  });
}

/** All of an input. */
interface Whole {
  readonly input: string;
  /** Whether its sources may be cut. */
  readonly isCut: boolean;
  readonly slices: readonly Slice[];
}

/** A source from after its header to its end. */
export function wholeSource({ source, version, header }: InspectedSource): Slice {
  const { bodyOffset: fromByte, bodyLine: fromLine } = header;
  const slice = { source, version, header, fromByte, fromLine };
  return isSeekable(version) ? { ...slice, toByte: version.size } : slice;
}

/** About how many bytes there will be to read. */
const bytesToRead = (slice: Slice): number =>
  slice.toByte === undefined ? INFLATED * slice.version.size : storedBytes(slice);

/**
 * The slices of an input, put together from the first on: one more at the end leaves all groups but the last as they are. One
 * that is cut stays alone.
 */
function groups(whole: Whole, partBytes: number): Slice[][] {
  const found: Slice[][] = [];
  let [group, bytes]: [Slice[], number] = [[], 0];
  for (const slice of whole.slices) {
    const own = bytesToRead(slice);
    if (group.length > 0 && (bytes + own > partBytes || group.length === MOST_SLICES)) {
      found.push(group);
      [group, bytes] = [[], 0];
    }
    group.push(slice);
    bytes += own;
  }
  return group.length > 0 ? [...found, group] : found;
}

/** How many parts of that size a group is: one, unless it is a single source that may be cut. */
function partsOfGroup(slices: readonly Slice[], { isCut }: Pick<Whole, 'isCut'>, partBytes: number): number {
  const [slice, ...others] = slices;
  return isCut && slice?.toByte !== undefined && others.length === 0
    ? Math.max(1, Math.ceil(storedBytes(slice) / partBytes))
    : 1;
}

/** Cuts a whole source at bytes whose distances are the same, into so many pieces at most; it must have a byte. */
export function piecesOf(whole: Slice, count: number): Slice[] {
  const { fromByte: start, fromLine, toByte: end = start, ...source } = whole;
  const size = Math.ceil((end - start) / count);
  return Array.from({ length: Math.ceil((end - start) / size) }, (_, index) => {
    const fromByte = start + index * size;
    const toByte = Math.min(fromByte + size, end);
    const line = index === 0 && fromLine !== undefined ? { fromLine } : {};
    return { ...source, fromByte, toByte, ...line, piece: { toByte } };
  });
}

const countParts = (whole: Whole, partBytes: number): number =>
  groups(whole, partBytes).reduce((sum, slices) => sum + partsOfGroup(slices, whole, partBytes), 0);

/** How an input is named that has several parts. */
function toldOf(whole: Whole, partBytes: number): string[] {
  if (countParts(whole, partBytes) === 1) {
    return [];
  }
  const [slice] = whole.slices;
  return slice && whole.slices.length === 1
    ? [oneLine(slice.version.uri)]
    : [`${whole.slices.length} files of ${whole.input}`];
}

function refuseTooMany(inputs: readonly Whole[], partBytes: number): void {
  const partsOfAll = (bytes: number) => inputs.reduce((sum, whole) => sum + countParts(whole, bytes), 0);
  const count = partsOfAll(partBytes);
  if (count <= MOST_PARTS) {
    return;
  }
  let enough = partBytes;
  while (partsOfAll(enough) > MOST_PARTS) {
    enough *= 2;
  }
  throw new InputError(
    'TOO_MANY_PARTS',
    `${inputs.flatMap((whole) => toldOf(whole, partBytes)).join(', ')}: with ETL_PART_BYTES=${partBytes} the run would have ` +
      `${count} parts, but Airflow can map over ${MOST_PARTS} at most; set ETL_PART_BYTES=${enough}, which makes ${partsOfAll(enough)}; ` +
      'the table is unchanged',
  );
}
