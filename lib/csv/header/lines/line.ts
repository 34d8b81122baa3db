import { isUtf8 } from 'node:buffer';
import { CR, DELIMITERS, type Delimiter, LF, NUL, QUOTE } from '../../dialect.ts';
import { Framer } from '../../records/framing/framer.ts';
import { splitFields } from '../../records/split-fields.ts';
import { trimInvisible } from '../../values/invisible.ts';

/** A record that may be the header, read with one of the delimiters. */
export interface HeaderLine {
  readonly delimiter: Delimiter;
  /** What keeps it from being read. */
  readonly defect: 'stray_quote' | 'unclosed_quote' | 'header_too_long' | undefined;
  /** Without quotes, padding and invisible characters at their ends; none when there is a defect. */
  readonly names: readonly string[];
  /** The same with the invisible characters at their ends, as a row has them. */
  readonly fields: readonly string[];
  /** Columns, as far as it was read. */
  readonly width: number;
  /** Its bytes end here, line end included. */
  readonly end: number;
  /** Whether it may go on after the bytes that are looked at. */
  readonly isCut: boolean;
  /** Line ends in it. */
  readonly newlines: number;
}

/** The bytes among which a header is looked for. */
export interface HeadText {
  readonly bytes: Buffer;
  /** Whether the file ends where they do. */
  readonly complete: boolean;
  /** Those that it may have. */
  readonly delimiters: readonly Delimiter[];
}

/** Whether a CR outside quotes, in the first physical line from `from` on, ends a line by itself. */
export function endsLinesWithCr(head: Buffer, from: number): boolean {
  let quoted = false;
  for (let at = from; at < head.length && head[at] !== LF; at++) {
    if (head[at] === QUOTE) {
      quoted = !quoted;
    }
    if (quoted || head[at] !== CR || at + 1 === head.length) {
      continue;
    }
    if (head[at + 1] !== LF && head[at + 1] !== CR) {
      return true;
    }
  }
  return false;
}

/**
 * Reads the record at `start` with the delimiter that finds the most of the wanted columns. When they find equally
 * many, it is the first in the order of DELIMITERS that divides the line; a line none divides is one column.
 * @param found how many wanted columns there are among some names
 */
export function readHeaderLine(
  text: HeadText,
  start: number,
  found: (names: readonly string[]) => number,
): HeaderLine {
  const [first = DELIMITERS[0], ...others] = text.delimiters;
  let best = readWith(first, text, start);
  for (const delimiter of others) {
    const line = readWith(delimiter, text, start);
    const gain = found(line.names) - found(best.names);
    if (gain > 0 || (gain === 0 && line.width > 1 && best.width === 1)) {
      best = line;
    }
  }
  return best;
}

/** Reads the record at `start` with a delimiter. */
export function readWith(delimiter: Delimiter, { bytes, complete }: HeadText, start: number): HeaderLine {
  const framer = new Framer(delimiter);
  const lineEnd = framer.scan(bytes, start, bytes.length);
  const end = lineEnd === -1 ? bytes.length : lineEnd;
  const isCut = lineEnd === -1 && !complete;
  const { newlines } = framer;
  const defect = defectOf(framer, !isCut);
  const fields = defect === undefined ? fieldsIn(bytes, start, end, delimiter) : [];
  return {
    delimiter,
    defect,
    fields,
    names: fields.map(trimInvisible),
    width: framer.columns,
    end,
    isCut,
    newlines,
  };
}

function defectOf(framer: Framer, ended: boolean): HeaderLine['defect'] {
  if (framer.stray) {
    return 'stray_quote';
  }
  if (framer.open) {
    return 'unclosed_quote';
  }
  return ended ? undefined : 'header_too_long';
}

function fieldsIn(head: Buffer, start: number, end: number, delimiter: Delimiter): string[] {
  let contentEnd = end;
  while (head[contentEnd - 1] === LF || head[contentEnd - 1] === CR) {
    contentEnd--;
  }
  return splitFields(head.toString('utf8', start, contentEnd), delimiter);
}

/** Whether the bytes of a header are no UTF-8, or have a NUL. */
export function byteDefectsOf(header: Buffer): ('invalid_utf8' | 'nul_byte')[] {
  return [
    ...(isUtf8(header) ? [] : (['invalid_utf8'] as const)),
    ...(header.includes(NUL) ? (['nul_byte'] as const) : []),
  ];
}
