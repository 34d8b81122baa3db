import type { Model } from '../../../lib/model/model.ts';
import type { PartState, SourceOfRun } from '../../../lib/store/runs/run-history.ts';
import type { Run } from '../../../lib/store/runs/runs.ts';
import { AS_OF, momentAt, PREVIOUS_RUN_ID, REQUEST_ID, RUN_ID } from './moments.ts';
import { sourceOf } from './source-name.ts';
import { TABLE_ROWS } from './stats.ts';

/** Rows of each input but the entity, which has one more: the rejected one. */
const ROWS = 10;

/** Rows that were read, of all inputs. */
const rowsRead = ({ inputs }: Model): number => ROWS * inputs.length + 1;

const dateAt = (seconds: number): Date => new Date(momentAt(seconds));

/** The run of all examples, as it is recorded: one row was rejected, one row of the table has changed. */
export function runRecord(model: Model): Run {
  const read = rowsRead(model);
  return {
    runId: RUN_ID,
    seq: 2n,
    state: 'succeeded',
    location: 'data',
    asOf: AS_OF,
    acceptDeletes: false,
    queuedAt: dateAt(0),
    startedAt: dateAt(0.41),
    finishedAt: dateAt(1.86),
    counts: {
      ...{ read, loaded: read - 1, rejected: 1, warnings: 0 },
      ...{ inserted: 0, updated: 1, deleted: 0, unchanged: TABLE_ROWS - 1 },
    },
    error: null,
    notices: [],
    plannedAt: dateAt(0.8),
    publishingAt: dateAt(1.3),
    requestId: REQUEST_ID,
  };
}

/** The run before it: without the row that is rejected now. */
export function previousRecord(model: Model): Run {
  const read = rowsRead(model) - 1;
  return {
    ...runRecord(model),
    runId: PREVIOUS_RUN_ID,
    seq: 1n,
    queuedAt: dateAt(-3600),
    startedAt: dateAt(-3599.6),
    plannedAt: dateAt(-3599.2),
    publishingAt: dateAt(-3598.6),
    finishedAt: dateAt(-3598),
    counts: {
      ...{ read, loaded: read, rejected: 0, warnings: 0 },
      ...{ inserted: TABLE_ROWS, updated: 0, deleted: 0, unchanged: 0 },
    },
  };
}

/** A run before both: it failed, and published nothing. */
export function failedRecord(model: Model): Run {
  const nothing = { read: null, loaded: null, rejected: null, warnings: null };
  return {
    ...runRecord(model),
    runId: 'etl-29922856',
    seq: 0n,
    state: 'failed',
    queuedAt: dateAt(-7200),
    startedAt: dateAt(-7199.6),
    plannedAt: null,
    publishingAt: null,
    finishedAt: dateAt(-7199),
    counts: { ...nothing, inserted: null, updated: null, deleted: null, unchanged: null },
    error: {
      step: 'plan',
      code: 'INPUT_UNUSABLE',
      message: `${sourceOf(model.entity)} was not found`,
      summary: `${sourceOf(model.entity)} was not found`,
      gates: [],
    },
  };
}

/** The parts of the run: one for each input. */
export function partRecords(model: Model): PartState[] {
  return model.inputs.map((input, part) => {
    const rejected = input === model.entity ? 1 : 0;
    const bytes = 400 + 40 * part;
    return {
      part,
      input: input.name,
      isLoaded: true,
      isBegun: true,
      ...{ bytesTotal: bytes, bytesDone: bytes },
      ...{ read: ROWS + rejected, rejected, warnings: 0 },
      ...{ startedAt: dateAt(0.9), loadedAt: dateAt(1.2) },
    };
  });
}

/** The sources of the run: one for each input. */
export function sourceRecords(model: Model): SourceOfRun[] {
  return model.inputs.map((input, part) => ({
    ...{ input: input.name, source: sourceOf(input), bytes: 400 + 40 * part },
    modifiedAt: dateAt(-86_400),
  }));
}
