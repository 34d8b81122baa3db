import type { HeaderDefect, HeaderDefectCode } from './defect.ts';

/** UTF-16 with a byte order mark never comes here: lib/sources makes UTF-8 of it. */
type ForeignCode = Extract<HeaderDefectCode, 'utf16' | 'utf32' | 'gzip' | 'zip'>;

interface Signature {
  readonly code: ForeignCode;
  readonly bytes: readonly number[];
  readonly name: string;
}

/** First bytes of files that are no UTF-8 text. */
const SIGNATURES: readonly Signature[] = [
  { code: 'utf32', bytes: [0xff, 0xfe, 0x00, 0x00], name: 'UTF-32' },
  { code: 'utf32', bytes: [0x00, 0x00, 0xfe, 0xff], name: 'UTF-32' },
  { code: 'gzip', bytes: [0x1f, 0x8b], name: 'compressed with gzip twice' },
  { code: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04], name: 'a ZIP archive (as .xlsx files are)' },
  { code: 'zip', bytes: [0x50, 0x4b, 0x05, 0x06], name: 'an empty ZIP archive' },
];

const ADVICE: Record<ForeignCode, string> = {
  utf16: 'save it as UTF-8, or with a byte order mark',
  utf32: 'save it as UTF-8',
  gzip: 'decompress it once',
  zip: 'export it as CSV first',
};

const UTF8_MARK = [0xef, 0xbb, 0xbf] as const;

/** Bytes in which NULs are counted. */
const SAMPLE_BYTES = 256;

/** Bytes of the byte order mark that a UTF-8 file may begin with: 3 or 0. */
export function markLength(head: Uint8Array): number {
  return startsWith(head, UTF8_MARK) ? UTF8_MARK.length : 0;
}

/** Names an encoding or a container that is not UTF-8 text, with or without a byte order mark. */
export function foreignEncoding(head: Uint8Array): HeaderDefect | undefined {
  const signature = SIGNATURES.find(({ bytes }) => startsWith(head, bytes));
  const code = signature?.code ?? wideCharacters(head);
  if (code === undefined) {
    return undefined;
  }
  const name = signature?.name ?? (code === 'utf32' ? 'UTF-32' : 'UTF-16');
  return { code, message: `the file is ${name}, not UTF-8 text: ${ADVICE[code]}` };
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => head[at] === byte);
}

/**
 * Tells UTF-16 and UTF-32 without a mark by where the NULs are: a header is mostly ASCII, of which one byte in two
 * or in four is not NUL, always the same one.
 */
function wideCharacters(head: Uint8Array): 'utf16' | 'utf32' | undefined {
  const nuls = [0, 0, 0, 0];
  const groups = Math.floor(Math.min(head.length, SAMPLE_BYTES) / 4);
  if (groups === 0) {
    return undefined;
  }
  for (let at = 0; at < groups * 4; at++) {
    if (head[at] === 0) {
      nuls[at % 4] = (nuls[at % 4] ?? 0) + 1;
    }
  }
  const pattern = nuls.map((count) => (count / groups > 0.7 ? '0' : 'x')).join('');
  if (pattern === 'x000' || pattern === '000x') {
    return 'utf32';
  }
  return pattern === 'x0x0' || pattern === '0x0x' ? 'utf16' : undefined;
}
