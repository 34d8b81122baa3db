import { expect, test } from 'vitest';
import { ArrayLiteral } from '../../../lib/store/array-literal.ts';

function literalOf(...texts: string[]): string {
  const literal = new ArrayLiteral();
  for (const text of texts) {
    const bytes = Buffer.from(text);
    literal.addText(bytes, 0, bytes.length);
  }
  return literal.take();
}

test('texts are quoted, so that none is taken for NULL or for syntax', () => {
  expect(literalOf('NULL', '{a,b}', ' x ')).toBe('{"NULL","{a,b}"," x "}');
});

test('quotes and backslashes are escaped', () => {
  expect(literalOf('a"b', '\\')).toBe('{"a\\"b","\\\\"}');
});

test('an empty text is NULL', () => {
  expect(literalOf('', 'a', '')).toBe('{NULL,"a",NULL}');
});

test('text is kept character by character, whatever it is written in', () => {
  expect(literalOf('Zoë', '陈', '🧪')).toBe('{"Zoë","陈","🧪"}');
});

test('elements that were written elsewhere go as they are, among the others', () => {
  const literal = new ArrayLiteral();

  literal.addElements(Buffer.from('12,NULL'));
  literal.addText(Buffer.from('x'), 0, 1);
  literal.addElements(Buffer.from('2023-01-31'));

  expect(literal.take()).toBe('{12,NULL,"x",2023-01-31}');
});

test('without an element it is an empty array', () => {
  expect(new ArrayLiteral().take()).toBe('{}');
});

test('what was taken is not in the next one', () => {
  const literal = new ArrayLiteral();
  literal.addElements(Buffer.from('1'));
  literal.take();

  literal.addElements(Buffer.from('2'));

  expect(literal.take()).toBe('{2}');
});

test('it grows as far as it has to', () => {
  const long = '"'.repeat(100_000);

  expect(literalOf(long, 'end')).toBe(`{"${'\\"'.repeat(100_000)}","end"}`);
});

test('its bytes are those of its text', () => {
  const [one, other] = [new ArrayLiteral(), new ArrayLiteral()];
  for (const literal of [one, other]) {
    literal.addText(Buffer.from('Zoë "Z"'), 0, 8);
    literal.addNumber(7);
  }

  expect(one.takeBytes().toString()).toBe(other.take());
  expect(one.takeBytes().toString()).toBe('{}');
});

test('bytes that were taken stay as they are while the next ones are put together', () => {
  const literal = new ArrayLiteral();
  const add = (text: string) => literal.addElements(Buffer.from(text));

  add('1,1');
  const first = literal.takeBytes();
  add('2'.repeat(200_000));
  const second = literal.takeBytes();

  expect(first.toString()).toBe('{1,1}');
  add('3');
  expect(second.toString()).toBe(`{${'2'.repeat(200_000)}}`);
});
