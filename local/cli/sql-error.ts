import postgres from 'postgres';
import { didYouMean, nearest } from '../command-line/nearest.ts';
import { describeError } from '../files/system-error.ts';

/** What a query that failed is told with. */
export interface FailedQuery {
  readonly statement: string;
  /** So many characters stand in front of the statement where Postgres counts from. */
  readonly before: number;
  /** The tables that there are, asked for only when one is missing. */
  readonly tables: () => Promise<readonly string[]>;
}

const READ_ONLY = 'read-only: SELECT only. Only runs (./run.sh etl) change the tables.';

/** What a statement begins with whose rows COPY can print. */
const READS = ['SELECT', 'WITH', 'VALUES', 'TABLE', '('];
const WRITES =
  /\b(INSERT|UPDATE|DELETE|MERGE|TRUNCATE|DROP|CREATE|ALTER|GRANT|REVOKE|COPY|VACUUM|REINDEX|COMMENT)\b/i;

/** By SQLSTATE, what is said; what is not here is introduced and told with its code. */
const TEXTS: Readonly<
  Record<string, (error: postgres.PostgresError, query: FailedQuery) => string | Promise<string>>
> = {
  '25006': () => READ_ONLY,
  '42501': (error, { statement }) =>
    WRITES.test(statement)
      ? READ_ONLY
      : `the role that sql reads as (etl_reader) may not read that: ${error.message}.`,
  '42601': (error, query) => `the query has a mistake: ${error.message}${marked(error, query)}`,
  '42703': (error, query) =>
    `there is no such column: ${error.message}${hintOf(error)}${marked(error, query)}`,
  '42P01': missingTable,
  '57014': () => 'the query took too long and was stopped.',
};

/**
 * Why a query failed, for a person: what was seen, and what to do. Lines.
 *
 * @param error what Postgres, its client or the system said
 */
export async function sqlError(error: unknown, query: FailedQuery): Promise<string> {
  if (!(error instanceof postgres.PostgresError) || error.code === '53100') {
    return describeError(error);
  }
  const first = firstWord(query.statement);
  if (!READS.includes(first)) {
    return WRITES.test(first) ? READ_ONLY : `SELECT only: the query begins with ${first}.`;
  }
  const text = TEXTS[error.code];
  return text
    ? await text(error, query)
    : `the query failed: ${error.message} (SQLSTATE ${error.code})${hintOf(error)}${marked(error, query)}`;
}

async function missingTable(error: postgres.PostgresError, { tables }: FailedQuery): Promise<string> {
  const name = /"(.+)"/.exec(error.message)?.[1] ?? '';
  const known = await tables();
  const meant = nearest(name, known);
  return [
    `there is no table ${name}.${didYouMean(meant)}`,
    known.length > 0 ? `Tables: ${known.join(', ')}` : 'There is no table yet: ./run.sh etl makes them.',
  ].join('\n');
}

const hintOf = ({ hint }: postgres.PostgresError) => (hint ? ` ${hint}` : '');

/** The first word in upper case, without the comments before it. */
function firstWord(statement: string): string {
  const bare = statement.replace(/^(\s|--[^\n]*(\n|$)|\/\*[\s\S]*?\*\/)+/, '');
  return (/^(\(|\w+)/.exec(bare)?.[0] ?? '').toUpperCase();
}

/** So much of a long line stands before and after the place. */
const ROUND = 36;

/** The line of the query in which the mistake is, and a mark below it; nothing where Postgres gives no place. */
function marked({ position }: postgres.PostgresError, { statement, before }: FailedQuery): string {
  const characters = [...statement];
  const at = Number(position) - before - 1;
  if (!position || at < 0 || at > characters.length) {
    return '';
  }
  const lineStart = characters.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = characters.indexOf('\n', at);
  const line = characters.slice(lineStart, lineEnd < 0 ? undefined : lineEnd);
  const column = at - lineStart;
  const from = Math.max(0, column - ROUND);
  // A TAB is as wide as it likes.
  const shown = line
    .slice(from, column + ROUND)
    .join('')
    .replaceAll('\t', ' ');
  return `\n  ${shown}\n  ${' '.repeat(column - from)}^`;
}
