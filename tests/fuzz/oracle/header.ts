import type { OracleColumn } from './declaration.ts';
import { readRecord } from './record.ts';
import { type Delimiter, decoded, isUtf8 } from './text.ts';

/** What the rest of the file is read by. */
export interface OracleHeader {
  readonly delimiter: Delimiter;
  /** Of the columns that the file has. */
  readonly columns: Readonly<Record<string, number>>;
  /** Columns that it may do without, but perhaps has under a name that is nearly theirs: it may be refused for them. */
  readonly doubtful: readonly string[];
  readonly width: number;
  readonly line: number;
  readonly bodyOffset: number;
  readonly bodyLine: number;
}

/** Why a file cannot be read at all. */
export interface BadHeader {
  /** Sorted; a code that concerns a column is followed by `:` and its name. */
  readonly defects: readonly string[];
  /**
   * No wanted column is there, under any delimiter: there is no telling what the line was meant to be, and the
   * codes of NOTHING_FOUND are as good as these.
   */
  readonly vague: boolean;
  /** Further columns, as `doubtful` of a good header says. */
  readonly doubtful: readonly string[];
}

export const NOTHING_FOUND = [
  'missing_column',
  'no_header',
  'stray_quote',
  'unclosed_quote',
  'header_too_long',
];

const BOM = '\xef\xbb\xbf';

/**
 * The header of a file by the contract.
 * @param looked bytes at the start of the file among which the header must end
 */
export function readHeader(
  file: Buffer,
  wanted: readonly OracleColumn[],
  looked: number,
): OracleHeader | BadHeader {
  const text = file.toString('latin1', 0, looked);
  const complete = text.length === file.length;
  const foreign = foreignFormat(text);
  if (foreign !== undefined) {
    return bad([foreign]);
  }
  const { start, line } = firstLine(text, text.startsWith(BOM) ? BOM.length : 0);
  if (text === '' || text === BOM) {
    return bad(['empty_file']);
  }
  if (start >= text.length) {
    return bad([complete ? 'no_header' : 'header_too_long']);
  }
  if (endsWithCrAlone(text.slice(start))) {
    return bad(['cr_only']);
  }

  const candidate = bestCandidate(text, start, complete, wanted);
  if (candidate.found === 0) {
    return { ...bad(byteDefects(candidate.content)), vague: true };
  }
  const { names, ...read } = candidate;
  const { columns, doubtful, defects: ofColumns } = columnsIn(names, wanted);
  const defects = [...byteDefects(read.content), ...ofColumns];
  if (defects.length > 0) {
    return { ...bad(defects), doubtful };
  }
  return {
    delimiter: read.delimiter,
    columns,
    doubtful,
    width: names.length,
    line,
    bodyOffset: read.end,
    bodyLine: line + read.newlines,
  };
}

/** Where the columns are, and what is wrong with them. */
function columnsIn(names: readonly string[], wanted: readonly OracleColumn[]) {
  const defects: string[] = [];
  const columns: Record<string, number> = {};
  const doubtful: string[] = [];
  const spare = names.filter((name) => !wanted.some(({ header }) => header.includes(name)));
  for (const { name: column, header, optional } of wanted) {
    const places = names.flatMap((name, place) => (header.includes(name) ? [place] : []));
    const [place] = places;
    if (place !== undefined) {
      columns[column] = place;
    } else if (!optional) {
      defects.push(`missing_column:${column}`);
    } else if (header.some((name) => spare.some((other) => areAlike(name, other)))) {
      doubtful.push(column);
    }
    if (places.length > 1) {
      defects.push(`repeated_column:${column}`);
    }
  }
  return { columns, doubtful, defects };
}

function bad(defects: string[]): BadHeader {
  return { defects: defects.sort(), vague: false, doubtful: [] };
}

/**
 * Whether one of two names may be a slip for the other: what production takes for one, and somewhat more. At most two of their
 * letters and digits differ at one place.
 */
function areAlike(one: string, other: string): boolean {
  const [a = '', b = ''] = [one, other].map((name) => name.replaceAll(/[^\p{L}\p{N}]/gu, ''));
  let same = 0;
  while (same < Math.min(a.length, b.length) && a[same] === b[same]) {
    same++;
  }
  let sameAtEnd = 0;
  while (sameAtEnd < Math.min(a.length, b.length) - same && a.at(-1 - sameAtEnd) === b.at(-1 - sameAtEnd)) {
    sameAtEnd++;
  }
  return Math.max(a.length, b.length) - same - sameAtEnd <= 2;
}

/** Blank lines before the header are skipped, and counted. */
function firstLine(text: string, from: number): { start: number; line: number } {
  let start = from;
  let line = 1;
  for (;;) {
    const lineEnd = text.indexOf('\n', start);
    const content = text.slice(start, lineEnd === -1 ? text.length : lineEnd);
    if (!/^[ \t\r]*$/.test(content)) {
      return { start, line };
    }
    if (lineEnd === -1) {
      return { start: text.length, line };
    }
    start = lineEnd + 1;
    line++;
  }
}

/** A CR, outside quotes in the first line, that neither LF nor CR nor the end follows. */
function endsWithCrAlone(text: string): boolean {
  const line = text.split('\n', 1)[0] ?? '';
  // Every second piece between quotes is outside of them. An LF after the line keeps its last CR from standing alone.
  const ended = line.length < text.length ? `${line}\n` : line;
  const masked = ended
    .split('"')
    .map((piece, index) => (index % 2 === 0 ? piece : piece.replaceAll('\r', 'x')))
    .join('"');
  return /\r[^\r\n]/.test(masked);
}

interface Candidate {
  readonly delimiter: Delimiter;
  readonly names: readonly string[];
  readonly found: number;
  readonly content: string;
  readonly end: number;
  readonly newlines: number;
}

/** The delimiter is the one by which most wanted columns are found; of equals, the first that divides the line. */
function bestCandidate(
  text: string,
  start: number,
  complete: boolean,
  wanted: readonly OracleColumn[],
): Candidate {
  const candidates = ([',', ';', '|', '\t'] as const).map((delimiter) => {
    const record = readRecord(text, start, delimiter);
    const usable = record.shape === 'good' && (record.terminated || complete);
    const names = usable ? record.fields.map((name) => decoded(name).trim().toLowerCase()) : [];
    const found = wanted.filter(({ header }) => header.some((name) => names.includes(name))).length;
    const { content, end, newlines } = record;
    return { delimiter, names, found, content, end, newlines };
  });
  const most = Math.max(...candidates.map(({ found }) => found));
  const equals = candidates.filter(({ found }) => found === most);
  return (equals.find(({ names }) => names.length > 1) ?? equals[0]) as Candidate;
}

function byteDefects(content: string): string[] {
  return [...(isUtf8(content) ? [] : ['invalid_utf8']), ...(content.includes('\0') ? ['nul_byte'] : [])];
}

function foreignFormat(text: string): string | undefined {
  if (text.startsWith('\xff\xfe\0\0') || text.startsWith('\0\0\xfe\xff')) {
    return 'utf32';
  }
  if (text.startsWith('\xff\xfe') || text.startsWith('\xfe\xff')) {
    return 'utf16';
  }
  if (text.startsWith('\x1f\x8b')) {
    return 'gzip';
  }
  if (text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06')) {
    return 'zip';
  }
  // ASCII in UTF-16 or UTF-32 without a mark: the same one of two or four bytes is not NUL.
  const sample = text.slice(0, Math.floor(Math.min(text.length, 256) / 4) * 4);
  const nulls = [0, 1, 2, 3].map((place) => {
    const bytes = [...sample].filter((_, index) => index % 4 === place);
    return bytes.filter((byte) => byte === '\0').length > 0.7 * bytes.length;
  });
  const pattern = nulls.map((mostlyNul) => (mostlyNul ? '0' : 'x')).join('');
  if (pattern === 'x000' || pattern === '000x') {
    return 'utf32';
  }
  return pattern === 'x0x0' || pattern === '0x0x' ? 'utf16' : undefined;
}
