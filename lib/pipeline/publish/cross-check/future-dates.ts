import { KINDS_OF_IDS } from '../../../aggregation/ids/id-kinds.ts';
import type { IdSet } from '../../../aggregation/ids/id-set.ts';
import { typeOf } from '../../../model/column-types.ts';
import { idKindOf } from '../../../model/id-types.ts';
import type { Model } from '../../../model/model.ts';
import { entityColumns } from '../../../store/derivation/table-columns.ts';
import { Findings } from '../../findings/findings.ts';
import { FUTURE_DATE } from '../../findings/row-reasons.ts';
import { entityRows } from '../../load/entity/entity-rows.ts';
import { eachRecord } from '../../load/rows/each-record.ts';
import { recordsOf, refuseChanged, type Slice } from '../../load/slice.ts';

const DATE_LENGTH = 'YYYY-MM-DD'.length;

/** What it takes to read the entity once more. */
interface FutureDatesOptions {
  /** The latest date of each column, as it was found when the files were read. */
  readonly latest: ReadonlyMap<string, string>;
  /** YYYY-MM-DD. */
  readonly asOf: string;
  readonly maxRecordBytes: number;
}

/**
 * Dates of the entity that are after the as-of date, in columns that features count days from: they count as 0 days, and are
 * probably mistyped. Only a run knows its as-of date, so they are looked for when it publishes; and only where the latest date says
 * that there are any the entity is read once more, slice after slice, to count and list them.
 */
export class FutureDates {
  readonly #model: Model;
  readonly #options: FutureDatesOptions;
  /** The columns, by their places among those of the entity. */
  readonly #places: readonly number[];
  readonly #keys: IdSet;

  constructor(model: Model, options: FutureDatesOptions) {
    this.#model = model;
    this.#options = options;
    this.#keys = KINDS_OF_IDS[idKindOf(model.entity.key.type)].newSet();
    const { latest, asOf } = options;
    const counted = new Set(model.features.flatMap(([, { reads }]) => reads.map(({ name }) => name)));
    this.#places = entityColumns(model).flatMap((column, place) => {
      const isLate = (latest.get(column.name) ?? '') > asOf;
      return isLate && counted.has(column.name) && typeOf(column).isDated ? [place] : [];
    });
  }

  /** Whether there may be any. */
  get areThere(): boolean {
    return this.#places.length > 0;
  }

  /**
   * Notes those of the next slices: the rows that count, as loading took them.
   *
   * @throws InputError when a source has changed since it was read first
   */
  async note(slices: readonly Slice[], findings: Findings): Promise<void> {
    const { asOf, maxRecordBytes } = this.#options;
    const columns = entityColumns(this.#model);
    for (const slice of slices) {
      await refuseChanged([slice]);
      findings.begin(slice.source, slice.header);
      // What loading found is recorded already, so it goes nowhere here.
      const foundByLoad = new Findings();
      const rowOf = entityRows(columns, slice.header, foundByLoad, this.#keys);
      await eachRecord(recordsOf(slice, maxRecordBytes), foundByLoad, (record) => {
        const row = rowOf(record);
        for (const place of row ? this.#places : []) {
          const date = row?.values[place]?.slice(0, DATE_LENGTH) ?? '';
          if (date > asOf) {
            findings.add(record, FUTURE_DATE, columns[place]?.name ?? null, 'warning');
          }
        }
      });
    }
  }
}
