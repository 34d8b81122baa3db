import type { Header } from '../../csv/header/header.ts';
import { InputError } from '../../errors.ts';
import type { FileIdentity } from '../../sources/file.ts';
import { INPUT_NAMES, type NewPart } from '../../store/runs/parts.ts';
import { bytesOf, type PartSource } from '../load/part-source.ts';
import { findBoundaries } from './boundaries.ts';
import type { InspectedFile } from './inspect.ts';

/** Airflow's core.max_map_length: more parts than that can't be mapped over. */
const MOST_PARTS = 1024;

/**
 * Cuts the files into the parts of a run. Users and compounds are one part each; experiments are cut at the ends of records
 * into as few parts of about the same size as there are for `partBytes`. Only a file that is cut is read for it.
 *
 * @throws InputError TOO_MANY_PARTS naming ETL_PART_BYTES
 */
export async function cutIntoParts(
  files: readonly InspectedFile[],
  partBytes: number,
): Promise<NewPart<FileIdentity, Header>[]> {
  const sources: PartSource[] = [];
  for (const file of files) {
    const whole = wholeFile(file);
    sources.push(...(file.input === 'experiments' ? await cut(whole, partBytes) : [whole]));
  }
  return sources.map((source, part) => ({ part, ...source }));
}

/** A file from behind its header to its end. */
export function wholeFile({ input, identity, header }: InspectedFile): PartSource {
  const { bodyOffset: fromByte, bodyLine: fromLine } = header;
  return { input, identity, header, fromByte, toByte: identity.size, fromLine };
}

async function cut(whole: PartSource, partBytes: number): Promise<PartSource[]> {
  const { fromByte, toByte, fromLine, header } = whole;
  const count = Math.ceil((toByte - fromByte) / partBytes);
  if (count <= 1) {
    return [whole];
  }
  refuseTooMany(whole, count, partBytes);
  const size = Math.ceil((toByte - fromByte) / count);
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

function refuseTooMany({ identity, fromByte, toByte }: PartSource, count: number, partBytes: number): void {
  const most = MOST_PARTS - INPUT_NAMES.length + 1;
  if (count <= most) {
    return;
  }
  const enough = Math.ceil((toByte - fromByte) / most);
  throw new InputError(
    'TOO_MANY_PARTS',
    `${identity.path}: ${count} parts of ETL_PART_BYTES=${partBytes} are more than Airflow can map over; ` +
      `with ETL_PART_BYTES=${enough} or more they are ${most} at most; the table was kept`,
  );
}
