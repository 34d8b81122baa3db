/**
 * A line that fits: of a longer one the last words are left out, and … says so. A word that is as long as the line is cut.
 *
 * @param width columns; at least 1
 */
export function cutToWidth(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) {
    return text;
  }
  const fitting = characters.slice(0, width - 1).join('');
  const lastSpace = fitting.lastIndexOf(' ');
  // Not for the sake of one long word at the end.
  return `${lastSpace > width / 2 ? fitting.slice(0, lastSpace) : fitting}…`;
}
