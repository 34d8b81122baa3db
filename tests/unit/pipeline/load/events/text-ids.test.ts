import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takenTexts } from '../../../../../lib/aggregation/ids/taken-ids.ts';
import { eventsPlanOf } from '../../../../../lib/model/model.ts';
import { Findings } from '../../../../../lib/pipeline/findings/findings.ts';
import { aggregateEvents } from '../../../../../lib/pipeline/load/events/aggregate-events.ts';
import { compareKernel } from '../../../../fuzz/kernel.ts';
import { bytesIn } from '../../../../fuzz/slices/whole-events.ts';
import { plainTotals } from '../../../../support/event-totals.ts';
import { anyTextId } from '../../../support/arbitrary-ids.ts';
import { sliceInMemory } from '../../../support/slices.ts';
import { textShops } from '../../../support/text-shops.ts';

const plan = eventsPlanOf(textShops, 'orders');
const HEADER = 'order,shop,items,voucher,amount\n';
const maxRecordBytes = 4096;

const fileOf = (lines: readonly string[]) => Buffer.from(HEADER + lines.map((line) => `${line}\n`).join(''));

/** What an input of these lines comes to. */
async function aggregate(
  lines: readonly string[],
  options: { hashBits?: number | undefined; taken?: readonly string[] } = {},
) {
  const file = fileOf(lines);
  const findings = new Findings();
  const { read, totals, counted } = await aggregateEvents([sliceInMemory(textShops, 'orders', file)], {
    plan,
    findings,
    maxRecordBytes,
    openBytes: bytesIn(file),
    hashBits: options.hashBits,
    taken: takenTexts(options.taken ?? []),
  });
  const rejected = findings.rows.map(({ line, reason, column }) => [line, reason, column]);
  return { read, ...plainTotals(totals), rejected, counted };
}

test('events are added up for owners that are texts, and what they name is counted', async () => {
  const { owners, references } = await aggregate(['o1,b,pen;ink,V1,5', 'o2,a,pen,,7', 'o3,b,,V1,1']);

  expect(owners).toEqual([
    { owner: 'a', events: 1, values: [7n] },
    { owner: 'b', events: 2, values: [6n] },
  ]);
  expect(references).toEqual([
    [
      ['ink', 1],
      ['pen', 2],
    ],
    [['V1', 2]],
  ]);
});

test('texts differ in every byte, and in nothing that is padding', async () => {
  const { owners } = await aggregate([
    'o1,u1,,,1',
    'o2,U1,,,1',
    'o3, u1\t,,,1',
    'o4,"u1",,,1',
    'o5,u1 1,,,1',
  ]);

  expect(owners.map(({ owner, events }) => [owner, events])).toEqual([
    ['U1', 1],
    ['u1', 3],
    ['u1 1', 1],
  ]);
});

test('of events with the same key the first counts', async () => {
  const { rejected, owners } = await aggregate([
    'o1,a,,,1',
    'o2,a,,,1',
    'o1,a,,,1',
    '"o2",a,,,1',
    'O2,a,,,1',
  ]);

  expect(rejected).toEqual([
    [4, 'duplicate_id', 'order'],
    [5, 'duplicate_id', 'order'],
  ]);
  expect(owners).toEqual([{ owner: 'a', events: 3, values: [3n] }]);
});

test('an event that an earlier part has is a repetition', async () => {
  const { rejected } = await aggregate(['o1,a,,,1', 'o2,a,,,1'], { taken: ['o2', 'o9'] });

  expect(rejected).toEqual([[3, 'duplicate_id', 'order']]);
});

test('an id that is nothing, or too long, is a reject, and a list with such a one a warning', async () => {
  const long = 'x'.repeat(256);

  const { rejected } = await aggregate([
    ',a,,,1',
    'o2, ,,,1',
    `${long},a,,,1`,
    `o4,a,${long},,1`,
    'o5,a,pen;;ink,,1',
  ]);

  expect(rejected).toEqual([
    [2, 'empty_id', 'order'],
    [3, 'empty_id', 'shop'],
    [4, 'long_id', 'order'],
    [5, 'bad_text_id_list', 'items'],
    [6, 'bad_text_id_list', 'items'],
  ]);
});

const anyList = fc
  .array(anyTextId, { maxLength: 6 })
  .map((ids) => ids.filter((id) => !id.includes(';')).join(';'));
const anyKey = fc.oneof(
  { weight: 3, arbitrary: fc.nat(30).map((number) => `key-${number}`) },
  { weight: 1, arbitrary: anyTextId },
);
const quoted = (field: string) => (/["\n\r,]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
const anyLine = fc
  .tuple(
    anyKey,
    anyTextId,
    anyList,
    fc.oneof(fc.constant(''), anyTextId),
    fc.oneof(fc.nat(99).map(String), fc.constantFrom('', 'x', '+7', '-1')),
  )
  .map((fields) => fields.map(quoted).join(','));

describe.each([
  ['all bits', undefined],
  ['eight bits', 8],
  ['no bit', 0],
])('with hashes of %s', (_, hashBits) => {
  test('the kernel comes to what the careful path does', async () => {
    const property = fc.asyncProperty(fc.array(anyLine, { maxLength: 60 }), async (lines) => {
      const file = fileOf(lines);
      const slice = sliceInMemory(textShops, 'orders', file);
      const open = () => bytesIn(file)(slice);

      await expect(compareKernel({ slice, plan, maxRecordBytes, open, hashBits })).resolves.toBeDefined();
    });

    await fc.assert(property, { numRuns: 150 });
  });

  test('the result is the same', async () => {
    const lines = Array.from(
      { length: 300 },
      (_, at) => `o${at % 250},s${at % 17},p${at % 5};p${at % 7},V${at % 3},${at}`,
    );

    expect({ ...(await aggregate(lines, { hashBits })), counted: 0 }).toEqual({
      ...(await aggregate(lines)),
      counted: 0,
    });
  });
});

test('which of the suspects count is told', async () => {
  const { counted } = await aggregate(['o1,a,,,1', 'o2,a,,,1', 'o1,a,,,1'], { taken: ['o2'] });

  expect(counted).toEqual(['o1']);
});
