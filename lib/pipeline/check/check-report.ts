import type { Reason } from '../findings/reasons.ts';
import { fileOf } from '../load/part-source.ts';
import type { CheckedFile, CheckResult } from './check.ts';

/** Rows shown of each kind. */
const SHOWN = 3;

const DELIMITER_NAMES = { ',': 'comma', ';': 'semicolon', '|': 'bar', '\t': 'TAB' } as const;

/** The result as one plain object, for scripts; rows are cut to the first of each kind. */
export function reportJson({ files, refusals }: CheckResult): object {
  return {
    publishable: refusals.length === 0,
    refusals,
    files: files.map(({ input, path, header, read, findings }) => ({
      input,
      file: fileOf(input),
      path,
      delimiter: header.delimiter,
      columns: header.names,
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
 * The result for a person, line by line: per file how it was read and what it came to, then each kind of reject and
 * warning with its first rows. What stands in the files is in it as it is: who writes the lines to a terminal escapes it.
 *
 * @param describe the text of a reason
 */
export function reportLines(
  { files, refusals }: CheckResult,
  describe: (reason: Reason, column?: string) => string,
): string[] {
  const lines = files.flatMap((file) => [...headOf(file), ...kindsOf(file, describe), '']);
  const verdict = refusals.map(({ message }) => `A run would not publish this: ${message}`);
  return [...lines, ...(verdict.length > 0 ? verdict : ['A run would publish this.'])];
}

function headOf({ path, header, read, findings }: CheckedFile): string[] {
  return [
    path,
    `  ${DELIMITER_NAMES[header.delimiter]} between the columns ${header.names.join(', ')}`,
    `  ${read} read, ${read - findings.rejected} loaded, ${findings.rejected} rejected, ${findings.warnings} warnings`,
  ];
}

function kindsOf({ findings }: CheckedFile, describe: (reason: Reason, column?: string) => string): string[] {
  return findings
    .counts()
    .flatMap(({ reason, column, severity, count }) => [
      `  ${count} ${severity}${count === 1 ? '' : 's'} ${reason}: ${describe(reason, column ?? undefined)}`,
      ...firstOf({ findings }, reason, column).map(({ line, raw }) => `    line ${line}: ${raw}`),
    ]);
}

function firstOf({ findings }: Pick<CheckedFile, 'findings'>, reason: string, column: string | null) {
  const ofKind = findings.rows.filter((row) => row.reason === reason && row.column === column);
  return ofKind.slice(0, SHOWN).map(({ line, raw }) => ({ line, raw: cut(raw) }));
}

/** A record may be as long as it likes. */
function cut(raw: string): string {
  return raw.length > 120 ? `${raw.slice(0, 119)}…` : raw;
}
