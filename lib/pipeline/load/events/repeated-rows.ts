import type { TalliedRow } from '../../../aggregation/accumulate/events-tally.ts';
import type { Id } from '../../../model/id-types.ts';
import type { RejectedRow } from '../../../store/rejects/rejects.ts';
import { DUPLICATE_ID } from '../../findings/reasons.ts';
import type { Slice } from '../slice.ts';
import { type FindOptions, type FoundRow, findEvents } from './find-events.ts';

/** So many keys or rows are looked for, and taken out of totals, at most: of more it is sooner to read all once more. */
export const MOST_TAKEN_OUT = 10_000;

/** Keys of which rows were added that don't count. */
export interface RepeatedKeys {
  /** The keys; of texts their hashes. */
  readonly numbers: readonly bigint[];
  /** Where their rows are. */
  readonly slices: readonly Slice[];
  /**
   * What was added of the rows of a key: all of them, of which the first counts; or the first alone, which does not, since one
   * elsewhere does.
   */
  readonly added: 'all rows' | 'first row';
  /** Of first rows, the keys whose first row does not count; all of them without it. */
  readonly taken?: ReadonlySet<Id>;
}

/** Rows that were added and don't count. */
export interface RepeatedRows {
  readonly rows: readonly TalliedRow[];
  /** The same as they are listed. */
  readonly listed: readonly RejectedRow[];
  /** The keys of first rows that do count, since they are not taken. */
  readonly counted: readonly Id[];
}

/**
 * Finds the rows of repeated keys that were added and don't count. Undefined when they can't be taken out: there are too many, or one
 * was noted for something else as well, which would have to be taken out too.
 *
 * @throws as findEvents does
 */
export async function repeatedRows(
  repeated: readonly RepeatedKeys[],
  finding: Omit<FindOptions, 'wanted'>,
): Promise<RepeatedRows | undefined> {
  const found = new FoundRepeats(finding.plan.input.key.name);
  for (const keys of repeated.filter(({ numbers }) => numbers.length > 0)) {
    if (found.areTooMany(keys)) {
      break;
    }
    const wanted = { keys: new Set<Id>(keys.numbers) };
    const seen = new Set<Id>();
    for await (const row of findEvents(keys.slices, { ...finding, wanted })) {
      if (wanted.keys.has(row.number) && !found.take(row, keys, seen)) {
        break;
      }
    }
  }
  return found.areClear ? found : undefined;
}

class FoundRepeats implements RepeatedRows {
  readonly rows: TalliedRow[] = [];
  readonly listed: RejectedRow[] = [];
  readonly counted: Id[] = [];
  /** Whether all of them can be taken out. */
  areClear = true;
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  areTooMany({ numbers }: RepeatedKeys): boolean {
    this.areClear &&= numbers.length <= MOST_TAKEN_OUT;
    return !this.areClear;
  }

  /** Takes a row in, if it does not count. @param seen the keys that came before @returns whether all can still be taken out */
  take({ row, findings }: FoundRow, { added, taken }: RepeatedKeys, seen: Set<Id>): boolean {
    const { id, record, ...own } = row;
    const isFirst = !seen.has(id);
    seen.add(id);
    if (isFirst !== (added === 'first row')) {
      return true;
    }
    if (taken && !taken.has(id)) {
      this.counted.push(id);
    } else {
      this.rows.push(own);
      this.listed.push(findings.listed(record, DUPLICATE_ID, this.#key, 'reject'));
      this.areClear &&= findings.counts().length === 0 && this.rows.length <= MOST_TAKEN_OUT;
    }
    return this.areClear;
  }
}
