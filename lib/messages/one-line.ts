/**
 * A text, such as a path, as it may stand in a message: messages may have several lines, and nothing that they tell may look
 * like a further one.
 */
export function oneLine(text: string): string {
  return text.replaceAll('\n', '\\n');
}
