import { expect, test } from 'vitest';
import { visibleCsv } from '../../../../../local/cli/tables/visible-csv.ts';

async function shown(...chunks: Buffer[]): Promise<string> {
  async function* given() {
    await Promise.resolve();
    yield* chunks;
  }
  let text = '';
  for await (const piece of visibleCsv(given())) {
    text += piece;
  }
  return text;
}

test('what steers a terminal is told, and every row has its line', async () => {
  expect(await shown(Buffer.from('id,name\n1,\u001b[31mA\u202e\n2,B\n'))).toBe(
    'id,name\n1,<U+001B>[31mA<U+202E>\n2,B\n',
  );
});

test('a line end inside a value does not begin a row', async () => {
  expect(await shown(Buffer.from('1,"a""b\nc"\n2,"d"\n'))).toBe('1,"a""b<U+000A>c"\n2,"d"\n');
});

test('chunks may end anywhere, inside a value and inside a character', async () => {
  const bytes = Buffer.from('1,"ä\n\u202eb"\n');

  const text = await shown(...Array.from(bytes, (byte) => Buffer.from([byte])));

  expect(text).toBe('1,"ä<U+000A><U+202E>b"\n');
});
