// Decimals such as `12.50`, as whole numbers of units of their last place.
import { MAX, NOT_PLAIN, parseDigits } from './integers';

/** The scale of a column of integers, which have no point at all. */
export const NO_SCALE: i32 = -1;

const POINT: u32 = 46;

/** What a digit is worth that has so many places after it. */
const POWERS = memory.data<u64>([1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000, 10000000000000, 100000000000000, 1000000000000000], 16);

@inline
function power(places: usize): u64 {
  return load<u64>(POWERS + (places << 3));
}

/**
 * The decimal in [from, to) with so many places after the point: digits, and perhaps a point with one digit after it at
 * least and as many as there are places at most. Everything else, including what is greater than an integer may be, is left
 * to the careful path.
 */
export function parseDecimal(from: usize, to: usize, scale: usize): u64 {
  const point = pointOf(from, to, scale);
  const whole = parseDigits(from, point);
  if (whole == NOT_PLAIN || whole > MAX / power(scale)) return NOT_PLAIN;
  if (point == to) return whole * power(scale);
  const places = to - point - 1;
  if (places - 1 >= scale) return NOT_PLAIN;
  const fraction = parseDigits(point + 1, to);
  if (fraction == NOT_PLAIN) return NOT_PLAIN;
  const value = whole * power(scale) + fraction * power(scale - places);
  return value > MAX ? NOT_PLAIN : value;
}

/** Where the point is: mostly with all places after it. Where there is none, the end. */
@inline
function pointOf(from: usize, to: usize, scale: usize): usize {
  if (to - from > scale && <u32>load<u8>(to - scale - 1) == POINT) return to - scale - 1;
  let at = from;
  while (at < to && <u32>load<u8>(at) != POINT) at++;
  return at;
}
