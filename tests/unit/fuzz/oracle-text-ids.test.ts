import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kindOfId, kindOfList } from '../../../lib/pipeline/plan/id-kinds.ts';
import { columnsOfTextIds, isListOfTextIds, isTextId } from '../../fuzz/oracle/text-ids.ts';
import type { Traits } from '../../fuzz/traits.ts';

const TRAITS: Traits = {
  optional: [],
  aliases: {},
  devices: true,
  features: [],
  ids: 'integers',
  headerless: [],
  windows1252: [],
};
const HEADER = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time,device\n';

/** Texts of what numbers, lists and ids are made of. */
const oddTexts = fc
  .string({
    unit: fc.constantFrom(...'0127.,eE+-=\'" \t(){}[]%$€|/;aÜ_\u00a0\u200b’x'),
    minLength: 1,
    maxLength: 9,
  })
  .map((text) => text.replaceAll(/^[ \t]+|[ \t]+$/g, ''));

describe('oracle on text ids', () => {
  test.each<[string, boolean]>([
    ['U001', true],
    ['50-78-2', true],
    ['7', false],
    ['7.5', false],
    ['1,000,000.5', false],
    ['1.2E+10', false],
    ['="007"', false],
    ['', false],
    ['\u00e9'.repeat(128), false],
  ])('takes %j for one: %j', (text, isOne) => {
    expect(isTextId(text)).toBe(isOne);
  });

  test('agrees with production, whatever an id and a list is made of', () => {
    fc.assert(
      fc.property(oddTexts, (text) => {
        expect(isTextId(text)).toBe(kindOfId(text) === 'text');
        expect(isListOfTextIds(text)).toBe(kindOfList(text) === 'text');
      }),
      { numRuns: 5000 },
    );
  });

  test('finds none where ids are declared as texts', () => {
    const file = Buffer.from(`${HEADER}E1,U1,P1;P2,5,D1\nE2,U2,P2,5,D2\n`);

    expect(columnsOfTextIds('user_experiments', file, 1 << 20, { ...TRAITS, ids: 'texts' })).toEqual([]);
  });

  test.each([
    [
      'all that are texts',
      'E1,U1,P1;P2,5,D1\nE2,U2,P2,5,D2\n',
      ['experiment_id', 'user_id', 'device', 'experiment_compound_ids'],
    ],
    ['only those that always are', '1,U1,P1,5,D1\n2,U2,7,5,1\n', ['user_id']],
    ['none that is the same throughout', '1,U1,P1,5,D1\n2,U1,P1,5,D1\n', []],
    ['lists without the empty ones', '1,1,P1,5,1\n2,1,,5,1\n3,1,P2,5,1\n', ['experiment_compound_ids']],
  ])('finds the columns of a file: %s', (_what, rows, columns) => {
    const file = Buffer.from(HEADER + rows);

    expect(columnsOfTextIds('user_experiments', file, 1 << 20, TRAITS)).toEqual(columns);
  });
});
