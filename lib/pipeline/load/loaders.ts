import type { IdRun } from '../../aggregation/partial/id-runs.ts';
import type { IdTable } from '../../aggregation/partial/id-table.ts';
import { type EventTotals, encodeIds, encodePartial } from '../../aggregation/partial/partial.ts';
import type { InputKind } from '../../model/input-kinds.ts';
import type { Input } from '../../model/inputs.ts';
import { type EventsPlan, eventsPlanOf, type Model } from '../../model/model.ts';
import type { StagedRows } from '../../store/derivation/stage.ts';
import { entityColumns } from '../../store/derivation/table-columns.ts';
import type { Findings } from '../findings/findings.ts';
import { entityToStage } from './entity/entity-to-stage.ts';
import { aggregateEvents } from './events/aggregate-events.ts';
import { readKeys } from './read-keys.ts';
import { bytesOf, type OnProgress, recordsOf, type Slice } from './slice.ts';

/** A slice that is to be read, and where what is found in it goes. */
export interface Loading {
  readonly slice: Slice;
  readonly findings: Findings;
  readonly maxRecordBytes: number;
  readonly onProgress: OnProgress;
  /** Events that an earlier slice has. */
  readonly taken: readonly IdRun[];
  /** Takes rows of the entity; called again when what it returned is settled. */
  stage(rows: StagedRows): Promise<void>;
}

/** What a slice came to: the keys of its rows, or what its events add up to. */
export type Loaded = { readonly read: number } & (
  | { readonly keys: IdTable }
  | { readonly plan: EventsPlan; readonly totals: EventTotals }
);

/** Reads a slice of an input of one kind. `load` and `check` read by the same loaders, into the stage or into memory. */
type Loader = (loading: Loading, input: Input, model: Model) => Promise<Loaded>;

const LOADERS: Readonly<Record<InputKind, Loader>> = {
  entity: async ({ slice, stage, ...loading }, _input, model) => {
    return await entityToStage(slice, entityColumns(model), { ...loading, openBytes: bytesOf }, stage);
  },
  events: async ({ slice, ...loading }, input, model) => {
    const plan = eventsPlanOf(model, input.name);
    return { plan, ...(await aggregateEvents(slice, { ...loading, plan })) };
  },
  reference: async ({ slice, findings, maxRecordBytes, onProgress }, input) => {
    const records = recordsOf(slice, maxRecordBytes, (bytes, read) =>
      onProgress({ bytes, read, rejected: findings.rejected }),
    );
    return await readKeys(records, slice.header, input, findings);
  },
};

/**
 * Reads a slice.
 *
 * @throws InputError UNCLOSED_QUOTE with the line; INPUT_CHANGED when the file is gone or ends too soon
 */
export async function readInto(loading: Loading, input: Input, model: Model): Promise<Loaded> {
  return await LOADERS[input.kind](loading, input, model);
}

/** What a slice came to, as the bytes that are stored until all slices are put together. */
export function encodeLoaded(loaded: Loaded): Buffer {
  return 'keys' in loaded ? encodeIds(loaded.keys) : encodePartial(loaded.plan, loaded.totals);
}
