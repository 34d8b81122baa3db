import type { Model } from '../../model/model.ts';
import { describeReason } from '../findings/reasons.ts';
import type { CheckedInput, CheckResult } from './check.ts';

/** Rows shown of each kind. */
const SHOWN = 3;

const DELIMITER_NAMES = { ',': 'comma', ';': 'semicolon', '|': 'bar', '\t': 'TAB' } as const;

/** The result as one plain object, for scripts; rows are cut to the first of each kind. */
export function reportJson({ inputs, refusals }: CheckResult): object {
  return {
    publishable: refusals.length === 0,
    refusals,
    files: inputs.map(({ input, path, header, absent, read, findings }) => ({
      input: input.name,
      file: input.files,
      path,
      delimiter: header.delimiter,
      columns: header.names,
      absent,
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
 * The result for a person, line by line: per file how it was read and what was found in it, then each kind of reject and
 * warning with its first rows. What stands in the files is in it as it is: who writes the lines to a terminal escapes it.
 */
export function reportLines({ inputs, refusals }: CheckResult, model: Model): string[] {
  const lines = inputs.flatMap((input) => [...headOf(input), ...kindsOf(input, model), '']);
  const verdict = refusals.map(({ message }) => `A run would not publish this: ${message}`);
  return [...lines, ...(verdict.length > 0 ? verdict : ['A run would publish this.'])];
}

function headOf({ path, header, absent, read, findings }: CheckedInput): string[] {
  return [
    path,
    `  ${DELIMITER_NAMES[header.delimiter]} between the columns ${header.names.join(', ')}`,
    ...absent.map((column) => `  no column ${column}: its value is NULL in every row`),
    `  ${read} read, ${read - findings.rejected} loaded, ${findings.rejected} rejected, ${findings.warnings} warnings`,
  ];
}

function kindsOf({ findings }: CheckedInput, model: Model): string[] {
  return findings
    .counts()
    .flatMap(({ reason, column, severity, count }) => [
      `  ${count} ${severity}${count === 1 ? '' : 's'} ${reason}: ${describeReason(model, reason, column ?? undefined)}`,
      ...firstOf({ findings }, reason, column).map(({ line, raw }) => `    line ${line}: ${raw}`),
    ]);
}

function firstOf({ findings }: Pick<CheckedInput, 'findings'>, reason: string, column: string | null) {
  const ofKind = findings.rows.filter((row) => row.reason === reason && row.column === column);
  return ofKind.slice(0, SHOWN).map(({ line, raw }) => ({ line, raw: cut(raw) }));
}

/** A record may be as long as it likes. */
function cut(raw: string): string {
  return raw.length > 120 ? `${raw.slice(0, 119)}…` : raw;
}
