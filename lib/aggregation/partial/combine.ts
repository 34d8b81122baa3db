import type { SlotKind } from '../../model/features/feature.ts';
import { type Integers, sizeOf, widened } from './integers.ts';

/** What changes nothing when values are put together: a minimum of none is the greatest of a bigint column. */
export function neutral(kind: SlotKind, size: number): Integers {
  const words = new Uint32Array(2 * size);
  if (kind === 'min') {
    for (let at = 0; at < words.length; at += 2) {
      words[at] = 0xffff_ffff;
      words[at + 1] = 0x7fff_ffff;
    }
  }
  return { words, stride: 2 };
}

/**
 * Puts values to those that are there.
 *
 * @param positions for each of `others` where it belongs in `into`
 * @returns `into`, which has changed; or wider values in its stead, when a sum needs them
 */
export function combine(kind: SlotKind, into: Integers, others: Integers, positions: Uint32Array): Integers {
  const stride = into.stride > others.stride ? into.stride : others.stride;
  const [target, source] = [widened(into, stride), widened(others, stride)];
  if (kind === 'sum' || kind === 'count') {
    return add(target, source, positions, 0);
  }
  choose(target, source, positions, kind === 'max');
  return target;
}

/** Adds the values from a position on. Where a sum goes beyond 64 bits, all are made wider, and it goes on with those. */
function add(target: Integers, source: Integers, positions: Uint32Array, start: number): Integers {
  const { words, stride } = target;
  for (let at = start; at < sizeOf(source); at++) {
    const to = (positions[at] as number) * stride;
    let carry = 0;
    for (let word = 0; word < stride; word++) {
      const sum = (words[to + word] as number) + (source.words[at * stride + word] as number) + carry;
      words[to + word] = sum;
      carry = sum > 0xffff_ffff ? 1 : 0;
    }
    if (carry > 0) {
      const wide = widened(target, 4);
      wide.words[(positions[at] as number) * 4 + stride] = carry;
      return add(wide, widened(source, 4), positions, at + 1);
    }
  }
  return target;
}

function choose(target: Integers, source: Integers, positions: Uint32Array, greatest: boolean): void {
  const { words, stride } = target;
  for (let at = 0; at < sizeOf(source); at++) {
    const to = (positions[at] as number) * stride;
    const from = at * stride;
    let word = stride - 1;
    while (word > 0 && words[to + word] === source.words[from + word]) {
      word--;
    }
    if ((source.words[from + word] as number) > (words[to + word] as number) === greatest) {
      for (word = 0; word < stride; word++) {
        words[to + word] = source.words[from + word] as number;
      }
    }
  }
}
