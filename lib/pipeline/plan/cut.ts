import type { Header } from '../../csv/header/header.ts';
import { InputError } from '../../errors.ts';
import type { Model } from '../../model/model.ts';
import { oneLine } from '../../one-line.ts';
import type { FileIdentity } from '../../sources/file.ts';
import type { NewPart } from '../../store/runs/parts.ts';
import { bytesOf, type Slice } from '../load/slice.ts';
import { findBoundaries } from './boundaries.ts';
import type { InspectedSource } from './inspect.ts';

/** Airflow's core.max_map_length: more parts than that can't be mapped over. */
const MOST_PARTS = 1024;

/**
 * Cuts the sources into the parts of a run. Those of events are cut at the ends of records into as few parts of about the same
 * size as there are for `partBytes`; of the others each is one part. Only a source that is cut is read for it.
 *
 * @throws InputError TOO_MANY_PARTS naming the sources, ETL_PART_BYTES, and a value of it that is large enough
 */
export async function cutIntoParts(
  sources: readonly InspectedSource[],
  model: Model,
  partBytes: number,
): Promise<NewPart<FileIdentity, Header>[]> {
  const ofEvents = new Set(model.events.map(({ input }) => input.name));
  const wholes = sources.map(wholeSource);
  const toCut = wholes.filter((whole) => ofEvents.has(whole.input) && partsOf(whole, partBytes) > 1);
  refuseTooMany(toCut, wholes.length - toCut.length, partBytes);
  const slices: Slice[] = [];
  for (const whole of wholes) {
    slices.push(...(toCut.includes(whole) ? await cut(whole, partsOf(whole, partBytes)) : [whole]));
  }
  return slices.map((slice, part) => ({ part, ...slice }));
}

/** A source from after its header to its end. */
export function wholeSource({ input, identity, header }: InspectedSource): Slice {
  const { bodyOffset: fromByte, bodyLine: fromLine } = header;
  return { input, identity, header, fromByte, toByte: identity.size, fromLine };
}

const bytesIn = ({ fromByte, toByte }: Slice): number => toByte - fromByte;

/** How many parts of that size a source has. */
const partsOf = (whole: Slice, partBytes: number): number => Math.ceil(bytesIn(whole) / partBytes);

async function cut(whole: Slice, count: number): Promise<Slice[]> {
  const { fromByte, toByte, fromLine, header } = whole;
  const size = Math.ceil(bytesIn(whole) / count);
  const targets = Array.from({ length: count - 1 }, (_, index) => fromByte + (index + 1) * size);
  const start = { byte: fromByte, line: fromLine };
  const begins = [
    start,
    ...(await findBoundaries(start, header.delimiter, targets, (buffer) => bytesOf(whole, buffer))),
  ];
  return begins.map(({ byte, line }, index) => {
    return { ...whole, fromByte: byte, toByte: begins[index + 1]?.byte ?? toByte, fromLine: line };
  });
}

/** @param others how many sources are a part each */
function refuseTooMany(toCut: readonly Slice[], others: number, partBytes: number): void {
  const partsOfAll = (bytes: number) => toCut.reduce((sum, whole) => sum + partsOf(whole, bytes), others);
  const count = partsOfAll(partBytes);
  if (count <= MOST_PARTS) {
    return;
  }
  // Each source may have a last part that is not full.
  const bytes = toCut.reduce((sum, whole) => sum + bytesIn(whole), 0);
  const enough = Math.ceil(bytes / (MOST_PARTS - others - toCut.length));
  throw new InputError(
    'TOO_MANY_PARTS',
    `${toCut.map(({ identity }) => oneLine(identity.path)).join(', ')}: with ETL_PART_BYTES=${partBytes} the run would have ` +
      `${count} parts, and Airflow can map over ${MOST_PARTS}; with ETL_PART_BYTES=${enough} it has ${partsOfAll(enough)}; ` +
      'the table was kept',
  );
}
