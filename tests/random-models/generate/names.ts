import type { Random } from '../../fuzz/random.ts';

/** Words of SQL, of JavaScript, and of the statements that the project writes: what a name might be taken for. */
const WORDS = [
  ...[
    'order',
    'user',
    'select',
    'group',
    'table',
    'default',
    'limit',
    'where',
    'then',
    'end',
    'all',
    'column',
  ],
  ...['null', 'true', 'as', 'of', 'date', 'text', 'integer', 'bigint', 'count', 'sum', 'min', 'rows', 'with'],
  ...['source', 'target', 'merged', 'action', 'owner', 'events', 'slot_1', 'totals_1', 'bin', 'value', 'key'],
  ...['name', 'type', 'length', 'id', 'user_id', 'run_id', 'part', 'input', 'file', 'line', 'reason', 'raw'],
  ...[
    'e',
    'u',
    'x',
    '_',
    'class',
    'this',
    'function',
    'valueof',
    'json',
    'files',
    'columns',
    'left',
    'unnest',
  ],
] as const;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const LONGEST = 63;

/**
 * Names of one place, such as the columns of an input: none is so like another that a header with one of them might be taken
 * for one that misspells the other.
 */
export class Names {
  readonly #random: Random;
  readonly #taken: string[];

  constructor(random: Random, taken: readonly string[] = []) {
    this.#random = random;
    this.#taken = [...taken];
  }

  /** A name of those that columns and inputs may have. */
  next(): string {
    return this.#unlike(() => anyName(this.#random));
  }

  /** Another name for a header, in letters that no name may have. */
  nextHeader(): string {
    return this.#unlike(() => {
      const words = [anyWord(this.#random), this.#random.pick(['No', 'Ünit', '(all)', '漢字', 'x.y'])];
      return this.#random.shuffled(words).join(this.#random.pick([' ', '-', '/']));
    });
  }

  #unlike(make: () => string): string {
    for (;;) {
      const name = make();
      if (!this.#taken.some((other) => areAlike(name, other))) {
        this.#taken.push(name);
        return name;
      }
    }
  }
}

function anyName(random: Random): string {
  const kind = random.below(10);
  if (kind < 4) {
    return random.pick(WORDS);
  }
  if (kind === 4) {
    return anyWord(random, LONGEST);
  }
  return kind < 7 ? `${anyWord(random)}_${random.below(100)}` : anyWord(random);
}

function anyWord(random: Random, length = random.between(4, 12)): string {
  return Array.from({ length }, () => random.pick([...LETTERS])).join('');
}

/** Whether two changes of a letter make one of the other, or fewer; of short words, whether they are the same. */
function areAlike(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')) as [
    string,
    string,
  ];
  return a === b || (Math.max(a.length, b.length) >= 4 && changesBetween(a, b) < 3);
}

/** How many letters have to be added, left out or replaced to make one word of the other. */
function changesBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (let at = 0; at < b.length; at++) {
      const replaced = (row[at] ?? 0) + (letter === b[at] ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
