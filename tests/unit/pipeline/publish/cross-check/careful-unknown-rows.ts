import { KINDS_OF_IDS } from '../../../../../lib/aggregation/ids/id-kinds.ts';
import type { RecordBatch } from '../../../../../lib/csv/records/entry.ts';
import { type Id, idKindOf } from '../../../../../lib/model/id-types.ts';
import type { EventsPlan } from '../../../../../lib/model/model.ts';
import { Findings, LISTED_OF_A_KIND } from '../../../../../lib/pipeline/findings/findings.ts';
import {
  type EventIds,
  type EventRow,
  eventRows,
} from '../../../../../lib/pipeline/load/events/event-rows.ts';
import { eachRecord } from '../../../../../lib/pipeline/load/rows/each-record.ts';
import { recordsOf, refuseChanged, type Slice } from '../../../../../lib/pipeline/load/slice.ts';
import type {
  Unknown,
  UnknownIds,
} from '../../../../../lib/pipeline/publish/cross-check/unknown-references.ts';
import { idsIn } from '../../../../support/ids-in.ts';

/** What is unknown of one column, and how many of its rows are still to be listed. */
interface Wanted {
  readonly unknown: UnknownIds;
  left: number;
}

const wanted = (unknown: UnknownIds): Wanted => ({
  unknown,
  left: Math.min(unknown.mentions, LISTED_OF_A_KIND),
});

/** What there is of keys of which none occurs again. */
const ALL_NEW: EventIds = { addId: () => true };

/**
 * What unknown-rows.ts is compared with: reads the events once more, slice after slice, to list the rows that name what is not there, which are counted already.
 * Stops as soon as all are listed, or as many as are listed of a kind.
 */
export class CarefulUnknownRows {
  readonly #plan: EventsPlan;
  readonly #maxRecordBytes: number;
  /** The events read so far: the rows of one that occurs again don't count, so they are not listed. */
  readonly #events: EventIds;
  readonly #owners: Wanted;
  readonly #references: readonly Wanted[];

  /** @param hasRepeats whether any key occurs again; without, the keys need not be held in memory */
  constructor(
    plan: EventsPlan,
    { owners, references }: Unknown,
    { maxRecordBytes, hasRepeats }: { readonly maxRecordBytes: number; readonly hasRepeats: boolean },
  ) {
    this.#plan = plan;
    this.#events = hasRepeats ? idsIn(KINDS_OF_IDS[idKindOf(plan.input.key.type)].newSet()) : ALL_NEW;
    this.#maxRecordBytes = maxRecordBytes;
    this.#owners = wanted(owners);
    this.#references = references.map(wanted);
  }

  /**
   * Lists those of the next slices.
   *
   * @throws InputError when a source has changed since it was read first
   */
  async list(slices: readonly Slice[], findings: Findings): Promise<void> {
    for (const slice of slices) {
      if (this.#isDone) {
        return;
      }
      await refuseChanged([slice]);
      findings.begin(slice.source, slice.header);
      await this.#listSlice(slice, findings);
    }
  }

  async #listSlice(slice: Slice, findings: Findings): Promise<void> {
    // What loading found is recorded already, so it goes nowhere here.
    const foundByLoad = new Findings();
    const rowOf = eventRows(this.#plan, slice.header, foundByLoad, this.#events);
    await eachRecord(this.#untilDone(recordsOf(slice, this.#maxRecordBytes)), foundByLoad, (record) => {
      const row = rowOf(record);
      if (row) {
        this.#listRow(row, findings);
      }
    });
  }

  get #isDone(): boolean {
    return [this.#owners, ...this.#references].every(({ left }) => left === 0);
  }

  async *#untilDone(batches: AsyncIterable<RecordBatch>): AsyncGenerator<RecordBatch, void, undefined> {
    for await (const batch of batches) {
      yield batch;
      if (this.#isDone) {
        return;
      }
    }
  }

  #listRow({ owner, references, record }: EventRow, findings: Findings): void {
    list(this.#owners, [owner], record, findings);
    for (const [index, wanted] of this.#references.entries()) {
      list(wanted, references[index] ?? [], record, findings);
    }
  }
}

function list(wanted: Wanted, ids: readonly Id[], record: EventRow['record'], findings: Findings): void {
  const { reason, column, severity, ids: unknown } = wanted.unknown;
  for (const id of ids) {
    if (wanted.left > 0 && unknown.has(id)) {
      findings.list(record, reason, column, severity, String(id));
      wanted.left--;
    }
  }
}
