/** Bytes in which NULs are counted. */
const SAMPLE_BYTES = 256;

/**
 * Tells UTF-16 and UTF-32 without a mark by where the NULs are: a header is mostly ASCII, of which one byte in two
 * or in four is not NUL, always the same one.
 */
export function wideCharacters(head: Uint8Array): 'utf16' | 'utf32' | undefined {
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
