import { grouped } from '../../terminal/texts.ts';

/**
 * A number as people read it, with thousands separators. Not for line numbers, which are pasted, nor for what programs read.
 *
 * @example withThousands(99990) // '99,990'
 */
export function withThousands(value: number | bigint): string {
  return grouped(value);
}

/** So many of something, in words. @example countedAs(1041, 'row', 'rows') // '1,041 rows' */
export function countedAs(count: number, one: string, many: string): string {
  return `${withThousands(count)} ${count === 1 ? one : many}`;
}
