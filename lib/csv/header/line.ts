import { CR, DELIMITERS, type Delimiter, LF, QUOTE } from '../dialect.ts';
import { Framer } from '../records/framer.ts';
import { splitFields } from '../records/split-fields.ts';
import { isPadding } from '../values/padding.ts';

/** The first record of a file, read with one of the delimiters. */
export interface HeaderLine {
  readonly delimiter: Delimiter;
  /** What keeps it from being read. */
  readonly defect: 'stray_quote' | 'unclosed_quote' | 'header_too_long' | undefined;
  /** Without quotes and padding; none when there is a defect. */
  readonly names: readonly string[];
  /** More than one column, as far as it was read. */
  readonly divided: boolean;
  /** Its bytes end here, line end included. */
  readonly end: number;
  /** Line ends in it. */
  readonly newlines: number;
}

/** Where the first line that is not blank starts, and which physical line it is. */
export function skipBlankLines(
  head: Buffer,
  from: number,
): { readonly start: number; readonly line: number } {
  let start = from;
  let line = 1;
  for (let at = from; at < head.length; at++) {
    const byte = head[at] ?? 0;
    if (byte === LF) {
      start = at + 1;
      line++;
    } else if (byte !== CR && !isPadding(byte, true)) {
      return { start, line };
    }
  }
  return { start: head.length, line };
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
 * @param complete whether the file ends where `head` does
 * @param found how many wanted columns there are among some names
 */
export function readHeaderLine(
  head: Buffer,
  start: number,
  complete: boolean,
  found: (names: readonly string[]) => number,
): HeaderLine {
  let best = readWith(DELIMITERS[0], head, start, complete);
  for (const delimiter of DELIMITERS.slice(1)) {
    const line = readWith(delimiter, head, start, complete);
    const gain = found(line.names) - found(best.names);
    if (gain > 0 || (gain === 0 && line.divided && !best.divided)) {
      best = line;
    }
  }
  return best;
}

function readWith(delimiter: Delimiter, head: Buffer, start: number, complete: boolean): HeaderLine {
  const framer = new Framer(delimiter);
  const lineEnd = framer.scan(head, start, head.length);
  const end = lineEnd === -1 ? head.length : lineEnd;
  const { newlines } = framer;
  const defect = defectOf(framer, lineEnd !== -1 || complete);
  const names = defect === undefined ? namesIn(head, start, end, delimiter) : [];
  return { delimiter, defect, names, divided: framer.columns > 1, end, newlines };
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

function namesIn(head: Buffer, start: number, end: number, delimiter: Delimiter): string[] {
  let contentEnd = end;
  while (head[contentEnd - 1] === LF || head[contentEnd - 1] === CR) {
    contentEnd--;
  }
  return splitFields(head.toString('utf8', start, contentEnd), delimiter);
}
