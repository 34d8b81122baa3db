const MAX_DISTANCE = 2;
/** One wrong character in so many is allowed: "date" is not meant to be "name". */
const LETTERS_PER_MISS = 3;

/**
 * The name that was probably meant: the same letters and digits (`User ID`, `userId` for `user_id`), or one or two
 * characters away, as its length allows (Levenshtein distance). Undefined when none is near.
 */
export function nearMiss(wanted: string, names: readonly string[]): string | undefined {
  const letters = lettersOf(wanted);
  const allowed = Math.min(MAX_DISTANCE, Math.floor(letters.length / LETTERS_PER_MISS));
  const near = names
    .map((name) => ({ name, distance: distance(letters, lettersOf(name)) }))
    .filter((candidate) => candidate.distance <= allowed)
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.name;
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Insertions, deletions and substitutions from a to b (Wagner and Fischer 1974); Infinity when surely too many. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MAX_DISTANCE) {
    return Number.POSITIVE_INFINITY;
  }
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
