import { open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { entryOf } from '../../../terminal/lines/log-line.ts';

const CHUNK_BYTES = 65_536;

/**
 * The lines of a file, whole ones only, from its beginning.
 *
 * @param wait called at the end of the file; the file is read on when it resolves with true, and left when with false
 * @throws the system's error when it can't be read
 */
export async function* linesOf(
  path: string,
  wait: () => Promise<boolean> = async () => false,
): AsyncGenerator<string, void, undefined> {
  const file = await open(path, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const buffer = Buffer.alloc(CHUNK_BYTES);
    let [position, rest] = [0, ''];
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, position);
      if (bytesRead === 0) {
        if (!(await wait())) {
          return;
        }
        // A stack that starts empties the file.
        position = (await file.stat()).size < position ? 0 : position;
        continue;
      }
      position += bytesRead;
      const lines = (rest + decoder.write(buffer.subarray(0, bytesRead))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    await file.close();
  }
}

/**
 * Whether a line of the log is about a run: one of its values is the run's id. Lines of others than our logger are about none, nor
 * are those of whoever only looked at the run, such as its page does every second, unless they could not be answered.
 */
export function isAbout(line: string, runId: string): boolean {
  const entry = line.includes(runId) ? (entryOf(line) ?? {}) : {};
  const isLook = entry['method'] === 'GET' && entry['level'] === 'info';
  return !isLook && Object.values(entry).includes(runId);
}
