import { expect, test } from 'vitest';
import {
  findingKernel,
  findingOptions,
  type WantedIds,
} from '../../../../lib/aggregation/kernel/find-rows.ts';
import type { KernelOptions } from '../../../../lib/aggregation/kernel/kernel-options.ts';
import { idList, readInto, sum, totalsOf } from './reading.ts';

const EVENTS: KernelOptions = {
  ...{ delimiter: ',', width: 4, maxRecordBytes: 1 << 20, key: 0, owner: 1 },
  slots: [sum(3)],
  references: [idList(2)],
  columnNames: ['event', 'owner', 'tags', 'minutes'],
};
const NOTHING = { owners: [], ids: [], wideIds: [] };

const lines = Array.from({ length: 3000 }, (_, n) => `${n},${n % 50},${n % 7};${100 + n},5`);

/** The lines that a kernel leaves which finds such ids in those. */
function left(wanted: WantedIds, of: readonly string[], options = EVENTS) {
  const own = findingOptions(options, wanted);
  const kernel = findingKernel(own, wanted);
  const read = readInto(kernel, `${of.join('\n')}\n`, own);
  const { referenced: _none, ...totals } = totalsOf(kernel);
  return { lines: read.left.map(({ line, kind }) => ({ line, kind })), refused: read.refused, totals };
}

test.each([
  ['key', { keys: new Set([1234n]) }],
  ['owner', { owners: new Set([9000n]) }],
  ['reference', { references: [new Set([9001n])] }],
])('a row is found by its %s, and nothing is added', (_column, wanted) => {
  const all = lines.with(1234, '1234,9000,1;9001;2,5');

  const found = left(wanted, all);

  expect(found.lines).toContainEqual({ line: 1236, kind: 'record' });
  // An id whose hash is another's costs a line now and then.
  expect(found.lines.length).toBeLessThan(60);
  expect(found.totals).toEqual(NOTHING);
});

test('rows are found by several columns, and by each of many ids', () => {
  const wanted = {
    keys: new Set([10n]),
    owners: new Set([7n]),
    references: [new Set([150n, 160n])],
  };

  const found = left(wanted, lines);

  const expected = lines.flatMap((_, n) => (n === 10 || n % 50 === 7 || n === 50 || n === 60 ? [n + 2] : []));
  expect(found.lines.map(({ line }) => line)).toEqual(expect.arrayContaining(expected));
});

test('lines that are not plain in a column that is looked at are left or refused, whatever is wanted', () => {
  const odd = ['1,+1,1,5', '2,x,1,5', '3,"1",1,5', '4,1,1', '+5,1,1,5'];

  const { lines: found, refused } = left({ owners: new Set([9000n]) }, odd);

  expect(found).toContainEqual({ line: 2, kind: 'record' });
  // The text and the row of three columns; nobody lists them once more, so they are not kept.
  expect(refused).toBe(2);
  expect(found.map(({ kind }) => kind)).not.toContain('defect');
});

test('keys and owners that are texts are found by their hashes', () => {
  const options = { ...EVENTS, keysAreTexts: true, ownersAreTexts: true };
  const texts = Array.from({ length: 500 }, (_, n) => `event-${n},owner ${n % 9},1,5`).with(
    321,
    'event-321, nobody ,1,5',
  );

  const byOwner = left({ owners: new Set(['nobody']) }, texts, options);
  const byKey = left({ keys: new Set(['event-321']) }, texts, options);

  expect(byOwner.lines).toContainEqual({ line: 323, kind: 'record' });
  expect(byKey.lines).toContainEqual({ line: 323, kind: 'record' });
});
