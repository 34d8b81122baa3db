import { isDeepStrictEqual } from 'node:util';
import type { Entry, RecordBatch } from '../../../../lib/csv/records/entry.ts';
import { type RecordOptions, readRecords } from '../../../../lib/csv/records/records.ts';

/** The bytes in chunks of the sizes, which are used over and over. */
export async function* inChunks(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** The entries as plain objects: `raw` of a record is an accessor that comparisons of objects pass over. */
export function plain(entry: Entry): Entry {
  const { line, lastLine, offset, raw } = entry;
  const place = { line, lastLine, offset, raw };
  if (entry.kind === 'record') {
    return {
      kind: 'record',
      ...place,
      fields: [...entry.fields],
      isUnended: entry.isUnended,
      hasRowsInside: entry.hasRowsInside,
    };
  }
  return entry.kind === 'defect'
    ? { kind: 'defect', ...place, reason: entry.reason }
    : { kind: 'repeated_header', ...place };
}

export interface Reading {
  readonly entries: Entry[];
  readonly batches: RecordBatch[];
  /** What was thrown after the entries. */
  readonly error: unknown;
}

const DEFAULTS: RecordOptions = { delimiter: ',', width: 2, line: 1, maxRecordBytes: 1 << 20 };

/** Reads everything. The bytes are one chunk unless sizes are given. */
export async function readAll(
  source: string | Uint8Array,
  options: Partial<RecordOptions> = {},
  sizes: readonly number[] = [Number.POSITIVE_INFINITY],
): Promise<Reading> {
  const bytes = typeof source === 'string' ? Buffer.from(source) : source;
  const batches: RecordBatch[] = [];
  let error: unknown;
  try {
    for await (const batch of readRecords(inChunks(bytes, sizes), { ...DEFAULTS, ...options })) {
      batches.push(batch);
    }
  } catch (thrown) {
    error = thrown;
  }
  return { entries: batches.flatMap((batch) => batch.entries.map(plain)), batches, error };
}

/** Per entry its fields, or the reason of its defect. */
export function outcomes(entries: readonly Entry[]): (readonly string[] | string)[] {
  return entries.map((entry) => {
    if (entry.kind === 'record') {
      return entry.fields;
    }
    return entry.kind === 'defect' ? entry.reason : entry.kind;
  });
}

/** The first place where two readings differ: to show all differences of long ones would take minutes. */
export function firstDifference(actual: readonly Entry[], expected: readonly Entry[]) {
  const count = Math.max(actual.length, expected.length);
  for (let index = 0; index < count; index++) {
    if (!isDeepStrictEqual(actual[index], expected[index])) {
      return { index, actual: actual[index], expected: expected[index] };
    }
  }
  return undefined;
}
