// Texts that stand for nothing, such as `NULL` or `\N`, as the host has put them into this memory.

/**
 * A set of them: the lengths that there are, as bits, in 64 of them; how many texts there are, in 32; then for each its length,
 * in 32, and its bytes, up to a multiple of four.
 */
const COUNT: usize = 8;
const TEXTS: usize = 12;

/** Whether [from, to), a field without its padding, is one of a set. */
export function isNullText(set: usize, from: usize, to: usize): bool {
  const length = <u32>(to - from);
  // Fields of other lengths, which are nearly all, are told by one look. A bit stands for all lengths of 63 and more.
  if (((load<u64>(set) >> <u64>min<u32>(length, 63)) & 1) == 0) return false;
  let at = set + TEXTS;
  for (let left = load<u32>(set + COUNT); left > 0; left--) {
    const own = load<u32>(at);
    if (own == length && memory.compare(at + 4, from, length) == 0) return true;
    at += 4 + ((<usize>own + 3) & ~3);
  }
  return false;
}
