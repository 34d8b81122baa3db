import type { RecordShape } from './framing/record-rules.ts';

/**
 * Whether a record of several lines has one that looks like a row: counted as if there were no quotes, it has as many fields as the
 * header. Two quotes that nobody meant make such a record of the rows between them, and nothing else tells it from a long text.
 *
 * Where the first field goes over several lines, the last line begins in it and has all fields of the record in any case.
 *
 * @param record the text, without its line end
 * @param fields the fields it was read as
 * @example hasRowsInside('2,"B\n3,C",x', ['2', 'B\n3,C', 'x'], { delimiter: ',', width: 3 }) // true: 3,C",x
 */
export function hasRowsInside(
  record: string,
  fields: readonly string[],
  { delimiter, width }: Pick<RecordShape, 'delimiter' | 'width'>,
): boolean {
  if (width < 2) {
    return false;
  }
  const lines = record.split('\n');
  const isLastInFirst = fields[0]?.includes('\n') === true;
  const later = lines.slice(1, isLastInFirst ? -1 : lines.length);
  return later.some((line) => line.split(delimiter).length === width);
}
