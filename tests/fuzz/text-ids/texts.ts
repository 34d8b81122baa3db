import { bare } from '../oracle/text.ts';
import { inOrder } from '../oracle/values.ts';
import type { Random } from '../random.ts';

/** The text that stands for a number. */
export type TextOf = (id: bigint) => string;

/**
 * Made-up texts for numbers, one each, in the same order: so the lowest of several ids is the same row. Mostly UUIDs; of a case
 * all are of one kind.
 *
 * @returns what gives the text of one of these numbers; it throws an Error for another one
 */
export function textsFor(random: Random, ids: Iterable<bigint>): TextOf {
  const ascending = [...new Set(ids)].sort(inOrder);
  const make = random.pick(KINDS);
  const texts = new Set<string>();
  while (texts.size < ascending.length) {
    texts.add(make(random));
  }
  const inSameOrder = [...texts].sort(inOrder);
  const byId = new Map(ascending.map((id, at) => [id, inSameOrder[at] ?? '']));
  return (id) => {
    const text = byId.get(id);
    if (text === undefined) {
      throw new Error(`there is no text for the id ${id}`);
    }
    return text;
  };
}

const hex = (random: Random) => random.next().toString(16).padStart(8, '0');

/** Of version 4, all other bits at random. */
function uuid(random: Random): string {
  const [a, b, c, d] = [hex(random), hex(random), hex(random), hex(random)] as const;
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${'89ab'[random.below(4)]}${c.slice(1, 4)}-${c.slice(4)}${d}`;
}

/** UUIDs that differ in their last digits only: what is compared from the front differs late. */
const lateUuid = (random: Random): string => `00000000-0000-4000-8000-0000${hex(random)}`;

const code = (random: Random): string => `U${random.next().toString(36)}`;

/** Letters of one to four bytes, whose order as bytes is not that of UTF-16, and what is padding elsewhere. */
const LETTERS = ['a', 'B', '7', '-', '@', '.', '_', "'", '\\', 'é', '漢', '\uffee', '😀', '\u00a0', '\u2028'];

/** Of up to 255 bytes, the longest that there may be. */
function odd(random: Random): string {
  const most = random.pick([8, 9, 40, 255]);
  const size = random.chance(0.5) ? most : random.between(8, most);
  let text = hex(random).slice(random.below(3));
  for (;;) {
    const longer = text + random.pick(LETTERS);
    if (Buffer.byteLength(longer) > size) {
      // What nobody sees is no part of an id at its end.
      const seen = bare(text);
      return seen.padEnd(seen.length + size - Buffer.byteLength(seen), 'x');
    }
    text = longer;
  }
}

const KINDS: readonly ((random: Random) => string)[] = [
  uuid,
  uuid,
  uuid,
  lateUuid,
  (random) => uuid(random).toUpperCase(),
  code,
  odd,
  odd,
];
