/** Why a text is no text id. */
export type TextIdDefect = 'empty_id' | 'long_id';

/** The bytes of an id at most, in UTF-8: no index of a database takes keys of any length, and no id is a novel. */
export const MOST_ID_BYTES = 255;

/**
 * Tells why a text is no id; undefined for one that is: 1 to 255 bytes in UTF-8, whatever they are.
 *
 * @param text the field without its padding
 */
export function parseTextId(text: string): TextIdDefect | undefined {
  if (text === '') {
    return 'empty_id';
  }
  // No character takes more than three bytes for each of its UTF-16 units.
  const isLong = 3 * text.length > MOST_ID_BYTES && Buffer.byteLength(text) > MOST_ID_BYTES;
  return isLong ? 'long_id' : undefined;
}
