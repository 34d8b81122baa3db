import { skippedLines } from '../../csv/header/skipped-lines.ts';
import { filesOf } from '../../model/inputs.ts';
import { inputNamed, type Model } from '../../model/model.ts';
import { listedNames } from '../../visible.ts';
import { describeReason } from '../findings/reasons.ts';
import type { InspectedSource } from '../plan/inspect.ts';
import { absentColumns, noticeList } from '../plan/notices.ts';
import type { CheckedInput, CheckResult } from './check.ts';

/** Rows shown of each kind. */
const SHOWN = 3;

/** Sources that are told by name, of those that are made alike. */
const TOLD_SOURCES = 20;

const DELIMITER_NAMES = { ',': 'comma', ';': 'semicolon', '|': 'bar', '\t': 'TAB' } as const;

/** The result as one plain object, for scripts; rows are cut to the first of each kind. */
export function reportJson({ inputs, refusals, notices }: CheckResult, model: Model): object {
  return {
    publishable: refusals.length === 0,
    refusals,
    notices: noticeList(notices),
    files: inputs.map(({ input, sources, read, findings }) => ({
      input: input.name,
      file: filesOf(input),
      sources: sources.map(({ source, version, header }) => ({
        source,
        path: version.uri,
        encoding: version.encoding,
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
      kinds: findings
        .counts()
        .map((kind) => ({ ...kind, first: firstOf({ findings }, kind.reason, kind.column) })),
    })),
  };
}

/**
 * The result for a person, line by line: per input how its files were read and what was found in them, then each kind of reject
 * and warning with its first rows. What stands in the files is in it as it is: who writes the lines to a terminal escapes it.
 */
export function reportLines({ inputs, refusals, notices }: CheckResult, model: Model): string[] {
  const lines = inputs.flatMap((input) => [...headOf(input, model), ...kindsOf(input, model), '']);
  // Of columns that are absent the head has a line already.
  const { unread } = notices;
  const verdict = refusals.map(({ message }) => `A run would not publish this: ${message}`);
  return [
    ...lines,
    ...(unread.length > 0 ? [...unread, ''] : []),
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
  version.encoding === 'gzip' ? `${version.uri} (gzip)` : version.uri;

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

function kindsOf({ input, findings, sources }: CheckedInput, model: Model): string[] {
  const where = ({ source, line }: { readonly source: string; readonly line: number }) =>
    sources.length > 1 ? `${source} line ${line}` : `line ${line}`;
  return findings
    .counts()
    .flatMap(({ reason, column, severity, count }) => [
      `  ${count} ${severity}${count === 1 ? '' : 's'} ${reason}: ${describeReason(model, reason, column ?? undefined, input.name)}`,
      ...firstOf({ findings }, reason, column).map((row) => `    ${where(row)}: ${row.raw}`),
    ]);
}

function firstOf({ findings }: Pick<CheckedInput, 'findings'>, reason: string, column: string | null) {
  const ofKind = findings.rows.filter((row) => row.reason === reason && row.column === column);
  return ofKind.slice(0, SHOWN).map(({ source, line, raw }) => ({ source, line, raw: cut(raw) }));
}

/** A record may be as long as it likes. */
function cut(raw: string): string {
  return raw.length > 120 ? `${raw.slice(0, 119)}…` : raw;
}
