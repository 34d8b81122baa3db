import { enumerated } from '../../../messages/first-few.ts';
import { type HeaderContext, indexes, keyOf, type WantedColumn } from '../columns/wanted.ts';
import type { HeaderDefect } from '../defect.ts';
import type { Header } from '../header-shape.ts';
import { shownHeader } from '../shown.ts';
import { type HeaderLine, type HeadText, readWith } from './line.ts';
import { markBefore, type Opening } from './opening.ts';

/**
 * What a header would tell, of a file that has none: its columns are those that are declared, in their order, and the delimiter
 * is the first by which its first record has as many.
 */
export function readHeadless(
  text: HeadText,
  { start, line }: Opening,
  wanted: readonly WantedColumn[],
  context: HeaderContext,
): Header | HeaderDefect[] {
  const { input = 'the input' } = context;
  const declared = (context.declared ?? wanted).map(({ name }) => name);
  // The reader of rows skips one mark at their start itself: after two, the second is text.
  const from = start - markBefore(text.bytes, start);
  const read = text.delimiters.map((delimiter) => readWith(delimiter, text, from));
  const fitting = read.findIndex((record) => fits(record, declared.length));
  const record = read[fitting];
  if (read.slice(0, record ? fitting : read.length).some(({ isCut }) => isCut)) {
    const message = `the first row, on line ${line}, is too long: it does not end within ETL_MAX_RECORD_BYTES bytes`;
    return [{ code: 'header_too_long', message }];
  }
  if (!record) {
    return [{ code: 'column_count', message: otherCount(read, line, declared, input) }];
  }
  if (areNames(record.names, declared)) {
    const message = `line ${line} has the column names, but ${input} is declared with header: 'none': remove that option, so that the header is read`;
    return [{ code: 'unexpected_header', message }];
  }
  return {
    delimiter: record.delimiter,
    names: declared,
    columns: indexes(declared, wanted),
    width: declared.length,
    line: 0,
    skipped: [],
    bodyOffset: from,
    bodyLine: line,
  };
}

/** With one more, the last of which is empty, a record fits as well. */
function fits({ defect, fields }: HeaderLine, width: number): boolean {
  return (
    defect === undefined && (fields.length === width || (fields.length === width + 1 && fields.at(-1) === ''))
  );
}

function areNames(names: readonly string[], declared: readonly string[]): boolean {
  const keys = new Set(names.map(keyOf));
  return declared.every((name) => keys.has(name));
}

function otherCount(
  read: readonly HeaderLine[],
  line: number,
  declared: readonly string[],
  input: string,
): string {
  const record = read.find(({ width, defect }) => width > 1 && defect === undefined) ?? read[0];
  const wanted = `${input} is declared with header: 'none', so each row must have its ${declared.length} columns (${enumerated(declared)}) in this order`;
  if (!record || record.defect !== undefined) {
    return `line ${line} can't be read as a row: a quote is in the wrong place, or is never closed; ${wanted}`;
  }
  const { names, delimiter } = record;
  const count = `${names.length} ${names.length === 1 ? 'column' : 'columns'}`;
  return `line ${line} has ${count}, but ${wanted}; it was read as ${shownHeader(names, delimiter)}`;
}
