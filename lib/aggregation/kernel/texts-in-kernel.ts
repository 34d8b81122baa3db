import type { Texts } from '../ids/texts.ts';
import type { Kernel } from './kernel.ts';

/** Texts in memory of their own, which can be handed over. */
export interface OwnTexts extends Texts {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
}

/**
 * Copies texts that a kernel has numbered, in the order of their numbers.
 *
 * @param at where their addresses and lengths are
 */
export function textsAt({ exports }: Kernel, at: number, count: number): OwnTexts {
  const { buffer } = exports.memory;
  const places = new Uint32Array(buffer, at, 2 * count);
  const ends = new Uint32Array(count);
  let end = 0;
  for (let index = 0; index < count; index++) {
    end += places[2 * index + 1] as number;
    ends[index] = end;
  }
  const bytes = new Uint8Array(end);
  const all = new Uint8Array(buffer);
  let to = 0;
  for (let index = 0; index < count; index++) {
    const from = places[2 * index] as number;
    for (let byte = from; byte < from + (places[2 * index + 1] as number); byte++) {
      bytes[to++] = all[byte] as number;
    }
  }
  return { bytes, ends };
}
