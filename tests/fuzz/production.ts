import { columnsRead } from '../../lib/aggregation/accumulate/columns-read.ts';
import { KINDS_OF_IDS } from '../../lib/aggregation/ids/id-kinds.ts';
import { NONE_TAKEN } from '../../lib/aggregation/ids/taken-ids.ts';
import { type Header, readHeader } from '../../lib/csv/header/header.ts';
import { readRecords } from '../../lib/csv/records/records.ts';
import { idKindOf } from '../../lib/model/id-types.ts';
import type { Input } from '../../lib/model/inputs.ts';
import { eventsPlanOf, type Model } from '../../lib/model/model.ts';
import { keyAndLookups, readColumns } from '../../lib/model/read-columns.ts';
import { Findings } from '../../lib/pipeline/findings/findings.ts';
import { entityRows } from '../../lib/pipeline/load/entity/entity-rows.ts';
import { type EventRow, eventRows } from '../../lib/pipeline/load/events/event-rows.ts';
import { RowsByKey } from '../../lib/pipeline/load/reference/rows-by-key.ts';
import { eachRecord } from '../../lib/pipeline/load/rows/each-record.ts';
import { recordOptions, type Slice } from '../../lib/pipeline/load/slice.ts';
import { wholeSource } from '../../lib/pipeline/plan/cut.ts';
import { decoded } from '../../lib/sources/decoded.ts';
import { entityColumns } from '../../lib/store/derivation/table-columns.ts';
import { plainTotals } from '../support/event-totals.ts';
import { collect, inMemory } from '../unit/sources/reading.ts';
import { CarefulTally, derivedByProduction, mergedOf } from './derived.ts';
import { compareKernel } from './kernel.ts';
import { inputOfFile, modelOf } from './model.ts';
import type { Derived } from './oracle/derived.ts';
import { compareHalves } from './slices/halves.ts';
import { compareParts } from './slices/parts.ts';
import type { HowToCut } from './slices/pieces.ts';
import { compareThreads } from './slices/threads.ts';
import { compareStaging } from './staging.ts';
import type { FileName, Traits } from './traits.ts';

/** Only the kernel's buffers depend on it, and the careful path fills none. */
const MAX_RECORD_BYTES = 1024;

/** What the production readers make of one file. */
export type Reading =
  | { readonly kind: 'bad_header'; readonly defects: readonly string[] }
  | ({
      readonly kind: 'read';
      readonly header: Header;
      readonly findings: Findings;
      /** Pieces that were read again, since they had guessed wrong where their first record begins. */
      readonly readAgain: number;
    } & Read);

interface Read {
  readonly records: number;
  /** By column; all values as texts, ids of lists as lists of them. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Of the experiments: as a partial has them, in ascending order of the users; each slot by its kind. */
  readonly totals: readonly Readonly<Record<string, unknown>>[];
  /** Of the experiments: what the made-up features come to, by the careful path, and by parts that were put together. */
  readonly derived?: { readonly careful: readonly Derived[]; readonly merged: readonly Derived[] };
}

/** In which of the ways that must make no difference a file is read. */
export interface HowToRead {
  /** Sizes of the chunks of its body, which are used over and over. */
  readonly chunkSizes: readonly number[];
  /** How it is cut to be read in parts, and in halves, as well; undefined when it is not. */
  readonly cut: HowToCut | undefined;
  /** Whether two threads read it as well: it takes long to start one. */
  readonly isInThreads: boolean;
  /** How many bits of the hash of a text are used; all, without it. With few of them texts are often taken for each other. */
  readonly hashBits: number | undefined;
}

/** Reads a file by the production readers. */
export async function readByProduction(
  name: FileName,
  stored: Buffer,
  maxRecordBytes: number,
  traits: Traits,
  { chunkSizes, cut, isInThreads, hashBits }: HowToRead,
): Promise<Reading> {
  const model = modelOf(traits);
  const input = inputOfFile(model, name);
  const file = await decodedByProduction(stored, input);
  const header = readHeader(file.subarray(0, maxRecordBytes), readColumns(model, input), file.length, {
    isHeadless: input.header === 'none',
    declared: input.columns.map((column) => ({ ...column, required: true })),
  });
  if (Array.isArray(header)) {
    const defects = header.flatMap(
      ({ code, columns }) => columns?.map((column) => `${code}:${column}`) ?? [code],
    );
    return { kind: 'bad_header', defects: defects.sort() };
  }
  const version = { uri: name, size: file.length, tag: '', transforms: [] };
  const slice = wholeSource({ input: input.name, source: name, version, header });
  const open = () => inChunks(file.subarray(slice.fromByte), chunkSizes);
  if (input.kind === 'entity') {
    const options = { maxRecordBytes, looked: maxRecordBytes, chunk: chunkSizes[0] ?? file.length };
    await compareStaging(model, file, options);
  }
  let readAgain = 0;
  if (input.kind === 'events') {
    const plan = eventsPlanOf(model, input.name);
    const totals = await compareKernel({ slice, plan, maxRecordBytes, hashBits, open });
    const whole = { slice, plan, maxRecordBytes, hashBits, file, totals };
    if (cut) {
      const parts = await compareParts(whole, cut);
      readAgain = parts.readAgain;
      await compareHalves(whole, parts.slices);
    }
    await (isInThreads && compareThreads(whole, traits));
  }
  const batches = readRecords(open(), recordOptions(slice, maxRecordBytes));
  const findings = new Findings();
  return {
    kind: 'read',
    header,
    findings,
    readAgain,
    ...(await READERS[input.kind](batches, header, findings, input, model, slice)),
  };
}

/** What the reader of sources makes of the bytes of a file. */
async function decodedByProduction(stored: Buffer, { encoding }: Input): Promise<Buffer> {
  const source = decoded(inMemory(stored, undefined, 'file.csv'), encoding === undefined ? {} : { encoding });
  await source.version();
  return await collect(source.read({ from: 0 }));
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

type Batches = ReturnType<typeof readRecords>;
type Reader = (
  batches: Batches,
  header: Header,
  findings: Findings,
  input: Input,
  model: Model,
  slice: Slice,
) => Promise<Read>;

const READERS: Readonly<Record<Input['kind'], Reader>> = {
  async entity(batches, header, findings, _, model) {
    const columns = entityColumns(model);
    const rows: Record<string, unknown>[] = [];
    const rowOf = entityRows(
      columns,
      header,
      findings,
      KINDS_OF_IDS[idKindOf(model.entity.key.type)].newSet(),
    );
    const records = await eachRecord(batches, findings, (record) => {
      const row = rowOf(record);
      if (row) {
        rows.push(Object.fromEntries(columns.map(({ name }, index) => [name, row.values[index]])));
      }
    });
    return { records, rows, totals: [] };
  },

  async events(batches, header, findings, { name }, model, slice) {
    const plan = eventsPlanOf(model, name);
    const { integers: columns } = columnsRead(plan);
    const rows: Record<string, unknown>[] = [];
    const tally = new CarefulTally(plan, slice, MAX_RECORD_BYTES);
    const counting: EventRow[] = [];
    const rowOf = eventRows(plan, header, findings, tally.byHand);
    const records = await eachRecord(batches, findings, (record) => {
      const row = rowOf(record);
      if (!row) {
        return;
      }
      const { owner, integers, references } = row;
      tally.add(row);
      counting.push(row);
      const numbers = columns.map((column, index) => [column.name, integers[index]?.toString() ?? null]);
      const named = plan.references.map((column, index) => [column.name, references[index]?.map(String)]);
      rows.push({
        ...{ line: record.line, raw: record.raw, [plan.input.of.name]: String(owner) },
        ...Object.fromEntries([...numbers, ...named]),
      });
    });
    const careful = tally.totals();
    const merged = await mergedOf(counting, plan, slice, MAX_RECORD_BYTES);
    const derived = {
      careful: derivedByProduction(model, name, careful),
      merged: derivedByProduction(model, name, merged),
    };
    const totals = plainTotals(careful).owners.map(({ owner, events, values }) => ({
      ...{ owner, events },
      ...Object.fromEntries(plan.slots.map(({ kind }, index) => [kind, values[index]])),
    }));
    return { records, rows, totals, derived };
  },

  async reference(batches, header, findings, input, model) {
    const byKey = new RowsByKey(keyAndLookups(model, input), findings, NONE_TAKEN);
    const read = await eachRecord(batches, findings, byKey.reader(header));
    const { keys, lookups } = byKey.sorted();
    const rows = Array.from(keys, (key, at) => ({
      [input.key.name]: String(key),
      ...Object.fromEntries([...lookups].map(([column, values]) => [column, values[at] ?? null])),
    }));
    return { records: read, rows, totals: [] };
  },
};
