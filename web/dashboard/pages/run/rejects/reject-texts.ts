import type { RejectKind } from '../../../../../lib/schemas/reject.ts';
import { formatCount } from '../../../format.ts';
import { type Because, isChosen, placeOf, type RejectFilter } from './reject-filter.ts';

/** So many rows of one kind are listed of each part; all of them are counted. */
export const LISTED_OF_A_KIND = 10_000;

/** @example countText(2, 'warning') // '2 warnings' */
export function countText(count: number, severity: RejectKind['severity']): string {
  if (severity === 'reject') {
    return `${formatCount(count)} rejected`;
  }
  return `${formatCount(count)} ${count === 1 ? 'warning' : 'warnings'}`;
}

/** How many rows there are of all kinds, by severity: `4 rejected, 1 warning`. */
export function totalText(kinds: readonly RejectKind[]): string {
  return (['reject', 'warning'] as const)
    .map((severity) => ({ severity, count: sumOf(kinds.filter((kind) => kind.severity === severity)) }))
    .filter(({ count }) => count > 0)
    .map(({ count, severity }) => countText(count, severity))
    .join(', ');
}

/** Why a row is named by others in vain. @example 'its row was rejected (users.csv, line 1802, bad_date)' */
export function becauseText(because: Because): string {
  const { source, input, line, reason } = because;
  return `its row was rejected (${source ?? input}, line ${line}, ${reason})`;
}

/** What was seen in a row: of a row with too few or too many columns the API tells how many it has. */
export function seenText(reason: string, seen: string): string {
  return reason === 'wrong_column_count'
    ? `${seen} ${seen === '1' ? 'column' : 'columns'}`
    : seen || 'nothing';
}

/** What the list of rows below shows: of how many, and why not all. */
export function showingText(kinds: readonly RejectKind[], filter: RejectFilter): string {
  const all = sumOf(kinds);
  const chosen = kinds.find((kind) => isChosen(kind, filter));
  if (filter.at !== '') {
    return `Showing row ${filter.at}`;
  }
  if (!chosen) {
    return `${formatCount(all)} ${all === 1 ? 'row' : 'rows'}${bound(kinds)}`;
  }
  const what = chosen.meaning ?? `${chosen.reason} in ${chosen.input}`;
  return `Showing ${formatCount(chosen.count)} of ${formatCount(all)} rows${bound([chosen])}: ${what}`;
}

/** Whether some rows are chosen out of all. */
export function isFiltered(filter: RejectFilter): boolean {
  return Object.values(filter).some((value) => value !== '');
}

function bound(kinds: readonly RejectKind[]): string {
  return kinds.some(({ count }) => count > LISTED_OF_A_KIND) ? ' (not all are listed)' : '';
}

const sumOf = (kinds: readonly RejectKind[]): number => kinds.reduce((sum, { count }) => sum + count, 0);

/** The place of the row that is shown, when there is one. */
export const isAt = (row: Parameters<typeof placeOf>[0], filter: RejectFilter): boolean =>
  filter.at === '' || placeOf(row) === filter.at;
