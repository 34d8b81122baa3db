import { inputNamed, type Model } from '../../model/model.ts';
import type { RejectedRow } from '../../store/rejects/rejects.ts';
import type { Findings, Kind } from '../findings/findings.ts';
import { WRONG_COLUMN_COUNT } from '../findings/seen/seen-in-row.ts';

/** Rows shown of each kind. */
export const SHOWN = 3;

/** So much of a row is shown: a record may be as long as it likes. */
const SHOWN_CHARACTERS = 120;

/** A row that is shown, with all that was seen in it: one row may name several ids that are unknown. */
export interface ShownRow extends Pick<RejectedRow, 'source' | 'line' | 'lastLine' | 'raw'> {
  readonly seen: readonly string[];
}

/** A kind, as far as its rows are told from others. */
type KindOfRows = Pick<Kind, 'reason' | 'column'>;

/** The first findings of a kind. */
export const firstRowsOf = (
  { rows }: Pick<Findings, 'rows'>,
  { reason, column }: KindOfRows,
): RejectedRow[] => rows.filter((row) => row.reason === reason && row.column === column).slice(0, SHOWN);

/** The first rows of a kind, each once. */
export function shownRows(
  { rows }: Pick<Findings, 'rows'>,
  { reason, column }: KindOfRows,
  most: number,
): ShownRow[] {
  const shown: (Omit<ShownRow, 'seen'> & { readonly seen: string[] })[] = [];
  for (const { source, line, lastLine, raw, seen, ...row } of rows) {
    if (row.reason !== reason || row.column !== column) {
      continue;
    }
    const last = shown.at(-1);
    if (last?.line === line && last.source === source) {
      last.seen.push(seen ?? '');
    } else if (shown.length < most) {
      shown.push({ source, line, lastLine, raw, seen: seen === null ? [] : [seen] });
    } else {
      break;
    }
  }
  return shown;
}

/** Where a row is: `line 6`, `lines 6 to 14`, with the file where there are several. */
export function placeOf({ source, line, lastLine }: ShownRow, withSource: boolean): string {
  const lines = lastLine > line ? `lines ${line} to ${lastLine}` : `line ${line}`;
  return withSource ? `${source} ${lines}` : lines;
}

/** What was seen in a row, where nobody sees it in the row: `, 5 columns`, `, compounds 2 and 3`, `, "5<U+00A0>"`. */
export function seenOf({ seen, raw }: ShownRow, { reason, column }: KindOfRows, model: Model): string {
  if (seen.length === 0) {
    return '';
  }
  if (reason === WRONG_COLUMN_COUNT) {
    return `, ${seen[0]} ${seen[0] === '1' ? 'column' : 'columns'}`;
  }
  const unknown = referenced(model, reason, column);
  if (unknown) {
    return `, ${seen.length === 1 ? unknown.one : unknown.name} ${listOf(seen)}`;
  }
  return seen.every((value) => cut(raw).includes(value)) ? '' : `, "${seen.join('", "')}"`;
}

/** The input of whose rows a finding says that they are unknown. */
function referenced(model: Model, reason: string, column: string | null) {
  const columns = model.events.flatMap(({ input, references }) => [input.of, ...references]);
  const reference = columns.find(({ name }) => name === column)?.reference;
  return reason.startsWith('unknown_') && reference ? inputNamed(model, reference.input) : undefined;
}

/** `1`, `1 and 2`, `1, 2 and 3`. */
export function listOf(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** A row as far as it is shown. */
export const cut = (raw: string): string =>
  raw.length > SHOWN_CHARACTERS ? `${raw.slice(0, SHOWN_CHARACTERS - 1)}…` : raw;
