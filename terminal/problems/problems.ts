import { counted } from '../counts.ts';
import { wrapped } from '../lines/wrap.ts';
import { grouped } from '../texts.ts';
import type { Problem, UnknownValue } from './problem.ts';
import { rowLines, type ShownRows } from './problem-rows.ts';

const HEAD = '  ';
const INDENT = '    ';
const REST = '      ';

/**
 * Problems for a person, line by line, in the order in which they are given: how many rows, what is wrong with them and where, what
 * to do, which ids are unknown and why, and the first rows.
 *
 * @param width of a terminal, which sentences are wrapped to and rows are cut to; undefined elsewhere: nothing is wrapped there
 * @param shown which rows, where that is not the first few
 * @example problemLines(problems, terminalWidth(process.stdout))
 * // 94 rejected · user_id names a user that is not in the users file: "1802" · experiments, user_id · unknown_user
 * //     the row of this user in users.csv was rejected: correct that row first
 * //     94 × 1802: its row was rejected (users.csv, line 1802, bad_date)
 * //     user_experiments.csv:17: "1802" in 16,1802,2;3,5
 */
export function problemLines(
  problems: readonly Problem[],
  width: number | undefined,
  shown?: ShownRows,
): string[] {
  return problems.flatMap((problem) => {
    const { hint, values, otherValues } = problem;
    const others = otherValues > 0 ? [`and ${grouped(otherValues)} more`] : [];
    const sentences = [...(hint?.split('\n') ?? []), ...valueTexts(values), ...others];
    return [
      ...wrapped(titleOf(problem), width, { first: HEAD }),
      ...sentences.flatMap((text) => wrapped(text, width, { first: INDENT, rest: REST })),
      ...rowLines(problem, width, INDENT, shown),
    ];
  });
}

/** What is wrong, and where. */
function titleOf({ input, column, reason, severity, count, everyRow, meaning }: Problem): string {
  const rows = counted(count, severity === 'reject' ? 'rejected' : 'warnings');
  const where = column === null || column === '' ? input : `${input}, ${column}`;
  const title = [`${rows}${everyRow ? ' (every row)' : ''}`, meaning, where, reason];
  return title.filter((text) => text !== null).join(' · ');
}

/** The ids that are unknown: a sentence for each that follows from a rejected row, one for those between them. */
function valueTexts(values: readonly UnknownValue[]): (string | readonly string[])[] {
  const texts: (string | readonly string[])[] = [];
  let alike: string[] = [];
  for (const { value, count, because } of values) {
    const told = `${grouped(count)} × ${value}`;
    if (because === null) {
      alike.push(told);
      continue;
    }
    const { source, line, reason } = because;
    texts.push(...listed(alike), `${told}: its row was rejected (${source}, line ${line}, ${reason})`);
    alike = [];
  }
  return [...texts, ...listed(alike)];
}

/** Texts as one sentence, which may be broken after a comma only; none of none. */
const listed = (texts: readonly string[]): string[][] =>
  texts.length > 0 ? [texts.map((text, at) => (at < texts.length - 1 ? `${text},` : text))] : [];
