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
    expect(() => entity({ files: 'a.csv', key: 'a', columns, encoding: 'latin1' })).toThrow("no 'latin1'");
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
      `${kind}(…): encoding: there is no 'latin-1', only 'windows-1252'; UTF-8, and UTF-16 with a byte order mark, need no encoding`,
    );
  });
});
