import { createHash } from 'node:crypto';

/** A text that stands for all these say together, in this order: SHA-256 in Base64. A text may be given as its bytes in UTF-8. */
export function digestOf(texts: readonly (string | Uint8Array)[]): string {
  const digest = createHash('sha256');
  for (const text of texts) {
    // With its length: ab, c is not a, bc.
    digest.update(`${Buffer.byteLength(text)} `).update(text);
  }
  return digest.digest('base64');
}
