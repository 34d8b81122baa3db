import { KINDS_OF_IDS } from '../../../aggregation/ids/id-kinds.ts';
import type { IdSet } from '../../../aggregation/ids/id-set.ts';
import type { ReadEntry } from '../../../csv/plain-first-reader.ts';
import type { CsvRecord } from '../../../csv/records/entry.ts';
import { typeOf } from '../../../model/column-types.ts';
import { idKindOf } from '../../../model/id-types.ts';
import type { Model } from '../../../model/model.ts';
import type { ReadColumn } from '../../../model/read-columns.ts';
import { entityColumns } from '../../../store/derivation/table-columns.ts';
import { Findings } from '../../findings/findings.ts';
import { FUTURE_DATE } from '../../findings/row-reasons.ts';
import { entityRows } from '../../load/entity/entity-rows.ts';
import { OnTimeScanner } from '../../load/entity/on-time-scanner.ts';
import { leftEntries } from '../../load/left-entries.ts';
import { recordsOf, refuseChanged, type Slice } from '../../load/slice.ts';

const DATE_LENGTH = 'YYYY-MM-DD'.length;

/** What it takes to read the entity once more. */
interface FutureDatesOptions {
  /** The latest date of each column, as it was found when the files were read. */
  readonly latest: ReadonlyMap<string, string>;
  /** YYYY-MM-DD. */
  readonly asOf: string;
  readonly maxRecordBytes: number;
  /** Whether any key occurs again: of such a key the first row counts, so all rows have to be read. */
  readonly hasRepeats: boolean;
}

/**
 * Dates of the entity that are after the as-of date, in columns that features count days from: they count as 0 days, and are
 * probably mistyped. Only a run knows its as-of date, so they are looked for when it publishes; and only where the latest date says
 * that there are any they are found again, slice after slice, to be counted and listed.
 */
export class FutureDates {
  /** Those of the entity. */
  readonly #columns: readonly ReadColumn[];
  readonly #options: FutureDatesOptions;
  /** Those with late dates, by their places among all. */
  readonly #places: readonly number[];
  readonly #keys: IdSet;

  constructor(model: Model, options: FutureDatesOptions) {
    this.#columns = entityColumns(model);
    this.#options = options;
    this.#keys = KINDS_OF_IDS[idKindOf(model.entity.key.type)].newSet();
    const { latest, asOf } = options;
    // A column of events may have the same name.
    const counted = new Set(
      model.features.flatMap(([, { reads }]) =>
        reads.filter(({ input }) => input === model.entity.name).map(({ name }) => name),
      ),
    );
    this.#places = this.#columns.flatMap((column, place) => {
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
    for (const slice of slices) {
      await refuseChanged([slice]);
      findings.begin(slice.source, slice.header);
      // What loading found is recorded already, so it goes nowhere here.
      const rowOf = entityRows(this.#columns, slice.header, new Findings(), this.#keys);
      for await (const entries of this.#entries(slice)) {
        for (const record of entries.filter((entry) => entry.kind === 'record')) {
          this.#noteRow(record, rowOf(record)?.values ?? [], findings);
        }
      }
    }
  }

  #noteRow(record: CsvRecord, values: readonly (string | null)[], findings: Findings): void {
    for (const place of this.#places.filter((at) => this.#isLate(values[at]))) {
      findings.add(record, FUTURE_DATE, this.#columns[place]?.name ?? null, 'warning');
    }
  }

  #isLate(value: string | null | undefined): boolean {
    return (value?.slice(0, DATE_LENGTH) ?? '') > this.#options.asOf;
  }

  /** The rows of a slice that may have such a date; all of them, if it takes all to know which ones count. */
  async *#entries(slice: Slice): AsyncGenerator<readonly ReadEntry[], void, undefined> {
    const { asOf, maxRecordBytes, hasRepeats } = this.#options;
    if (hasRepeats) {
      for await (const { entries } of recordsOf(slice, maxRecordBytes)) {
        yield entries;
      }
      return;
    }
    const { header } = slice;
    // A column that the file lacks has no dates.
    const positions = this.#places.flatMap((place) => header.columns[this.#columns[place]?.name ?? ''] ?? []);
    const scanner = new OnTimeScanner(header.delimiter, positions, asOf);
    yield* leftEntries(slice, scanner, { maxRecordBytes });
  }
}
