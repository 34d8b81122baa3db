import { cut } from '../lines/cut.ts';
import { codePoint, visible } from '../visible.ts';
import type { Problem, ProblemRow } from './problem.ts';

/** Rows that are shown of a problem; of one that nearly every row has, one is enough. */
const SHOWN_ROWS = 3;

/** So much of a row is shown where a line may be as long as it likes: a record may be, too. */
const SHOWN_CHARACTERS = 120;

/** The reason of rows of which it was seen how many columns they have. */
const WRONG_COLUMN_COUNT = 'wrong_column_count';

/** Which rows are shown of a problem, where that is not the first few. */
export interface ShownRows {
  /** Whether all are shown that are at hand. */
  readonly all: boolean;
  /** What is said of so many that are not shown. */
  readonly left: (count: number) => string;
}

/**
 * The first rows of a problem, a line for each: `users.csv:1802: 1802,Ann,never`. Where the row is can be pasted; where nobody sees
 * the bad value in the row, it stands before it.
 *
 * @param width of a terminal, to which the lines are cut; undefined elsewhere
 * @param shown without it, the first few are shown and nothing is said of others
 */
export function rowLines(
  problem: Problem,
  width: number | undefined,
  indent: string,
  shown?: ShownRows,
): string[] {
  const most = problem.everyRow ? 1 : SHOWN_ROWS;
  const own = onceEach(problem.first);
  const rows = shown?.all ? own : hintedFirst(own, problem).slice(0, most);
  const lines = rows.map((row) => {
    const place = `${indent}${placeOf(row)}: `;
    const room = (before: string) => (width === undefined ? SHOWN_CHARACTERS : width - before.length);
    const raw = asRow(row.raw);
    const seen = seenOf(row, problem, cut(raw, room(place)));
    const before = `${place}${seen}`;
    return cut(`${before}${cut(raw, room(before))}`, width ?? Number.POSITIVE_INFINITY);
  });
  // A row that names several unknown ids is counted once for each.
  const left = problem.count - rows.reduce((sum, { times }) => sum + times, 0);
  // Where every row has it, the head says so.
  const isTold = shown && left > 0 && (shown.all || !problem.everyRow);
  return isTold ? [...lines, `${indent}${shown.left(left)}`] : lines;
}

/** Rows with one of each value that a hint begins with before the others: a run has them in the order of the files. */
function hintedFirst(rows: readonly SeenRow[], { hint }: Problem): SeenRow[] {
  const hinted = (hint?.split('\n') ?? []).flatMap(
    (line) => rows.find(({ allSeen }) => allSeen.some((seen) => line.startsWith(`"${seen}" `))) ?? [],
  );
  return [...new Set([...hinted, ...rows])];
}

/** Spaces that look like the space. */
const OTHER_SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/** A row as it is shown: a TAB as a space, since files have them beside every value; what a person would take for a space by its code point. */
function asRow(raw: string): string {
  return visible(raw.replaceAll('\t', ' ')).replaceAll(OTHER_SPACES, codePoint);
}

/** A row with all that was seen in it. */
interface SeenRow extends ProblemRow {
  readonly allSeen: readonly string[];
  /** How many findings it is. */
  readonly times: number;
}

function onceEach(rows: readonly ProblemRow[]): SeenRow[] {
  const same = Map.groupBy(rows, ({ source, line }) => `${source} ${line}`);
  return [...same.values()].flatMap((own) => {
    const [first] = own;
    const allSeen = own.map(({ seen }) => seen).filter((seen) => seen !== null);
    return first ? [{ ...first, allSeen, times: own.length }] : [];
  });
}

/** Where a row is: `users.csv:12`, `users.csv:12-15`. */
function placeOf({ source, line, lastLine }: ProblemRow): string {
  const lines = lastLine !== null && lastLine > line ? `${line}-${lastLine}` : String(line);
  return source === null ? `line ${lines}` : visible(`${source}:${lines}`);
}

/** What was seen in a row, where that is not to be seen in what is shown of it: `3 columns in `, `"98", "99" in `. */
function seenOf({ allSeen }: SeenRow, { reason }: Problem, shown: string): string {
  const told = allSeen.filter((seen) => seen !== '').map(visible);
  if (told.length === 0) {
    return '';
  }
  if (reason === WRONG_COLUMN_COUNT) {
    return `${told[0]} ${told[0] === '1' ? 'column' : 'columns'} in `;
  }
  // An id is in the row somewhere, but which of its numbers is it?
  const isSeen = !reason.startsWith('unknown_') && told.every((value) => shown.includes(value));
  return isSeen ? '' : `${told.map((value) => `"${value}"`).join(', ')} in `;
}
