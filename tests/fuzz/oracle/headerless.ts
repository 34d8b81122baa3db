import { fits } from './body.ts';
import type { OracleInput } from './declaration.ts';
import { type BadHeader, bad, type OracleHeader } from './header-results.ts';
import { readRecord } from './record.ts';
import { bare, type Delimiter, decoded, MARK } from './text.ts';

/**
 * What a file without a header is read by: the columns that are declared, in their order, and the first delimiter that divides the
 * first record into as many.
 *
 * @param first where that record starts, and on which line
 * @param delimiters those that may be
 */
export function headerlessBody(
  head: string,
  first: { readonly at: number; readonly line: number },
  delimiters: readonly Delimiter[],
  isWhole: boolean,
  { declared, columns }: OracleInput,
): OracleHeader | BadHeader {
  const start = head.startsWith(MARK, first.at) ? first.at + MARK.length : first.at;
  const width = declared.length;
  const records = delimiters.map((delimiter) => ({ delimiter, record: readRecord(head, start, delimiter) }));
  const isEnded = records.every(({ record }) => record.terminated || isWhole);
  const fitting = records.find(
    ({ delimiter, record }) => (record.terminated || isWhole) && fits(record, width, delimiter),
  );
  if (!fitting) {
    // Where it ends may depend on the delimiter.
    return { ...bad(['column_count'], first.at), vague: !isEnded };
  }
  const { delimiter, record } = fitting;
  const names = record.fields.slice(0, width).map((name) => bare(decoded(name)).trim().toLowerCase());
  const isNamed = (name: string) => declared.some(({ header }) => header.includes(name));
  if (names.every(isNamed) && declared.every(({ header }) => header.some((name) => names.includes(name)))) {
    return bad(['unexpected_header'], first.at);
  }
  const places = declared.map(({ name }, index) => [name, index] as const);
  return {
    delimiter,
    names: [],
    columns: Object.fromEntries(places.filter(([name]) => columns.some((column) => column.name === name))),
    ...{ doubtful: [], width, line: 0, bodyOffset: first.at, bodyLine: first.line },
  };
}
