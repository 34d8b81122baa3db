import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonLine } from '../../../../terminal/lines/json-line.ts';

test('what can not be seen is written by the rules of JSON', () => {
  expect(jsonLine({ text: 'a\u001b\u009b\n\u202e\u{e0041}' })).toBe(
    '{"text":"a\\u001b\\u009b\\n\\u202e\\udb40\\udc41"}',
  );
});

test('JSON remains the same JSON', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(JSON.parse(jsonLine({ [text]: text }))).toEqual({ [text]: text });
    }),
  );
});

test('nothing that steers or hides is left, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(jsonLine({ text })).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});
