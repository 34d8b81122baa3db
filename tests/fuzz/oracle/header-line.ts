import type { OracleColumn } from './declaration.ts';
import { byteDefects } from './encoding.ts';
import { columnsIn } from './header-columns.ts';
import { readRecord } from './record.ts';
import { bare, type Delimiter, decoded, MARK } from './text.ts';

/** A record that is taken for a header, and what it is good for. */
export interface HeaderLine {
  readonly delimiter: Delimiter;
  /** As written, without quotes, and padding and invisible characters at their ends. */
  readonly names: readonly string[];
  readonly columns: Readonly<Record<string, number>>;
  /** As those of OracleHeader. */
  readonly doubtful: readonly string[];
  /** Sorted; a code that concerns a column is followed by `:` and its name. */
  readonly defects: readonly string[];
  /** No wanted column is there, under any delimiter. */
  readonly isVague: boolean;
  /** Index after its line end, and how many lines that is. */
  readonly end: number;
  readonly newlines: number;
}

/**
 * The record that starts at `at`, by the delimiter that finds most wanted columns; of equals, by the first that divides the line.
 *
 * @param delimiters those that may be
 * @param isWhole whether the text is the whole file
 */
export function headerAt(
  text: string,
  at: number,
  delimiters: readonly Delimiter[],
  isWhole: boolean,
  wanted: readonly OracleColumn[],
): HeaderLine {
  const start = text.startsWith(MARK, at) ? at + MARK.length : at;
  const hasCr = endsWithCrAlone(text.slice(start));
  const candidates = delimiters.map((delimiter) => {
    const record = readRecord(text, start, delimiter);
    const isUsable = record.shape === 'good' && (record.terminated || isWhole);
    const names = isUsable ? record.fields.map((name) => bare(decoded(name))) : [];
    const lower = names.map((name) => name.trim().toLowerCase());
    const found = wanted.filter(({ header }) => header.some((name) => lower.includes(name))).length;
    return { delimiter, record, names, lower, found };
  });
  const most = Math.max(...candidates.map(({ found }) => found));
  const equals = candidates.filter(({ found }) => found === most);
  const best = equals.find(({ names }) => names.length > 1) ?? equals[0];
  if (best === undefined) {
    throw new Error('there is no delimiter to try');
  }
  const { delimiter, names, lower, record } = best;
  const { columns, doubtful, defects } = columnsIn(lower, wanted);
  const isVague = most === 0 && !hasCr;
  return {
    ...{ delimiter, names, columns, doubtful, isVague, end: record.end, newlines: record.newlines },
    defects: hasCr ? ['cr_only'] : [...byteDefects(record.content), ...(isVague ? [] : defects)].sort(),
  };
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
