import type { TakenIds } from '../../aggregation/ids/taken-ids.ts';
import { COLUMNS, type ColumnChunk } from '../../aggregation/partial/column-chunks.ts';
import { encodeTotals } from '../../aggregation/partial/encode-totals.ts';
import { encodeBytes, encodeTexts } from '../../aggregation/partial/texts.ts';
import type { EventTotals } from '../../aggregation/partial/totals.ts';
import { formsOf } from '../../model/column-forms.ts';
import type { Id } from '../../model/id-types.ts';
import type { InputKind } from '../../model/input-kinds.ts';
import type { Input } from '../../model/inputs.ts';
import { type EventsPlan, eventsPlanOf, type Model } from '../../model/model.ts';
import { keyAndLookups } from '../../model/read-columns.ts';
import type { StagedRows } from '../../store/derivation/stage/stage.ts';
import { entityColumns } from '../../store/derivation/table-columns.ts';
import type { Findings } from '../findings/findings.ts';
import { entityToStage } from './entity/entity-to-stage.ts';
import { aggregateEvents } from './events/aggregate-events.ts';
import { readKeys } from './reference/read-keys.ts';
import type { KeyedRows } from './reference/rows-by-key.ts';
import { bytesOf, type OnProgress, type Slice } from './slice.ts';
import type { ReadCounts, ReadToEnd } from './slice-reader.ts';

/** Slices of an input that are to be read, and where what is found in them goes. */
export interface Loading {
  /** In their order; one at least. */
  readonly slices: readonly Slice[];
  readonly findings: Findings;
  readonly maxRecordBytes: number;
  /** What accumulators may hold. */
  readonly maxAggregateBytes?: number;
  readonly onProgress: OnProgress;
  /** Keys that earlier slices have: rows with them are rejected. */
  readonly taken: TakenIds;
  /** Of events, hashes of keys of which it is to be told whose row counts here (aggregate-events.ts). */
  readonly suspects?: Iterable<bigint>;
  /** As KernelOptions have it. */
  readonly hashBits?: number | undefined;
  /** Takes rows of the entity; called again when what it returned is settled. */
  stage(rows: StagedRows): Promise<void>;
}

/** What slices came to: records and physical lines, and the keys of the rows, or what the events add up to. */
export type Loaded = ReadCounts & (LoadedKeys | LoadedEvents);

/** The rows that count of the entity or a reference; of the entity the latest date of each column of dates as well. */
type LoadedKeys = KeyedRows & { readonly latest?: ReadonlyMap<string, string> };

/** What events add up to, where the last slice ended, and of suspects the keys whose row counts here. */
interface LoadedEvents extends ReadToEnd {
  readonly plan: EventsPlan;
  readonly totals: EventTotals;
  readonly counted: readonly Id[];
}

/** Reads slices of an input of one kind. `load` and `check` read by the same loaders, into the stage or into memory. */
type Loader = (loading: Loading, input: Input, model: Model) => Promise<Loaded>;

const LOADERS: Readonly<Record<InputKind, Loader>> = {
  entity: async ({ slices, stage, ...loading }, _input, model) => {
    const options = { ...loading, openBytes: bytesOf };
    const { keys, ...read } = await entityToStage(slices, entityColumns(model), options, stage);
    return { ...read, keys: keys.sorted(), lookups: new Map() };
  },
  events: async ({ slices, ...loading }, input, model) => {
    const plan = eventsPlanOf(model, input.name);
    return { plan, ...(await aggregateEvents(slices, { ...loading, plan })) };
  },
  reference: async ({ slices, ...loading }, input, model) => {
    return await readKeys(slices, keyAndLookups(model, input), loading);
  },
};

/**
 * Reads slices.
 *
 * @throws InputError INPUT_CHANGED when the file is gone or ends too soon; AGGREGATES_TOO_LARGE
 * when what features need of events takes more memory than it may
 */
export async function readInto(loading: Loading, input: Input, model: Model): Promise<Loaded> {
  return await LOADERS[input.kind](loading, input, model);
}

/** What the columns of an input's partials are, as their key says it. */
export function layoutOf(model: Model, input: Input): string {
  if (input.kind === 'events') {
    return eventsPlanOf(model, input.name).layout;
  }
  const names = keyAndLookups(model, input).map(({ name, type }) => `${name} ${type}`);
  // A key counts if its row does, and a row of the entity by all its columns.
  const read = input.kind === 'entity' ? entityColumns(model) : keyAndLookups(model, input);
  return `${input.name}(${[...names, ...formsOf(input, read)].join(',')})`;
}

/**
 * What slices came to, as the columns that are stored until all slices are put together.
 *
 * @param ids whether with the ids of events: those of a correction are the slices' own without those that were taken
 */
export function* encodeLoaded(
  loaded: Loaded,
  ids: 'with ids' | 'without ids' = 'with ids',
): Generator<ColumnChunk> {
  if ('totals' in loaded) {
    yield* encodeTotals(loaded.totals, ids);
    return;
  }
  if (ids === 'without ids') {
    // Keys that are in two slices are one key, and what is looked up by it is what the first has: there is nothing to correct.
    return;
  }
  yield* loaded.keys.encode(COLUMNS.ids);
  for (const [column, date] of loaded.latest ?? []) {
    yield* encodeBytes(COLUMNS.latest(column), Buffer.from(date));
  }
  for (const [column, texts] of loaded.lookups) {
    yield* encodeTexts(column, texts);
  }
}
