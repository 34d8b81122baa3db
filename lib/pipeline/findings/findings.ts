import { KEPT_OF_A_DEFECT, type RefusedLines } from '../../csv/records/refused-lines.ts';
import type { RejectedRow, Severity } from '../../store/rejects/rejects.ts';
import {
  type LaterRows,
  type ListedRow,
  laterLines,
  laterRow,
  type NotedFor,
  type RowSource,
  rejectedRow,
} from './later-rows.ts';
import type { RowForm } from './seen/seen-in-row.ts';

/** How many rows of one kind are listed; all of them are counted. Of lines that the kernel refuses no more than these are kept. */
export const LISTED_OF_A_KIND = KEPT_OF_A_DEFECT;

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
  readonly #rows: RejectedRow[] = [];
  /** The source that rows are of from now on, and how it is written. */
  #where: RowSource = { source: '', form: undefined };
  /** By reason, then by column: a key made of both would be a new text for each row. */
  readonly #kinds = new Map<string, Map<string | null, Kind>>();
  #rejected = 0;
  #warnings = 0;
  /** Rows after these that are made when they are asked for, or when it is known which of them are needed. */
  readonly #later: LaterRows[] = [];
  readonly #listsLater: boolean;

  /** @param listsLater rows are asked for by `within` only, which then makes no more than there is room for */
  constructor({ listsLater = false } = {}) {
    this.#listsLater = listsLater;
  }

  /** The rows that are listed. */
  get rows(): RejectedRow[] {
    for (const later of this.#later.splice(0)) {
      this.#rows.push(...later.rows(() => true));
    }
    return this.#rows;
  }

  /** Says which source the rows are of that come next, and how it is written: without that less is told of a row. */
  begin(source: string, form?: RowForm): void {
    this.#where = { source, form };
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
      this.rows.push(row.source === rest.source ? movedBy(row, rest.linesBefore) : row);
    }
  }

  /**
   * Adds rows that were found later, each where it belongs: all are then what they were if each had been found when its line was read.
   *
   * @param sources in the order in which they were read
   * @param rows in the same order
   */
  insert(rows: readonly RejectedRow[], sources: readonly string[]): void {
    const order = new Map(sources.map((source, index) => [source, index]));
    const place = ({ source }: RejectedRow) => order.get(source) ?? 0;
    const all = [...this.rows, ...rows].sort((a, b) => place(a) - place(b) || a.line - b.line);
    const before = this.counts();
    this.clear();
    const listed = all.filter(({ reason, column, severity }) => {
      const kind = this.#kind(reason, column, severity);
      kind.count++;
      return kind.count <= LISTED_OF_A_KIND;
    });
    this.rows.push(...listed);
    // The kinds are there now, in the order of their first rows, but of some more were counted than listed.
    for (const { reason, column, severity } of this.counts()) {
      this.#kind(reason, column, severity).count = 0;
    }
    for (const { reason, column, severity, count } of [
      ...before,
      ...rows.map((row) => ({ ...row, count: 1 })),
    ]) {
      this.count(reason, column, count, severity);
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
    const kinds = this.counts();
    const left = new Map<NotedFor, number>(
      kinds.map((kind) => [kind, room.get(keyOf(kind.reason, kind.column)) ?? LISTED_OF_A_KIND]),
    );
    if (![...left.values()].some((places) => places > 0)) {
      return { rows: [], kinds };
    }
    const fits = (kind: NotedFor) => {
      const places = left.get(kind) ?? LISTED_OF_A_KIND;
      left.set(kind, places - 1);
      return places > 0;
    };
    const made = this.#listsLater ? this.#rows : this.rows;
    const fitting = made.filter(({ reason, column, severity }) => fits(this.#kind(reason, column, severity)));
    return { rows: [...fitting, ...this.#later.flatMap((later) => later.rows(fits))], kinds };
  }

  /** Forgets everything, for a file that is read once more. */
  clear(): void {
    this.#rows.length = 0;
    this.#later.length = 0;
    this.#kinds.clear();
    this.#rejected = 0;
    this.#warnings = 0;
  }

  /** How many rows were rejected. */
  get rejected(): number {
    return this.#rejected;
  }

  /** How many lines the rejected rows cover, those that are not listed one each. */
  get rejectedLines(): number {
    const rejects = this.rows.filter(({ severity }) => severity === 'reject');
    return rejects.reduce((sum, { line, lastLine }) => sum + lastLine - line, this.#rejected);
  }

  /** How many defects were found in rows that count all the same. */
  get warnings(): number {
    return this.#warnings;
  }

  /**
   * Notes a defect of a row, for which it is rejected or, as a warning, counts all the same.
   *
   * @param seen the value that is defective; without it, it is looked for in the row, if that is listed
   */
  add(
    row: ListedRow,
    reason: string,
    column: string | null,
    severity: Severity = 'reject',
    seen?: string,
  ): void {
    const kind = this.#kind(reason, column, severity);
    this.#tally(kind, 1);
    if (kind.count > LISTED_OF_A_KIND) {
      return;
    }
    this.list(row, reason, column, kind.severity, seen);
  }

  /** Notes lines that were refused, each for its defect, as `add` does. Nothing is made for those that are only counted. */
  addRefused(lines: RefusedLines): void {
    /** By the numbers of the defects, the kind of each, and how many of it may be listed. */
    const kinds = new Map<number, Kind>();
    const places = new Map<number, number>();
    for (const [number, count] of lines.counts) {
      const { reason, column } = lines.defect(number);
      const kind = this.#kind(reason, column, 'reject');
      kinds.set(number, kind);
      if (kind.count < LISTED_OF_A_KIND) {
        places.set(number, LISTED_OF_A_KIND - kind.count);
      }
      this.#tally(kind, count);
    }
    if (places.size > 0) {
      this.#later.push(...lines.kept(places).map((kept) => laterLines(kept, kinds, this.#where)));
    }
  }

  /** Counts defects whose rows are not at hand, such as those found in a partial. */
  count(reason: string, column: string | null, count: number, severity: Severity): void {
    if (count > 0) {
      this.#tally(this.#kind(reason, column, severity), count);
    }
  }

  /** Lists a row that was counted already. @param seen as `add` has it */
  list(row: ListedRow, reason: string, column: string | null, severity: Severity, seen?: string): void {
    if (this.#listsLater) {
      this.#later.push(laterRow(row, this.#kind(reason, column, severity), this.#where, seen));
    } else {
      this.rows.push(this.listed(row, reason, column, severity, seen));
    }
  }

  /** What is listed of a row, which is not listed here. @param seen as `add` has it */
  listed(
    row: ListedRow,
    reason: string,
    column: string | null,
    severity: Severity,
    seen?: string,
  ): RejectedRow {
    return rejectedRow(row, { reason, column, severity }, this.#where, seen);
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

/** A row whose lines are counted from so many lines further up. */
const movedBy = (row: RejectedRow, lines: number): RejectedRow => ({
  ...row,
  line: row.line + lines,
  lastLine: row.lastLine + lines,
});

/** By which findings of one kind are told from others. */
export const keyOf = (reason: string, column: string | null): string => `${reason} ${column}`;
