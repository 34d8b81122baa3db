import { StringDecoder } from 'node:string_decoder';
import { visible } from '../../../terminal/visible.ts';

/** CSV for a terminal: what its values have in them can't steer it; the line ends between the rows stay. */
export async function* visibleCsv(chunks: AsyncIterable<Buffer>): AsyncGenerator<string, void, undefined> {
  const decoder = new StringDecoder('utf8');
  let isQuoted = false;
  const shown = (piece: string) => {
    // A quote in a value is doubled, so that an even number of them ends it; a value with a line end in it is quoted.
    if (piece === '"') {
      isQuoted = !isQuoted;
    }
    return piece === '\n' && !isQuoted ? piece : visible(piece);
  };
  for await (const chunk of chunks) {
    yield decoder
      .write(chunk)
      .split(/(["\n])/)
      .map(shown)
      .join('');
  }
  yield visible(decoder.end());
}
