import { createHash } from 'node:crypto';

/** The text that stands for a number where ids are texts: always the same, of another kind for numbers that are neighbours. */
export function textOfId(id: bigint): string {
  const digest = createHash('sha256').update(String(id)).digest('hex');
  const kind = TEXTS[Number(id % BigInt(TEXTS.length))];
  return kind?.(id, digest) ?? digest;
}

/** By no two of them numbers come to the same text. */
const TEXTS: readonly ((id: bigint, digest: string) => string)[] = [
  (_, digest) =>
    [digest.slice(0, 8), digest.slice(8, 12), digest.slice(12, 16), digest.slice(16, 32)].join('-'),
  (id) => `U${id}`,
  (id) => `${id}@example.com`,
  // What has to be in quotes, and in order of bytes is elsewhere than in that of UTF-16.
  (id) => `\u{1f600}"${id}", 'x'`,
  (id) => `\uffee\u2028\\${id}`,
  // As long as an id may be.
  (id, digest) => `${id}-${digest.repeat(4)}`.slice(0, 255),
];
