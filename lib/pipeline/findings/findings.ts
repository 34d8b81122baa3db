import type { RejectedRow, Severity } from '../../store/rejects/rejects.ts';

/** How many rows of one kind are listed; all of them are counted. */
export const LISTED_OF_A_KIND = 10_000;

/** A row as the reader gives it, as far as it is listed. */
interface ListedRow {
  readonly line: number;
  readonly raw: string;
}

/** How many defects of one reason there are in one column. */
export interface Kind {
  readonly column: string | null;
  readonly reason: string;
  readonly severity: Severity;
  count: number;
}

/** By kind, how many rows may still be listed. */
export type Room = ReadonlyMap<string, number>;

/** What other findings hold, as it travels between threads. */
export interface FoundElsewhere {
  readonly rows: readonly RejectedRow[];
  readonly kinds: readonly Kind[];
}

/** Collects what is wrong with rows: the first of each kind to be listed, all of them to be counted. */
export class Findings {
  readonly rows: RejectedRow[] = [];
  /** The source that rows are of from now on. */
  #source = '';
  /** By reason, then by column: a key made of both would be a new text for each row. */
  readonly #kinds = new Map<string, Map<string | null, Kind>>();
  #rejected = 0;
  #warnings = 0;

  /** Says which source the rows are of that come next. */
  begin(source: string): void {
    this.#source = source;
  }

  /**
   * Adds what was found after all that is here, in the rest of a source and those after it, and cut to the room here by
   * `within`.
   *
   * @param rest the source that was begun here, and how many lines of it there are before that rest: its own are counted from 1
   */
  append(
    { rows, kinds }: FoundElsewhere,
    rest: { readonly source: string; readonly linesBefore: number },
  ): void {
    for (const { column, reason, count, severity } of kinds) {
      this.count(reason, column, count, severity);
    }
    for (const row of rows) {
      this.rows.push(row.source === rest.source ? { ...row, line: row.line + rest.linesBefore } : row);
    }
  }

  /** How many more rows of a kind are listed, for each kind that there is by now. */
  room(): Room {
    return new Map(
      this.counts().map(({ column, reason, count }) => [keyOf(reason, column), LISTED_OF_A_KIND - count]),
    );
  }

  /** What there is for other findings which have so much room: rows beyond it would travel for nothing. */
  within(room: Room): FoundElsewhere {
    const left = new Map(room);
    const rows = this.rows.filter(({ reason, column }) => {
      const key = keyOf(reason, column);
      const places = left.get(key) ?? LISTED_OF_A_KIND;
      left.set(key, places - 1);
      return places > 0;
    });
    return { rows, kinds: this.counts() };
  }

  /** Forgets everything, for a file that is read once more. */
  clear(): void {
    this.rows.length = 0;
    this.#kinds.clear();
    this.#rejected = 0;
    this.#warnings = 0;
  }

  /** How many rows were rejected. */
  get rejected(): number {
    return this.#rejected;
  }

  /** How many defects were found in rows that count all the same. */
  get warnings(): number {
    return this.#warnings;
  }

  /** Notes a defect of a row, for which it is rejected or, as a warning, counts all the same. */
  add(row: ListedRow, reason: string, column: string | null, severity: Severity = 'reject'): void {
    const kind = this.#kind(reason, column, severity);
    this.#tally(kind, 1);
    if (kind.count > LISTED_OF_A_KIND) {
      return;
    }
    this.list(row, reason, column, kind.severity);
  }

  /** Counts defects whose rows are not at hand, such as those found in a partial. */
  count(reason: string, column: string | null, count: number, severity: Severity): void {
    if (count > 0) {
      this.#tally(this.#kind(reason, column, severity), count);
    }
  }

  /** Lists a row that was counted already. */
  list({ line, raw }: ListedRow, reason: string, column: string | null, severity: Severity): void {
    this.rows.push({ source: this.#source, line, column, reason, severity, raw });
  }

  /** All counts, by column and reason. */
  counts(): Kind[] {
    return [...this.#kinds.values()].flatMap((columns) => [...columns.values()]);
  }

  #kind(reason: string, column: string | null, severity: Severity): Kind {
    const columns = this.#kinds.get(reason) ?? new Map<string | null, Kind>();
    const known = columns.get(column);
    if (known) {
      return known;
    }
    const kind = { column, reason, severity, count: 0 };
    this.#kinds.set(reason, columns.set(column, kind));
    return kind;
  }

  #tally(kind: Kind, count: number): void {
    kind.count += count;
    if (kind.severity === 'reject') {
      this.#rejected += count;
    } else {
      this.#warnings += count;
    }
  }
}

const keyOf = (reason: string, column: string | null) => `${reason} ${column}`;
