/** A text of at most so many characters: one that is longer ends with `…`. */
export function cut(text: string, most: number): string {
  // Characters rather than halves of them; of a longer text no more is looked at.
  const characters = Array.from(text.slice(0, 2 * most + 2));
  return characters.length > most ? `${characters.slice(0, Math.max(0, most - 1)).join('')}…` : text;
}

/**
 * A line that fits: of a longer one the last words are left out, and … says so. A word that is as long as the line is cut.
 *
 * @param width columns; at least 1
 */
export function cutToWidth(text: string, width: number): string {
  const shortened = cut(text, width);
  const lastSpace = shortened.lastIndexOf(' ');
  // Not for the sake of one long word at the end.
  return shortened !== text && lastSpace > width / 2 ? `${shortened.slice(0, lastSpace)}…` : shortened;
}
