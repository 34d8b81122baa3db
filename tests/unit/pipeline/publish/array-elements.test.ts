import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eachElement } from '../../../../lib/pipeline/publish/array-elements.ts';
import { literalOf } from '../../../../lib/store/array-literal.ts';

function elements(literal: string): string[] {
  const found: string[] = [];
  eachElement(
    literal,
    (bytes, from, to) => void found.push(Buffer.from(bytes.subarray(from, to)).toString()),
  );
  return found;
}

test.each([
  ['{}', []],
  ['{1}', ['1']],
  ['{1,20,300}', ['1', '20', '300']],
  ['{"1",20,"300"}', ['1', '20', '300']],
  ['{"a,b",c d,"}"}', ['a,b', 'c d', '}']],
])('the elements of %s', (literal, expected) => {
  expect(elements(literal)).toEqual(expected);
});

test('texts are read as they were written, whatever is in them', () => {
  const text = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('"', '\\', '\\"', '","', '語'));
  fc.assert(
    fc.property(fc.array(text), (texts) => {
      const clean = texts.map((own) => own.toWellFormed());
      expect(elements(literalOf(clean))).toEqual(clean);
    }),
  );
});

test('what is no array is refused', () => {
  expect(() => elements('1,2')).toThrow('no array');
});
