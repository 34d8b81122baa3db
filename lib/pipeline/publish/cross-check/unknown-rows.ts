import type { Id } from '../../../model/id-types.ts';
import type { EventsPlan } from '../../../model/model.ts';
import type { RejectedRow } from '../../../store/rejects/rejects.ts';
import { Findings, LISTED_OF_A_KIND } from '../../findings/findings.ts';
import type { EventRow } from '../../load/events/event-rows.ts';
import { findEvents } from '../../load/events/find-events.ts';
import { bytesOf, refuseChanged, type Slice } from '../../load/slice.ts';
import { countingAmong } from './counting-rows.ts';
import type { Unknown, UnknownIds } from './unknown-references.ts';

export interface UnknownRowsOptions {
  readonly maxRecordBytes: number;
  /** Whether any key occurs again: of such a key the first row counts, and only rows that count are listed. */
  readonly hasRepeats: boolean;
  /** Gives the bytes of a slice, for tests. */
  readonly openBytes?: typeof bytesOf;
}

/** A row that names what is not there, in as many ways as it does. It counts unless an earlier row has its key. */
export interface NamingRow {
  readonly slice: Slice;
  readonly line: number;
  readonly key: Id;
  readonly named: readonly { readonly kind: UnknownIds; readonly row: RejectedRow }[];
}

/**
 * Finds the rows of events that name what is not there, which are counted already. Stops as soon as all are found, or as many as
 * are listed of a kind.
 *
 * @param slices all of the input, in their order
 * @returns what is to be listed, by slice; a slice without any may be missing
 * @throws InputError when a source has changed since it was read first
 */
export async function unknownRows(
  slices: readonly Slice[],
  plan: EventsPlan,
  unknown: Unknown,
  options: UnknownRowsOptions,
): Promise<ReadonlyMap<Slice, readonly RejectedRow[]>> {
  const { hasRepeats, maxRecordBytes, openBytes = bytesOf } = options;
  // Between loading and publishing a source may have changed.
  const openUnchanged: typeof bytesOf = (slice, buffer) => unchanged(slice, () => openBytes(slice, buffer));
  const finding = { plan, maxRecordBytes, openBytes: openUnchanged };
  for (let spare = 0; ; ) {
    const { rows, isAll } = await namingRows(slices, finding, unknown, spare);
    const counting = hasRepeats ? await countingAmong(rows, slices, finding) : rows;
    const { listed, isComplete } = listing(counting, unknown);
    if (isAll || isComplete) {
      return listed;
    }
    // Some of them don't count, so that others are to be listed in their stead.
    spare = 2 * (spare + rows.length - counting.length);
  }
}

async function* unchanged(slice: Slice, open: () => AsyncIterable<Buffer>) {
  await refuseChanged([slice]);
  yield* open();
}

/** How many rows of each kind are to be listed: as many as there are, or as are listed of a kind. */
class RowsLeft {
  readonly #left: Map<UnknownIds, number>;
  /** Whether one was asked for that was not left. */
  isShort = false;

  /** @param spare so many more of each kind */
  constructor({ owners, references }: Unknown, spare = 0) {
    const kinds = [owners, ...references].filter(({ mentions }) => mentions > 0);
    this.#left = new Map(kinds.map((kind) => [kind, Math.min(kind.mentions, LISTED_OF_A_KIND) + spare]));
  }

  get areNone(): boolean {
    return [...this.#left.values()].every((left) => left <= 0);
  }

  /** Takes one, if any is left. */
  take(kind: UnknownIds): boolean {
    const left = this.#left.get(kind) ?? 0;
    this.#left.set(kind, left - 1);
    this.isShort ||= left <= 0;
    return left > 0;
  }
}

/** The first rows that name what is not there, whether they count or not. */
async function namingRows(
  slices: readonly Slice[],
  finding: Omit<Parameters<typeof findEvents>[1], 'wanted'>,
  unknown: Unknown,
  spare: number,
): Promise<{ readonly rows: NamingRow[]; readonly isAll: boolean }> {
  const left = new RowsLeft(unknown, spare);
  const idsOf = ({ mentions, ids }: UnknownIds) => (mentions > 0 ? ids.sorted() : undefined);
  const wanted = { owners: idsOf(unknown.owners), references: unknown.references.map(idsOf) };
  const rows: NamingRow[] = [];
  if (left.areNone) {
    return { rows, isAll: true };
  }
  for await (const { row, slice } of findEvents(slices, { ...finding, wanted })) {
    const named = namedBy(row, slice, unknown).filter(({ kind }) => left.take(kind));
    if (named.length > 0) {
      rows.push({ slice, line: row.record.line, key: row.id, named });
    }
    if (left.areNone) {
      break;
    }
  }
  return { rows, isAll: !left.areNone && !left.isShort };
}

/** What a row names that is not there: its owner first, then in the order of the columns. */
function namedBy(
  { owner, references, record }: EventRow,
  slice: Slice,
  unknown: Unknown,
): NamingRow['named'][number][] {
  const listing = new Findings();
  listing.begin(slice.source, slice.header);
  return [unknown.owners, ...unknown.references].flatMap((kind, index) => {
    const ids = index === 0 ? [owner] : (references[index - 1] ?? []);
    const missing = kind.mentions > 0 ? ids.filter((id) => kind.ids.has(id)) : [];
    return missing.map((id) => {
      const { reason, column, severity } = kind;
      return { kind, row: listing.listed(record, reason, column, severity, String(id)) };
    });
  });
}

function listing(rows: readonly NamingRow[], unknown: Unknown) {
  const left = new RowsLeft(unknown);
  const listed = new Map<Slice, RejectedRow[]>();
  for (const { slice, named } of rows) {
    const own = listed.get(slice) ?? [];
    listed.set(slice, own);
    own.push(...named.filter(({ kind }) => left.take(kind)).map(({ row }) => row));
  }
  return { listed, isComplete: left.areNone };
}
