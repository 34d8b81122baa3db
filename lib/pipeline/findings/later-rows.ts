import type { KeptLines, KeptRow } from '../../csv/records/refused-lines.ts';
import { visible } from '../../messages/visible.ts';
import type { RejectedRow, Severity } from '../../store/rejects/rejects.ts';
import { type RowForm, seenInRow } from './seen/seen-in-row.ts';

/** So many characters are kept of what was seen in a row. */
const SEEN_LENGTH = 100;

/** A text of nothing but letters, digits and signs of ASCII, which nearly all are: it is shown as it is. */
const SEEN = /^[ -~]*$/;

/** What a row is noted for. */
export interface NotedFor {
  readonly column: string | null;
  readonly reason: string;
  readonly severity: Severity;
}

/** Which source a row is of, and how that is written. */
export interface RowSource {
  readonly source: string;
  readonly form: RowForm | undefined;
}

/** A row as the reader gives it, as far as it is listed. */
export interface ListedRow extends KeptRow {
  /** Of a row that is no UTF-8. */
  readonly asWindows1252?: string | undefined;
}

/** Rows that are not made before they are asked for. */
export interface LaterRows {
  /** Makes those that are wanted, by what they are noted for: asked once for each, in file order. */
  rows(isWanted: (of: NotedFor) => boolean): RejectedRow[];
}

/** One row. @param seen what is defective in it; without it, it is looked for in the row */
export function laterRow(
  row: ListedRow,
  of: NotedFor,
  where: RowSource,
  seen: string | undefined,
): LaterRows {
  // Asked once: a row makes it when it is asked, which it can be for as long as it is at hand.
  const { line, lastLine, raw, asWindows1252 } = row;
  const own = { line, lastLine, raw, asWindows1252 };
  return { rows: (isWanted) => (isWanted(of) ? [rejectedRow(own, of, where, seen)] : []) };
}

/** Lines that were kept. @param kinds what they are noted for, by the number of what is wrong with them */
export function laterLines(
  lines: KeptLines,
  kinds: ReadonlyMap<number, NotedFor>,
  where: RowSource,
): LaterRows {
  const kindOf = (defect: number): NotedFor => {
    const kind = kinds.get(defect);
    if (!kind) {
      throw new Error(`lines are kept for defect ${defect}, of which none was counted`);
    }
    return kind;
  };
  return {
    rows: (isWanted) => {
      const rows: RejectedRow[] = [];
      // There are many: nothing is made for one but what is listed.
      lines.each(
        (defect) => isWanted(kindOf(defect)),
        (defect, line, raw) => {
          const kind = kindOf(defect);
          rows.push(rowOf(line, line, raw, kind, where, seenInRow(raw, kind, where.form)));
        },
      );
      return rows;
    },
  };
}

/** A row as it is listed. @param given what is defective in it; without it, it is looked for in the row */
export function rejectedRow(
  row: ListedRow,
  of: NotedFor,
  where: RowSource,
  given: string | undefined,
): RejectedRow {
  // Asked once: a row makes it when it is asked.
  const { line, lastLine, raw, asWindows1252 } = row;
  return rowOf(line, lastLine, raw, of, where, given ?? seenInRow(raw, of, where.form, asWindows1252));
}

function rowOf(
  line: number,
  lastLine: number,
  raw: string,
  { column, reason, severity }: NotedFor,
  { source }: RowSource,
  seen: string | null,
): RejectedRow {
  return {
    source,
    line,
    lastLine,
    column,
    reason,
    severity,
    seen: seen === null ? null : shownText(seen),
    raw,
  };
}

/** What was seen in a row, as people are shown it. Most texts need not be looked at by the character. */
const shownText = (text: string): string =>
  text.length <= SEEN_LENGTH && SEEN.test(text) ? text : visible(text, SEEN_LENGTH);
