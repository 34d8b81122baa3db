import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  atLeast,
  decimal,
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  idList,
  integer,
  max,
  min,
  mostUsed,
  reference,
  sum,
  textId,
  textIdList,
} from '../../../../../lib/model/declare.ts';
import { eventsPlanOf } from '../../../../../lib/model/model.ts';
import { compareKernel } from '../../../../fuzz/kernel.ts';
import { bytesIn } from '../../../../fuzz/slices/whole-events.ts';
import { sliceInMemory } from '../../../support/slices.ts';

/** Events with columns of each kind that the kernel reads, each once that must have a value and once that may do without. */
function modelWith(ofIds: typeof id | typeof textId, nulls: readonly string[]) {
  const inputs = defineInputs({
    shops: entity({ files: 'shops.csv', key: 'shop', columns: { shop: ofIds() } }),
    sales: events({
      files: 'sales.csv',
      key: 'sale',
      of: 'shop',
      nulls,
      columns: {
        sale: ofIds(),
        shop: ofIds().references('shops', { orElse: 'reject' }),
        amount: decimal(2),
        tip: decimal(3, { optional: true }),
        pieces: integer(),
        weight: integer({ optional: true }),
        code: textId().references('codes', { orElse: 'warn' }),
        other_code: textId({ optional: true }).references('codes', { orElse: 'warn' }),
        number: id().references('numbers', { orElse: 'warn' }),
        other_number: id({ optional: true }).references('numbers', { orElse: 'warn' }),
        codes: textIdList().references('codes', { orElse: 'warn' }),
        numbers: idList().references('numbers', { orElse: 'warn' }),
      },
    }),
    codes: reference({ files: 'codes.csv', key: 'code', columns: { code: textId() } }),
    numbers: reference({ files: 'numbers.csv', key: 'number', columns: { number: id() } }),
  });
  const { sales } = inputs;
  return defineFeatures(inputs, {
    turnover: sum(sales.amount),
    least_tip: min(sales.tip),
    pieces: sum(sales.pieces),
    weight: max(sales.weight),
    favourite: mostUsed(sales.codes, { where: atLeast(sales.tip, '0.5') }),
    code: mostUsed(sales.other_code),
  });
}

const NULLS = ['NULL', '-1', '7', 'K1', '1;2', '0.50'];

const often = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 14, arbitrary: usual }, { weight: 1, arbitrary: odd });
const anyNull = fc.oneof(
  fc.constantFrom(...NULLS),
  fc.constantFrom('', ' ', ' NULL ', '"NULL"', 'null', '-01'),
);
const anyInteger = often(fc.nat(30).map(String), fc.oneof(anyNull, fc.constantFrom('x', '+7', '-2', '07')));
const anyDecimal = often(
  fc.tuple(fc.nat(99), fc.constantFrom('', '.5', '.50', '.05')).map((parts) => parts.join('')),
  fc.oneof(
    anyNull,
    fc.constantFrom('1,5', '"1,5"', '.5', '0.505', '0.5050', '+0.5', '-0.5', '99999999999999999.99'),
  ),
);
const anyCode = often(
  fc.nat(9).map((n) => `K${n}`),
  fc.oneof(anyNull, fc.constant('x'.repeat(256))),
);
const listOf = (ids: fc.Arbitrary<string>) =>
  often(
    fc.array(ids, { maxLength: 3 }).map((own) => own.join(';')),
    anyNull,
  );

describe.each([
  ['integers', id, often(fc.nat(200).map(String), anyNull)],
  [
    'texts',
    textId,
    often(
      fc.nat(200).map((n) => `S${n}`),
      anyNull,
    ),
  ],
])('over keys that are %s', (_, ofIds, anyKey) => {
  const model = modelWith(ofIds, NULLS);
  const names = model.events[0]?.input.columns.map(({ name }) => name) ?? [];
  const anyLine = fc
    .tuple(
      ...[anyKey, anyKey, anyDecimal, anyDecimal, anyInteger, anyInteger, anyCode, anyCode],
      ...[anyInteger, anyInteger, listOf(anyCode), listOf(anyInteger)],
    )
    .map((fields) => fields.join(','));

  async function compared(lines: readonly string[]) {
    const file = Buffer.from(`${[names.join(','), ...lines].join('\n')}\n`);
    const slice = sliceInMemory(model, 'sales', file);
    const open = () => bytesIn(file)(slice);
    return await compareKernel({ slice, plan: eventsPlanOf(model, 'sales'), maxRecordBytes: 4096, open });
  }

  test('of several defects of a row the kernel tells the first, as the careful path does', async () => {
    const lines = [
      '1,1,1.5,,2,,,,x,,,',
      '2,1,1.5,,2,,K1,,x,,,',
      '3,1,1.5,,y,,,,x,,,',
      '4,1,1.505,,y,,K2,,2,,,',
    ];

    await expect(compared(lines)).resolves.toBeDefined();
  });

  test('the kernel reads decimals, and texts that stand for nothing, as the careful path does', async () => {
    const property = fc.asyncProperty(fc.array(anyLine, { maxLength: 60 }), async (lines) => {
      await expect(compared(lines)).resolves.toBeDefined();
    });

    await fc.assert(property, { numRuns: 60 });
  });
});
