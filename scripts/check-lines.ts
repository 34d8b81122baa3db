import type { Model } from '../lib/model/model.ts';
import type { CheckResult } from '../lib/pipeline/check/check.ts';
import { inputReports, noticesOfReport, verdictOf } from '../lib/pipeline/check/check-report.ts';
import { problemsOf } from '../lib/pipeline/check/problems.ts';
import { countList } from '../terminal/counts.ts';
import { cut } from '../terminal/lines/cut.ts';
import { wrapped } from '../terminal/lines/wrap.ts';
import { problemLines } from '../terminal/problems/problems.ts';
import { grouped } from '../terminal/texts.ts';

/** How much is shown, and how wide. */
interface Shown {
  /** Of a terminal; undefined where nothing is wrapped. */
  readonly width?: number | undefined;
  /** Whether all rows that are listed are shown of each problem, not only the first few. */
  readonly all?: boolean;
}

/** What is said above the problems: what becomes of these rows. */
const PROBLEMS = 'Problems: rejected rows are not loaded, rows with a warning are.';

/**
 * What was checked, for a person, line by line: how the files of each input were read, all problems in the order in which every
 * part of the pipeline tells them, what else is to be known, and whether a run would publish this. What stands in the files is in it
 * as it is: who writes the lines to a terminal escapes it.
 *
 * @example checkLines(result, model, { width: 80, all: true })
 */
export function checkLines(result: CheckResult, model: Model, { width, all = false }: Shown = {}): string[] {
  const files = inputReports(result, model).map(({ head, counts, rows }) => [
    ...head.flatMap((line) => wrapped(line, width, { rest: '      ' })),
    `  ${countList(Object.keys(counts), counts)}`,
    ...rows.map((row) => cut(row, width ?? Number.POSITIVE_INFINITY)),
  ]);
  const sentences = (texts: readonly string[]) =>
    texts.flatMap((text) => wrapped(text, width, { rest: '  ' }));
  const problems = problemLines(problemsOf(result, all), width, {
    all,
    left: (count) =>
      `and ${grouped(count)} more${all ? ', which are not listed' : ': check --all shows them'}`,
  });
  const blocks = [
    ...files,
    problems.length > 0 ? [...sentences([PROBLEMS]), ...problems] : [],
    sentences(noticesOfReport(result)),
    sentences(verdictOf(result, model)),
  ];
  // A line between two blocks.
  return blocks
    .filter((block) => block.length > 0)
    .flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}
