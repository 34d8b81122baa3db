import { closeSync, openSync, writeSync } from 'node:fs';

const FLUSH_CHARACTERS = 1 << 20;

/**
 * Writes a header and so many lines to a new file.
 *
 * @param line the line of a number, from 1, without its end
 */
export function writeLines(
  path: string,
  header: string,
  count: number,
  line: (number: number) => string,
  end = '\n',
): void {
  const handle = openSync(path, 'w');
  let text = header + end;
  for (let number = 1; number <= count; number++) {
    text += line(number) + end;
    if (text.length > FLUSH_CHARACTERS) {
      writeSync(handle, text);
      text = '';
    }
  }
  writeSync(handle, text);
  closeSync(handle);
}
