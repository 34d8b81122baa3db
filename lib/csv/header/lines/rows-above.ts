import { looksLikeData } from '../columns/looks-like-data.ts';
import { indexes, type WantedColumn } from '../columns/wanted.ts';
import { type HeaderLine, type HeadText, readWith } from './line.ts';
import { markLength, type Opening } from './opening.ts';
import { physicalLines } from './physical-lines.ts';

/**
 * The lines above a header that are rows of it, to all appearances: they have as many fields, something in each needed column, and a
 * number or a date in one of these. They are no titles, which may be passed over: a sorted file has its header in the middle of the rows.
 *
 * @param from the first line that is not blank
 * @param line the physical line of the header, up to which lines are looked at
 * @example of `1,Ada\nuser_id,name\n2,Ben\n` these are [1]
 */
export function rowsAbove(
  { bytes }: Pick<HeadText, 'bytes'>,
  from: Pick<Opening, 'start' | 'line'>,
  header: HeaderLine,
  line: number,
  wanted: readonly WantedColumn[],
): number[] {
  const required = wanted.filter((column) => column.required);
  const needed = Object.values(indexes(header.names, required));
  const rows: number[] = [];
  for (const { line: at, start, end } of physicalLines(bytes, from, line - 1)) {
    const alone = { bytes: bytes.subarray(0, end + 1), complete: true, delimiters: [header.delimiter] };
    const { names: fields } = readWith(header.delimiter, alone, start + markLength(bytes, start));
    const values = needed.map((index) => fields[index] ?? '');
    const isRow = fields.length === header.width && !values.includes('') && values.some(looksLikeData);
    rows.push(...(isRow && header.width > 1 ? [at] : []));
  }
  return rows;
}
