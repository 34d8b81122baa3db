import { describe, expect, test } from 'vitest';
import { inputOf } from '../../../../lib/model/declaration/define-inputs.ts';
import { defineInputs, entity, events, id, reference } from '../../../../lib/model/declare.ts';

const columns = { a: id() };

describe('an encoding', () => {
  test('is what its input has', () => {
    const { shops, towns } = defineInputs({
      shops: entity({ files: 'a.csv', key: 'a', columns, encoding: 'windows-1252' }),
      towns: reference({ files: 'b.csv', key: 'a', columns }),
    });

    expect(inputOf(shops).encoding).toBe('windows-1252');
    expect('encoding' in inputOf(towns)).toBe(false);
  });

  test('is one that there is, or is an error of types', () => {
    // @ts-expect-error: latin1 is none
    expect(() => entity({ files: 'a.csv', key: 'a', columns, encoding: 'latin1' })).toThrow(
      "'latin1' is not",
    );
  });

  test.each([
    ['entity', (encoding: 'windows-1252') => entity({ files: 'a.csv', key: 'a', columns, encoding })],
    [
      'events',
      (encoding: 'windows-1252') => events({ files: 'a.csv', key: 'a', of: 'a', columns, encoding }),
    ],
    ['reference', (encoding: 'windows-1252') => reference({ files: 'a.csv', key: 'a', columns, encoding })],
  ])('that there is not is refused by %s', (kind, declare) => {
    const encoding = JSON.parse('"latin-1"');

    expect(() => declare(encoding)).toThrow(
      `${kind}(…): encoding 'latin-1' is not supported, only 'windows-1252'; leave it out for UTF-8, and for UTF-16 with a byte order mark`,
    );
  });
});
