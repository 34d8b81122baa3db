import fc from 'fast-check';

/** A row: what stands in its columns, by their names, as it stands in a file but for quotes. */
export type Row = Readonly<Record<string, string>>;

/** Rows as a file has them. */
export interface RowsOfFile {
  readonly name: string;
  readonly columns: readonly string[];
  readonly delimiter: string;
  readonly end: string;
  readonly endsLastLine: boolean;
  readonly rows: readonly Row[];
}

/** What stands in columns that nobody reads. Were there none, a line of empty fields could be a blank one, which is no row. */
const FURTHER: Row = { further: 'x' };

/** Rows in files that differ in all that files of an input may differ in. */
export interface DividedRows {
  readonly files: readonly RowsOfFile[];
  /** All rows in one file: what one of the files lacks a column for is empty. */
  readonly whole: RowsOfFile;
}

/**
 * Rows in some files and in one.
 *
 * @param columns all of them
 * @param optional those that a file may lack
 */
export function anyDivided(
  anyRow: fc.Arbitrary<Row>,
  columns: readonly string[],
  optional: readonly string[],
): fc.Arbitrary<DividedRows> {
  const anyFile = fc
    .record({
      rows: fc.array(anyRow, { maxLength: 12 }),
      order: fc.shuffledSubarray([...columns, 'further', 'one more'], {
        minLength: columns.length + 2,
      }),
      lacks: fc.subarray([...optional, 'one more']),
      delimiter: fc.constantFrom(',', ';', '|', '\t'),
      isGzip: fc.boolean(),
      end: fc.constantFrom('\n', '\r\n'),
      endsLastLine: fc.boolean(),
    })
    .map(({ order, lacks, isGzip, ...own }) => {
      const there = order.filter((column) => !lacks.includes(column));
      const rows = own.rows.map((row) =>
        Object.fromEntries(there.map((column) => [column, row[column] ?? FURTHER[column] ?? ''])),
      );
      return { ...own, columns: there, isGzip, rows };
    });
  return fc.array(anyFile, { minLength: 1, maxLength: 6 }).map((files) => ({
    files: files.map(({ isGzip, ...file }, index) => ({
      ...file,
      name: `${index}.csv${isGzip ? '.gz' : ''}`,
    })),
    whole: {
      ...{ name: 'whole.csv', columns, delimiter: ',', end: '\n', endsLastLine: true },
      rows: files.flatMap(({ rows }) => rows),
    },
  }));
}

/** A file as text, and the line that each of its rows begins on. */
export function textOf({ columns, delimiter, end, endsLastLine, rows }: RowsOfFile) {
  const begins: number[] = [];
  let line = 2;
  const lines = rows.map((row) => {
    const text = columns.map((column) => quoted(row[column] ?? '', delimiter)).join(delimiter);
    begins.push(line);
    line += text.split('\n').length;
    return text;
  });
  const text = [columns.join(delimiter), ...lines].join(end);
  return { text: endsLastLine || rows.length === 0 ? text + end : text, begins };
}

const quoted = (field: string, delimiter: string): string =>
  field.includes(delimiter) || /["\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;

/**
 * What was found, by the number of the row in all files together.
 *
 * @param files those that were read, in their order
 */
export function foundInRows(
  files: readonly RowsOfFile[],
  found: readonly {
    readonly source: string;
    readonly line: number;
    readonly reason: string;
    readonly column: string | null;
  }[],
) {
  const numbers = new Map<string, number>();
  for (const file of files) {
    for (const line of textOf(file).begins) {
      numbers.set(`${file.name} ${line}`, numbers.size);
    }
  }
  return found.map(({ source, line, reason, column }) => [numbers.get(`${source} ${line}`), reason, column]);
}
