import { Aggregates } from '../../lib/aggregation/partial/aggregates.ts';
import { IdTable } from '../../lib/aggregation/partial/id-table.ts';
import { type Header, readHeader } from '../../lib/csv/header/header.ts';
import { readRecords, UnclosedQuoteError } from '../../lib/csv/records/records.ts';
import { count, defineFeatures, max, min, sum } from '../../lib/model/feature-kinds.ts';
import { Findings } from '../../lib/pipeline/findings/findings.ts';
import { readUsers } from '../../lib/pipeline/load/entity/entity-rows.ts';
import { readExperiments } from '../../lib/pipeline/load/events/event-rows.ts';
import { readCompounds } from '../../lib/pipeline/load/reference-rows.ts';
import { compareKernel } from './kernel.ts';
import { COLUMNS, type FileName } from './oracle/oracle.ts';
import type { Experiment, User } from './oracle/rows.ts';

/** The features whose columns the oracle knows, whatever lib/features.ts declares. */
export const FEATURES = defineFeatures({
  experiments_count: count(),
  experiment_run_time: sum('experiment_run_time'),
});

/** One slot of each kind, for the kernel. */
const WIDE_FEATURES = defineFeatures({
  total: sum('experiment_run_time'),
  least: min('experiment_run_time'),
  most: max('experiment_run_time'),
});

/** What the production readers make of one file. */
export type Reading =
  | { readonly kind: 'bad_header'; readonly defects: readonly string[] }
  | { readonly kind: 'unclosed_quote'; readonly header: Header; readonly line: number }
  | {
      readonly kind: 'read';
      readonly header: Header;
      readonly records: number;
      readonly rows: readonly unknown[];
      readonly findings: Findings;
      /** Of the experiments: as a partial has them, in ascending order of the users. */
      readonly totals: readonly { userId: bigint; experiments: number; values: readonly bigint[] }[];
    };

/** Reads a file by the production readers, its body in chunks of these sizes, which are used over and over. */
export async function readByProduction(
  name: FileName,
  file: Buffer,
  maxRecordBytes: number,
  chunkSizes: readonly number[],
): Promise<Reading> {
  const header = readHeader(file.subarray(0, maxRecordBytes), COLUMNS[name], file.length);
  if (Array.isArray(header)) {
    const defects = header.map(({ code, column }) => (column === undefined ? code : `${code}:${column}`));
    return { kind: 'bad_header', defects: defects.sort() };
  }
  const { delimiter, width, bodyLine: line, bodyOffset: offset } = header;
  const open = () => inChunks(file.subarray(offset), chunkSizes);
  if (name === 'user_experiments') {
    await compareKernel({ header, maxRecordBytes, open, features: WIDE_FEATURES });
  }
  const batches = readRecords(open(), { delimiter, width, line, offset, maxRecordBytes });
  const findings = new Findings();
  try {
    const { records, rows, totals = [] } = await READERS[name](batches, header, findings);
    return { kind: 'read', header, records, rows, findings, totals };
  } catch (error) {
    if (!(error instanceof UnclosedQuoteError)) {
      throw error;
    }
    return { kind: 'unclosed_quote', header, line: error.line };
  }
}

/** The chunks share one buffer that is overwritten for each: a reader must keep no chunk. */
async function* inChunks(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.alloc(Math.min(bytes.length, Math.max(...sizes)));
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    const length = bytes.copy(buffer, 0, at, at + size);
    // Awaited now and then only: the reader is to be tried, not the event loop.
    if (turn % 100 === 0) {
      await Promise.resolve();
    }
    yield buffer.subarray(0, length);
    at += length;
  }
}

interface Read {
  records: number;
  rows: readonly unknown[];
  totals?: ReturnType<typeof totalsOf>;
}
type Batches = ReturnType<typeof readRecords>;
type Reader = (batches: Batches, header: Header, findings: Findings) => Promise<Read>;

const READERS: Readonly<Record<FileName, Reader>> = {
  async users(batches, header, findings) {
    const rows: User[] = [];
    const records = await readUsers(batches, header, findings, new IdTable(), ({ userId, ...user }) => {
      rows.push({ id: userId, ...user });
    });
    return { records, rows };
  },

  async user_experiments(batches, header, findings) {
    const rows: Experiment[] = [];
    const aggregates = new Aggregates(FEATURES);
    const records = await readExperiments(batches, header, FEATURES, findings, new IdTable(), (row) => {
      const { userId, values, compounds, source } = row;
      aggregates.add(userId, 1, values);
      rows.push({ line: source.line, raw: source.raw, userId, runTime: values[0] ?? -1n, compounds });
    });
    return { records, rows, totals: totalsOf(aggregates) };
  },

  async compounds(batches, header, findings) {
    const ids = new IdTable();
    const records = await readCompounds(batches, header, findings, ids);
    return { records, rows: Array.from({ length: ids.size }, (_, index) => ids.idAt(index)) };
  },
};

function totalsOf(aggregates: Aggregates) {
  return [...aggregates.entries()];
}
