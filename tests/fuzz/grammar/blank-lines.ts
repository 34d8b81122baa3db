import type { Random } from '../random.ts';
import { anyInvisible, padding, type Style } from './writing.ts';

/** A line that is no row: of nothing, of padding, of delimiters, of what nobody sees. */
export function blankLine(random: Random, style: Style): string {
  const kind = random.below(6);
  if (kind < 2) {
    return '';
  }
  if (kind === 2) {
    return padding(random, style);
  }
  const delimiters = style.delimiter.repeat(random.between(kind === 5 ? 0 : 1, 6));
  const invisible = kind === 3 ? '' : Buffer.from(anyInvisible(random)).toString('latin1');
  return random.chance(0.5) ? delimiters + invisible : invisible + delimiters;
}
