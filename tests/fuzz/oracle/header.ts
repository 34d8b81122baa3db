import type { OracleColumn, OracleInput } from './declaration.ts';
import { type HeaderLine, headerAt } from './header-line.ts';
import { type BadHeader, bad, type OracleHeader } from './header-results.ts';
import { headerlessBody } from './headerless.ts';
import { readRecord, withoutLineEnd } from './record.ts';
import { bare, DELIMITERS, type Delimiter, decoded, isBlank, MARK } from './text.ts';
import { dateOf, integerOf } from './values.ts';

/** So many lines at the start of a file may be the header. */
const LOOKED_AT_LINES = 20;

/**
 * The header of a file by the contract.
 * @param text the whole file
 * @param looked bytes at the start of the file among which the header must end
 */
export function readHeader(text: string, input: OracleInput, looked: number): OracleHeader | BadHeader {
  const head = text.slice(0, looked);
  const isWhole = head.length === text.length;
  if (text === '' || text === MARK) {
    return bad(['empty_file']);
  }
  const first = skipBlankLines(head, { at: 0, line: 1 });
  const sep = separatorAt(head, first.at, isWhole);
  const { at, line } = sep ? skipBlankLines(head, { at: sep.end, line: first.line + 1 }) : first;
  if (sep && !sep.delimiter) {
    return bad(['unknown_delimiter'], at);
  }
  if (at >= head.length) {
    return bad([isWhole ? 'no_header' : 'header_too_long'], at);
  }
  if (isRule(head.slice(at))) {
    return bad(['not_csv'], at);
  }
  const delimiters = sep?.delimiter ? [sep.delimiter] : DELIMITERS;
  if (!input.hasHeader) {
    return headerlessBody(head, { at, line }, delimiters, isWhole, input);
  }
  const lines = firstLines(head, isWhole).filter(({ from }) => from >= (sep?.end ?? 0));
  return namedHeader(head, { at, line }, lines, delimiters, isWhole, input);
}

/** The header of a file that has one: its first line that is not blank, or one of the first lines. */
function namedHeader(
  head: string,
  { at, line }: { readonly at: number; readonly line: number },
  lines: readonly Line[],
  delimiters: readonly Delimiter[],
  isWhole: boolean,
  { columns }: OracleInput,
): OracleHeader | BadHeader {
  const read = headerAt(head, at, delimiters, isWhole, columns);
  const { defects, isVague: vague, doubtful } = read;
  const isHeader = defects.length === 0 && !vague;
  if (isHeader && doubtful.length === 0) {
    return headerOf(read, line);
  }
  const refused: BadHeader = { ...{ defects, vague, start: at }, doubtful: vague ? [] : doubtful };
  const below = lineFurtherDown(head, lines, delimiters, columns, refused);
  if (!isHeader) {
    return below;
  }
  const orRead = 'defects' in below ? (below.orRead ?? []) : [below];
  return { ...headerOf(read, line), orRead: orRead.filter((own) => own.line !== line) };
}

/** A line with its line end. */
interface Line {
  readonly from: number;
  readonly to: number;
  readonly line: number;
}

/** Those that end in the head. */
function firstLines(head: string, isWhole: boolean): Line[] {
  const lines: Line[] = [];
  for (let from = 0; from < head.length && lines.length < LOOKED_AT_LINES; ) {
    const lineEnd = head.indexOf('\n', from);
    if (lineEnd === -1 && !isWhole) {
      break;
    }
    const to = lineEnd === -1 ? head.length : lineEnd + 1;
    lines.push({ from, to, line: lines.length + 1 });
    from = to;
  }
  return lines;
}

/** A table drawn for people begins with `+---+`; a plus alone draws nothing. */
const isRule = (text: string): boolean => /^(?:\xef\xbb\xbf)?\+[-+=]+\+\s*?(?:\n|$)/.test(text);

/** The one of the first lines that is a header, though the first that is not blank is none. */
function lineFurtherDown(
  head: string,
  lines: readonly Line[],
  delimiters: readonly Delimiter[],
  columns: readonly OracleColumn[],
  orElse: BadHeader,
): OracleHeader | BadHeader {
  const good = lines
    .map(({ from, to, line }) => ({
      line,
      read: headerAt(head.slice(0, to), from, delimiters, true, columns),
    }))
    .filter(({ read }) => read.defects.length === 0 && !read.isVague);
  const [only, ...more] = good;
  if (only === undefined) {
    return orElse;
  }
  /** What the file is read by when this line is the only one that can be the header. */
  const readBy = ({ read, line }: typeof only): OracleHeader | BadHeader => {
    const above = lines.filter((own) => own.line < line);
    return above.some(({ from, to }) => isRowOf(head.slice(from, to), read, columns))
      ? { ...bad(['rows_above_header'], orElse.start), doubtful: read.doubtful, orElse }
      : { ...headerOf(read, line), orElse };
  };
  if (more.length === 0) {
    return readBy(only);
  }
  const doubtful = good.flatMap(({ read }) => read.doubtful);
  const certain = good.filter(({ read }) => read.doubtful.length === 0);
  const several = { ...bad(['several_headers'], orElse.start), doubtful };
  if (certain.length > 1) {
    return several;
  }
  // One that is certain is the only one if all others are none; where none is certain, any may be.
  const ones = (certain.length === 1 ? certain : good).map(readBy);
  const refused = ones.some((one) => 'defects' in one);
  return {
    ...several,
    orElse: refused ? { ...bad(['rows_above_header'], orElse.start), doubtful, orElse } : orElse,
    orRead: ones.flatMap((one) => ('defects' in one ? [] : [one])),
  };
}

/** Whether a line above a header is a row of it, and no title: all needed fields have something, and one has a number or a date. */
function isRowOf(
  line: string,
  { delimiter, names, columns: places }: HeaderLine,
  columns: readonly OracleColumn[],
) {
  const start = line.startsWith(MARK) ? MARK.length : 0;
  const record = readRecord(line, start, delimiter);
  const fields = record.shape === 'good' ? record.fields.map((field) => bare(decoded(field))) : [];
  const needed = columns
    .filter(({ optional }) => !optional)
    .map(({ name }) => fields[places[name] ?? -1] ?? '');
  const isValue = (field: string) => typeof integerOf(field) === 'bigint' || dateOf(field) !== 'bad_date';
  return names.length > 1 && fields.length === names.length && !needed.includes('') && needed.some(isValue);
}

const headerOf = (read: HeaderLine, line: number): OracleHeader => ({
  delimiter: read.delimiter,
  names: read.names,
  columns: read.columns,
  doubtful: read.doubtful,
  width: read.names.length,
  line,
  bodyOffset: read.end,
  bodyLine: line + read.newlines,
});

interface LineStart {
  readonly at: number;
  /** From 1. */
  readonly line: number;
}

/** Lines of nothing but delimiters of any kind and what nobody sees are skipped, and counted. */
function skipBlankLines(head: string, from: LineStart): LineStart {
  let { at, line } = from;
  while (at < head.length) {
    const lineEnd = head.indexOf('\n', at);
    if (!isBlank(head.slice(at, lineEnd === -1 ? head.length : lineEnd), DELIMITERS)) {
      return { at, line };
    }
    at = lineEnd === -1 ? head.length : lineEnd + 1;
    line++;
  }
  return { at, line };
}

/** A line `sep=;`, which says what the delimiter is; no delimiter where it is none of those. */
function separatorAt(head: string, from: number, isWhole: boolean) {
  const at = head.startsWith(MARK, from) ? from + MARK.length : from;
  const lineEnd = head.indexOf('\n', at);
  if (lineEnd === -1 && !isWhole) {
    return undefined;
  }
  const end = lineEnd === -1 ? head.length : lineEnd + 1;
  const line = decoded(withoutLineEnd(head.slice(at, end)));
  const [, , said] = /^("?)sep=(.)\1$/iu.exec(line) ?? [];
  return said === undefined ? undefined : { end, delimiter: DELIMITERS.find((one) => one === said) };
}
