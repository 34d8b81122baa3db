import { skippedLines } from '../../csv/header/lines/skipped-lines.ts';
import { enumerated, firstFew } from '../../messages/first-few.ts';
import { withThousands } from '../../messages/thousands.ts';
import { listedNames } from '../../messages/visible.ts';
import { filesOf } from '../../model/inputs.ts';
import { inputNamed, type Model } from '../../model/model.ts';
import type { InspectedSource } from '../plan/inspect.ts';
import { absentColumns, noticeList } from '../plan/notices.ts';
import type { CheckedInput, CheckResult } from './check.ts';
import { problemJson, problemsOf } from './problems.ts';
import { tableOf } from './rows-as-read.ts';

/** Sources that are told by name, of those that are made alike. */
const TOLD_SOURCES = 20;

const DELIMITER_NAMES = { ',': 'comma', ';': 'semicolon', '|': 'bar', '\t': 'TAB' } as const;

/** Whether a run would publish what was checked. */
export const isPublishable = ({ refusals, dateProblem }: CheckResult): boolean =>
  refusals.length === 0 && dateProblem === undefined;

/**
 * The result as one plain object, for scripts; of each kind it has the first rows.
 *
 * @param all whether it has all rows that are listed of each kind
 */
export function reportJson(result: CheckResult, model: Model, all = false): object {
  const { inputs, refusals, dateProblem, notices, harmless } = result;
  const problems = problemsOf(result, all).map((problem) => problemJson(problem, all));
  return {
    publishable: isPublishable(result),
    refusals,
    ...(dateProblem !== undefined && { dateProblem }),
    notices: [...noticeList(notices), ...harmless],
    rejects: problems,
    files: inputs.map((checked) => ({
      input: checked.input.name,
      file: filesOf(checked.input),
      sources: checked.sources.map(({ source, version, header }) => ({
        source,
        path: version.uri,
        encoding: version.transforms.length > 0 ? version.transforms.join('+') : 'identity',
        delimiter: header.delimiter,
        columns: header.names,
        absent: absentColumns(model, checked.input, header),
      })),
      counts: countsOf(checked),
      kinds: problems.filter(({ input }) => input === checked.input.name).map(kindJson),
      rows: checked.rows.map(({ line, values }) => ({
        line,
        values: Object.fromEntries(values.map((one) => [one.column, 'value' in one ? one.value : null])),
        unusable: values.flatMap((one) => ('unusable' in one ? [one.column] : [])),
      })),
    })),
  };
}

/** A problem within its input. */
function kindJson({ input: _, ...kind }: ReturnType<typeof problemJson>): object {
  return kind;
}

/** What is said of the files of an input, line by line. */
export interface InputReport {
  /** How they were read. */
  readonly head: readonly string[];
  readonly counts: ReturnType<typeof countsOf>;
  /** Their first rows as they were understood. */
  readonly rows: readonly string[];
}

/**
 * How the files of each input were read, for a person. What stands in the files is in it as it is: who writes the lines to a
 * terminal escapes it.
 */
export function inputReports({ inputs }: Pick<CheckResult, 'inputs'>, model: Model): InputReport[] {
  return inputs.map((checked) => ({
    head: headOf(checked, model),
    counts: countsOf(checked),
    rows: rowsOf(checked),
  }));
}

/** What is to be known of the files as a whole, a sentence each. */
export function noticesOfReport({ notices, harmless }: CheckResult): string[] {
  // Of columns that are absent the head has a line already.
  return [...notices.unread, ...harmless];
}

/** Whether a run would publish what was checked, and what would stop it, a sentence each. */
export function verdictOf(result: CheckResult, { entity }: Pick<Model, 'entity'>): string[] {
  const { refusals, dateProblem } = result;
  return isPublishable(result)
    ? [
        `A run would publish this, unless too many ${entity.name} of the table would be deleted: only a run can tell.`,
      ]
    : [
        ...refusals.map(({ message }) => `A run would not publish this: ${message}`),
        ...(dateProblem === undefined ? [] : [`A run would fail: ${dateProblem}`]),
      ];
}

function countsOf({ read, findings: { rejected, warnings } }: CheckedInput) {
  return { read, loaded: read - rejected, rejected, warnings };
}

function headOf({ input, sources }: CheckedInput, model: Model): string[] {
  const [first, ...others] = sources;
  if (first && others.length === 0) {
    return [pathOf(first), ...madeOf(first, model).map((line) => `  ${line}`)];
  }
  const alike = Map.groupBy(sources, (source) => madeOf(source, model).join('\n'));
  return [
    `${input.name}: ${withThousands(sources.length)} files`,
    ...[...alike].flatMap(([made, own]) => [
      ...told(own).map((line) => `  ${line}`),
      ...made.split('\n').map((line) => `    ${line}`),
    ]),
  ];
}

const pathOf = ({ version }: InspectedSource): string =>
  version.transforms.length > 0 ? `${version.uri} (${version.transforms.join(', ')})` : version.uri;

function told(sources: readonly InspectedSource[]): string[] {
  return firstFew(sources, TOLD_SOURCES, pathOf, (others) => `and ${withThousands(others)} more`);
}

/** How a source is made, line by line. */
function madeOf({ input, header }: InspectedSource, model: Model): string[] {
  return [
    `${DELIMITER_NAMES[header.delimiter]} between the columns ${listedNames(header.names)}`,
    ...(header.line === 0 ? ['no header: the columns are in the order in which they are declared'] : []),
    ...[skippedLines(header)].filter((told) => told !== undefined),
    ...absentColumns(model, inputNamed(model, input), header).map(
      (column) => `the column ${column} is missing, so it is NULL in every row`,
    ),
  ];
}

/** The first rows as they were understood, column by column. */
function rowsOf({ rows, sources }: CheckedInput): string[] {
  const [first] = sources;
  const lines = rows.map(({ line }) => line);
  const where = lines.length === 1 ? `line ${lines[0]}` : `lines ${enumerated(lines)}`;
  const whose = sources.length > 1 && first ? ` of ${first.source}` : '';
  return rows.length === 0
    ? []
    : [`  ${where}${whose} as understood:`, ...tableOf(rows).map((line) => `    ${line}`)];
}
