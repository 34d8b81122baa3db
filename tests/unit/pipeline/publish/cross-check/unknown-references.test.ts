import { describe, expect, test } from 'vitest';
import { IntegerIds } from '../../../../../lib/aggregation/ids/integer-ids.ts';
import type { NamedIds } from '../../../../../lib/aggregation/partial/totals.ts';
import { defineFeatures } from '../../../../../lib/model/declare.ts';
import type { Id } from '../../../../../lib/model/id-types.ts';
import { eventsPlanOf } from '../../../../../lib/model/model.ts';
import { Findings } from '../../../../../lib/pipeline/findings/findings.ts';
import {
  countUnknown,
  findUnknown,
} from '../../../../../lib/pipeline/publish/cross-check/unknown-references.ts';
import { columnOf } from '../../../../support/event-totals.ts';
import { idTableOf } from '../../../support/id-table-of.ts';
import { shopInputs } from '../../../support/shop-inputs.ts';

const model = defineFeatures(shopInputs, {});

/** In how many events each id is named. */
function named(counts: Readonly<Record<number, number>>): NamedIds {
  const ids = Object.keys(counts).map(BigInt);
  return {
    ids: new IntegerIds(BigUint64Array.from(ids)),
    counts: columnOf(Object.values(counts).map(BigInt)),
  };
}

/** What is unknown of events that name this, where items and vouchers are those. */
function unknownOf(input: string, references: readonly NamedIds[], owners: readonly bigint[] = []) {
  const keys = new Map([
    ['items', new IntegerIds(BigUint64Array.of(1n, 2n))],
    ['vouchers', new IntegerIds(BigUint64Array.of(7n))],
  ]);
  const mostFrequent = (isSo: (id: Id) => boolean) => owners.filter(isSo).map((id) => ({ id, count: 10 }));
  const unknown = { ids: idTableOf(owners), events: 10 * owners.length, mostFrequent };
  const divided = { known: new Uint32Array(0), values: [], overflows: [], unknown };
  const plan = eventsPlanOf(model, input);
  return findUnknown(
    model,
    plan,
    { references },
    divided,
    (name) => keys.get(name) ?? new IntegerIds(BigUint64Array.of()),
  );
}

const plainly = ({ ids, mostFrequent, ...rest }: ReturnType<typeof unknownOf>['owners']) => ({
  ...rest,
  mostFrequent: mostFrequent(() => true),
  ids: [...ids.sorted()],
});

describe('findUnknown', () => {
  test('tells owners that the entity has not as rejects, with their events', () => {
    const { owners } = unknownOf('orders', [named({}), named({})], [5n, 6n]);

    expect(plainly(owners)).toEqual({
      column: 'shop_id',
      reason: 'unknown_shop',
      severity: 'reject',
      ids: [5n, 6n],
      mentions: 20,
      mostFrequent: [
        { id: 5n, count: 10 },
        { id: 6n, count: 10 },
      ],
    });
  });

  test('tells what each column names that its own input has not, as warnings', () => {
    const { references } = unknownOf('orders', [named({ 1: 5, 3: 2, 7: 1 }), named({ 1: 4, 7: 9 })]);

    expect(references.map(plainly)).toEqual([
      {
        ...{ column: 'item_ids', reason: 'unknown_item', severity: 'warning', ids: [3n, 7n], mentions: 3 },
        mostFrequent: [
          { id: 3n, count: 2 },
          { id: 7n, count: 1 },
        ],
      },
      {
        ...{ column: 'voucher_id', reason: 'unknown_voucher', severity: 'warning', ids: [1n], mentions: 4 },
        mostFrequent: [{ id: 1n, count: 4 }],
      },
    ]);
  });

  test('tells the most frequent ones of those that are asked for', () => {
    const { references } = unknownOf('orders', [named({ 1: 5, 3: 2, 7: 1 }), named({})]);

    expect(references[0]?.mostFrequent((id) => id !== 3n)).toEqual([{ id: 7n, count: 1 }]);
  });

  test('tells nothing when every row that is named is there', () => {
    const { owners, references } = unknownOf('orders', [named({ 2: 1 }), named({ 7: 1 })]);

    expect([owners, ...references].map(({ mentions }) => mentions)).toEqual([0, 0, 0]);
  });

  test('looks at owners alone where events name nothing else', () => {
    const { owners, references } = unknownOf('visits', [], [5n]);

    expect(owners).toMatchObject({ reason: 'unknown_shop', mentions: 10 });
    expect(references).toEqual([]);
  });
});

describe('countUnknown', () => {
  test('counts each kind with its severity, and lists nothing', () => {
    const findings = new Findings();

    countUnknown(unknownOf('orders', [named({ 3: 2 }), named({ 8: 1 })], [5n]), findings);

    expect(findings).toMatchObject({ rows: [], rejected: 10, warnings: 3 });
    expect(findings.counts()).toEqual([
      { column: 'shop_id', reason: 'unknown_shop', severity: 'reject', count: 10 },
      { column: 'item_ids', reason: 'unknown_item', severity: 'warning', count: 2 },
      { column: 'voucher_id', reason: 'unknown_voucher', severity: 'warning', count: 1 },
    ]);
  });

  test('leaves no count of what is known', () => {
    const findings = new Findings();

    countUnknown(unknownOf('orders', [named({ 1: 2 }), named({})]), findings);

    expect(findings.counts()).toEqual([]);
  });
});
