import { createHash } from 'node:crypto';

/** A text that stands for all these say together, in this order: SHA-256 in Base64. */
export function digestOf(texts: readonly string[]): string {
  const digest = createHash('sha256');
  for (const text of texts) {
    // With its length: ab, c is not a, bc.
    digest.update(`${text.length} `).update(text);
  }
  return digest.digest('base64');
}
