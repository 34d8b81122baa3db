/** A line with a command in it is pasted, and must stay one line. */
const PASTED = /\.\/run\.sh |^\s*\S+\.\w+:\d+: /;

/**
 * A line as the lines that fit: broken between words, further ones as far in as the first. A word that is longer than the
 * line stays whole, and so does a line that is there to be pasted: one with a command, or a row with its place.
 *
 * @param width columns
 */
export function brokenLine(line: string, width: number): string[] {
  if (line.length <= width || PASTED.test(line)) {
    return [line];
  }
  const indent = /^ */.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  let current = indent;
  for (const word of line.slice(indent.length).split(' ')) {
    const isFirst = current === indent;
    if (!isFirst && current.length + 1 + word.length > width) {
      lines.push(current);
      current = `${indent}${word}`;
    } else {
      current += isFirst ? word : ` ${word}`;
    }
  }
  return [...lines, current];
}
