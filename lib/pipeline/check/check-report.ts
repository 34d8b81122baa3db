import { skippedLines } from '../../csv/header/lines/skipped-lines.ts';
import { filesOf } from '../../model/inputs.ts';
import { inputNamed, type Model } from '../../model/model.ts';
import { isEveryRow } from '../../schemas/every-row.ts';
import { listedNames } from '../../visible.ts';
import type { InspectedSource } from '../plan/inspect.ts';
import { absentColumns, noticeList } from '../plan/notices.ts';
import type { CheckedInput, CheckResult } from './check.ts';
import { tableOf } from './rows-as-read.ts';
import { cut, firstRowsOf, listOf, placeOf, SHOWN, seenOf, shownRows } from './shown-rows.ts';

/** Sources that are told by name, of those that are made alike. */
const TOLD_SOURCES = 20;

const DELIMITER_NAMES = { ',': 'comma', ';': 'semicolon', '|': 'bar', '\t': 'TAB' } as const;

/** Whether a run would publish what was checked. */
export const isPublishable = ({ refusals, dateProblem }: CheckResult): boolean =>
  refusals.length === 0 && dateProblem === undefined;

/** The result as one plain object, for scripts; rows are cut to the first of each kind. */
export function reportJson(result: CheckResult, model: Model): object {
  const { inputs, refusals, dateProblem, notices, harmless } = result;
  return {
    publishable: isPublishable(result),
    refusals,
    ...(dateProblem !== undefined && { dateProblem }),
    notices: [...noticeList(notices), ...harmless],
    files: inputs.map(({ input, sources, read, findings, kinds, rows }) => ({
      input: input.name,
      file: filesOf(input),
      sources: sources.map(({ source, version, header }) => ({
        source,
        path: version.uri,
        encoding: version.transforms.length > 0 ? version.transforms.join('+') : 'identity',
        delimiter: header.delimiter,
        columns: header.names,
        absent: absentColumns(model, input, header),
      })),
      counts: {
        read,
        loaded: read - findings.rejected,
        rejected: findings.rejected,
        warnings: findings.warnings,
      },
      kinds: kinds.map((kind) => ({
        ...kind,
        ...{ hint: kind.hint ?? null, everyRow: isEveryRow(kind, read) },
        first: firstRowsOf(findings, kind).map(({ source, line, lastLine, seen, raw }) => {
          return { source, line, lastLine, seen, raw: cut(raw) };
        }),
      })),
      rows: rows.map(({ line, values }) => ({
        line,
        values: Object.fromEntries(values.map((one) => [one.column, 'value' in one ? one.value : null])),
        unusable: values.flatMap((one) => ('unusable' in one ? [one.column] : [])),
      })),
    })),
  };
}

/**
 * The result for a person, line by line: per input how its files were read and what was found in them, then each kind of reject
 * and warning with its first rows. What stands in the files is in it as it is: who writes the lines to a terminal escapes it.
 */
export function reportLines(result: CheckResult, model: Model): string[] {
  const { inputs, refusals, dateProblem, notices, harmless } = result;
  const lines = inputs.flatMap((input) => [
    ...headOf(input, model),
    ...rowsOf(input),
    ...kindsOf(input, model),
    '',
  ]);
  // Of columns that are absent the head has a line already.
  const noticed = [...notices.unread, ...harmless];
  const verdict = [
    ...refusals.map(({ message }) => `A run would not publish this: ${message}`),
    ...(dateProblem === undefined ? [] : [`A run would fail: ${dateProblem}`]),
  ];
  return [
    ...lines,
    ...(noticed.length > 0 ? [...noticed, ''] : []),
    ...(verdict.length > 0 ? verdict : ['A run would publish this.']),
  ];
}

function headOf({ input, sources, read, findings }: CheckedInput, model: Model): string[] {
  const [first, ...others] = sources;
  const counts = `  ${read} read, ${read - findings.rejected} loaded, ${findings.rejected} rejected, ${findings.warnings} warnings`;
  if (first && others.length === 0) {
    return [pathOf(first), ...madeOf(first, model).map((line) => `  ${line}`), counts];
  }
  const alike = Map.groupBy(sources, (source) => madeOf(source, model).join('\n'));
  return [
    `${input.name}: ${sources.length} files`,
    ...[...alike].flatMap(([made, own]) => [
      ...told(own).map((line) => `  ${line}`),
      ...made.split('\n').map((line) => `    ${line}`),
    ]),
    counts,
  ];
}

const pathOf = ({ version }: InspectedSource): string =>
  version.transforms.length > 0 ? `${version.uri} (${version.transforms.join(', ')})` : version.uri;

function told(sources: readonly InspectedSource[]): string[] {
  const paths = sources.slice(0, TOLD_SOURCES).map(pathOf);
  return sources.length > TOLD_SOURCES ? [...paths, `and ${sources.length - TOLD_SOURCES} more`] : paths;
}

/** How a source is made, line by line. */
function madeOf({ input, header }: InspectedSource, model: Model): string[] {
  return [
    `${DELIMITER_NAMES[header.delimiter]} between the columns ${listedNames(header.names)}`,
    ...(header.line === 0 ? ['no header: the columns are in the order in which they are declared'] : []),
    ...[skippedLines(header)].filter((told) => told !== undefined),
    ...absentColumns(model, inputNamed(model, input), header).map(
      (column) => `no column ${column}: its value is NULL in every row`,
    ),
  ];
}

/** The first rows as they were understood, column by column. */
function rowsOf({ rows, sources }: CheckedInput): string[] {
  const [first] = sources;
  const lines = rows.map(({ line }) => line);
  const where = lines.length === 1 ? `line ${lines[0]}` : `lines ${listOf(lines.map(String))}`;
  const whose = sources.length > 1 && first ? ` of ${first.source}` : '';
  return rows.length === 0
    ? []
    : [`  ${where}${whose} as understood:`, ...tableOf(rows).map((line) => `    ${line}`)];
}

function kindsOf({ findings, kinds, read, sources }: CheckedInput, model: Model): string[] {
  return kinds.flatMap((kind) => {
    const { reason, severity, count, meaning, hint } = kind;
    const everyRow = isEveryRow(kind, read);
    const rows = shownRows(findings, kind, everyRow ? 1 : SHOWN);
    return [
      `  ${count} ${severity}${count === 1 ? '' : 's'} ${reason}${everyRow ? ', of every row' : ''}: ${meaning}`,
      ...(hint === undefined ? [] : [`    ${hint}`]),
      ...rows.map(
        (row) => `    ${placeOf(row, sources.length > 1)}${seenOf(row, kind, model)}: ${cut(row.raw)}`,
      ),
    ];
  });
}
