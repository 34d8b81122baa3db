import type { Delimiter } from '../../fuzz/oracle/text.ts';
import type { Random } from '../../fuzz/random.ts';
import type { InputSpec } from '../spec.ts';
import { ENCODINGS, type Packed, type Written } from './bytes.ts';

/** How one source is written. */
export interface Style {
  readonly delimiter: Delimiter;
  /** A line above the header that says the delimiter. */
  readonly saysDelimiter: boolean;
  /** None where its input has no headers. */
  readonly hasHeader: boolean;
  readonly lineEnds: readonly string[];
  /** Share of the fields in quotes that need none. */
  readonly quoted: number;
  /** Share of those in quotes with a `=` before them. */
  readonly likeFormulas: number;
  /** Share of the fields with spaces round them. */
  readonly padded: number;
  /** Share of the lines with a blank one before them. */
  readonly blank: number;
  /** Share of the records with the header before them once more. */
  readonly repeated: number;
  /** Share of the records with a delimiter after the last field. */
  readonly trailing: number;
  readonly lastLineEnd: boolean;
  readonly written: Written;
  readonly packed: Packed;
}

/** Any style that sources of the input may have. */
export function anyStyle(random: Random, { header, encoding, columns }: InputSpec): Style {
  const hasHeader = header !== 'none';
  return {
    // Of a single column without a header any delimiter divides the first record well: then it is the first of them.
    delimiter: !hasHeader && columns.length === 1 ? ',' : random.pick([',', ',', ';', '|', '\t'] as const),
    saysDelimiter: random.chance(0.1),
    hasHeader,
    lineEnds: random.pick([['\n'], ['\n'], ['\r\n'], ['\n', '\r\n'], ['\r\r\n']]),
    quoted: random.pick([0, 0, 0.1, 1]),
    likeFormulas: random.pick([0, 0, 0.5]),
    padded: random.pick([0, 0, 0.1]),
    blank: random.pick([0, 0, 0.05]),
    repeated: hasHeader ? random.pick([0, 0, 0.05]) : 0,
    trailing: random.pick([0, 0, 0.1, 1]),
    lastLineEnd: random.chance(0.8),
    written: encoding ?? random.pick(ENCODINGS),
    packed: random.pick(['plain', 'plain', 'gzip', 'two members'] as const),
  };
}
