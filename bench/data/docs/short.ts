/** A count as people say it: 10M, 100k, 500. */
export function short(count: number): string {
  if (count >= 1e6) {
    return `${count / 1e6}M`;
  }
  return count >= 1e3 ? `${count / 1e3}k` : String(count);
}
