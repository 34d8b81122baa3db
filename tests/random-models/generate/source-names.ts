import type { Random } from '../../fuzz/random.ts';

/** How the sources of an input are called, and how the input declares them. */
export interface NamedSources {
  /** Names and globs. */
  readonly files: readonly string[];
  /** A compressed one may have `.gz` after it. */
  readonly names: readonly string[];
}

/** Beginnings of names; a number comes after it, so that those of one input are not those of another. */
const BASES = ['x', 'X-é', 'Ärger', 'a b', 'data', 'ａ', '😀', "o'clock", '1,2', 'UP', '%20', 'x;y'] as const;
/** Sorted by the bytes of their UTF-8 they come in another order than people, or JavaScript, would sort them in. */
const ENDS = ['1', '10', '2', '-é', '-e\u0301', '_', 'Z', 'a', ' ', '￮', '😀', '01', 'A.b', '(1)'] as const;

/**
 * Names that sort oddly, declared by a glob, by a list, or both: then some of them are found twice.
 *
 * @param index of the input
 * @param count how many there are to be
 */
export function anySourceNames(random: Random, index: number, count: number): NamedSources {
  const base = `${random.pick(BASES)}${index}`;
  if (count === 1) {
    const name = `${base}.csv`;
    return { files: [random.pick([name, name, `${base}.c?v`])], names: [name] };
  }
  const folder = random.chance(0.2) ? '/' : '.';
  const odd = random.shuffled(ENDS).slice(0, count);
  const days = Array.from({ length: count - odd.length }, (_, day) => `day-${day + 1}`);
  const nameOf = (end: string) => `${base}${folder}${end}.csv`;
  const files = random.pick([
    [nameOf('*')],
    [nameOf('*'), ...odd.slice(0, 3).map(nameOf)],
    [...odd.map(nameOf), ...(days.length > 0 ? [nameOf('day-*')] : [])],
    [...odd, ...days].map(nameOf),
  ]);
  return { files: random.shuffled(files), names: [...odd, ...days].map(nameOf) };
}
