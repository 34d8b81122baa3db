import { describe, expect, test } from 'vitest';
import { KINDS_OF_IDS } from '../../../../lib/aggregation/ids/id-kinds.ts';
import { NONE_TAKEN, takenRanges } from '../../../../lib/aggregation/ids/taken-ids.ts';
import { mergeTotals } from '../../../../lib/aggregation/partial/merge-totals.ts';
import { readTexts } from '../../../../lib/aggregation/partial/texts.ts';
import {
  decimal,
  defineFeatures,
  defineInputs,
  entity,
  id,
  lookup,
  mostUsed,
  sum,
} from '../../../../lib/model/declare.ts';
import { eventsPlanOf, inputNamed, type Model } from '../../../../lib/model/model.ts';
import { Findings } from '../../../../lib/pipeline/findings/findings.ts';
import {
  encodeLoaded,
  type Loaded,
  type Loading,
  layoutOf,
  readInto,
} from '../../../../lib/pipeline/load/loaders.ts';
import type { StagedRows } from '../../../../lib/store/derivation/stage/stage.ts';
import { plainTotals, storedInMemory } from '../../../support/event-totals.ts';
import { found } from '../../support/record-batches.ts';
import { shopInputs } from '../../support/shop-inputs.ts';
import { sliceOf } from '../../support/slices.ts';

const { orders, visits } = shopInputs;
const model = defineFeatures(shopInputs, { turnover: sum(orders.amount), minutes: sum(visits.minutes) });

/** Has an input of these lines read by its loader. */
async function load(name: string, lines: readonly string[], given: Partial<Loading> = {}, of: Model = model) {
  const [findings, staged] = [new Findings(), [] as StagedRows[]];
  const loading: Loading = {
    slices: [await sliceOf(of, name, lines)],
    findings,
    maxRecordBytes: 1024,
    onProgress: () => undefined,
    taken: NONE_TAKEN,
    stage: async (rows) => void staged.push(await Promise.resolve(rows)),
    ...given,
  };
  const loaded = await readInto(loading, inputNamed(of, name), of);
  return { loaded, findings, staged };
}

/** The columns that a slice is stored as. */
const stored = (loaded: Loaded) => storedInMemory(encodeLoaded(loaded));

const keysIn = async (loaded: Loaded) => [...(await KINDS_OF_IDS.integers.read(stored(loaded), 'ids'))];

describe('an entity', () => {
  const lines = ['shop_id,town', '3,Ulm', 'x,Bonn', '1,', '3,Kiel'];

  test('is staged column by column, the key first', async () => {
    const { loaded, staged } = await load('shops', lines);

    expect(loaded.read).toBe(4);
    const columns = ['{3,1}', '{"Ulm",NULL}', '{NULL,NULL}', '{NULL,NULL}'].map((text) => Buffer.from(text));
    expect(staged).toEqual([{ rows: 2, columns }]);
  });

  test('is stored as the keys of the rows that count', async () => {
    const { loaded, findings } = await load('shops', lines);

    expect(await keysIn(loaded)).toEqual([1n, 3n]);
    expect(found(findings)).toEqual([
      [3, 'not_an_integer', 'shop_id'],
      [5, 'duplicate_id', 'shop_id'],
    ]);
  });
});

describe('a reference', () => {
  test('is stored as its keys, and nothing of it is staged', async () => {
    const { loaded, findings, staged } = await load('items', ['label,item_id', 'pen,7', 'ink,x', 'pad,5']);

    expect(loaded.read).toBe(3);
    expect(await keysIn(loaded)).toEqual([5n, 7n]);
    expect(found(findings)).toEqual([[3, 'not_an_integer', 'item_id']]);
    expect(staged).toEqual([]);
  });
});

describe('a reference that a feature looks something up in', () => {
  const features = { favourite: lookup(mostUsed(orders.item_ids), shopInputs.items.label) };
  const looking = defineFeatures(shopInputs, features);

  test('is stored with what is looked up, in the order of its keys', async () => {
    const lines = ['label,item_id', 'pen,7', 'ink,x', ',5'];

    const { loaded } = await load('items', lines, {}, looking);

    expect(await keysIn(loaded)).toEqual([5n, 7n]);
    expect(await readTexts(stored(loaded), 'label')).toEqual([null, 'pen']);
  });

  test('has another layout than without, so that no partial is taken for the other', () => {
    const items = inputNamed(model, 'items');

    expect([model, looking].map((of) => layoutOf(of, items))).toEqual([
      'items(item_id id)',
      'items(item_id id,label text)',
    ]);
  });

  test('has another layout with other decimals, or other texts that stand for nothing', () => {
    const layoutWith = (scale: number, nulls: readonly string[]) => {
      const inputs = defineInputs({
        shops: entity({
          files: 'shops.csv',
          key: 'shop_id',
          columns: { shop_id: id(), cash: decimal(scale, { nulls }) },
        }),
      });
      const own = defineFeatures(inputs, {});
      return layoutOf(own, own.entity);
    };

    const layouts = [layoutWith(2, ['NA']), layoutWith(3, ['NA']), layoutWith(2, ['NULL'])];

    expect(new Set(layouts).size).toBe(3);
  });

  test('has another layout with another encoding', () => {
    const columns = { shop_id: id() };
    const [plain, encoded] = [{}, { encoding: 'windows-1252' as const }].map((options) => {
      const inputs = defineInputs({
        shops: entity({ files: 'shops.csv', key: 'shop_id', columns, ...options }),
      });
      const own = defineFeatures(inputs, {});
      return layoutOf(own, own.entity);
    });

    expect(plain).toBe('shops(shop_id id)');
    expect(encoded).toBe('shops(shop_id id,encoding:windows-1252)');
  });
});

describe('events', () => {
  test.each([
    ['orders', ['order_id,shop_id,amount', '1,4,10', '2,4,5'], 15n],
    ['visits', ['visit_id,shop_id,minutes', '1,4,30', '2,4,3'], 33n],
  ])('called %s are stored as what their own plan adds up', async (name, lines, total) => {
    const { loaded, staged } = await load(name, lines);
    const plan = eventsPlanOf(model, name);

    const totals = await mergeTotals(plan, [stored(loaded)]);

    expect(plainTotals(totals).owners).toEqual([{ owner: 4n, events: 2, values: [total] }]);
    expect(await keysIn(loaded)).toEqual([1n, 2n]);
    expect(staged).toEqual([]);
  });

  test('that an earlier slice has are duplicates', async () => {
    const { findings } = await load('visits', ['visit_id,shop_id,minutes', '1,4,30', '2,4,3'], {
      taken: takenRanges([{ first: 2n, length: 1 }]),
    });

    expect(found(findings)).toEqual([[3, 'duplicate_id', 'visit_id']]);
  });
});

test.each([
  ['shops', ['shop_id,town', '1,"Ulm']],
  ['items', ['item_id,label', '1,"pen']],
  ['visits', ['visit_id,shop_id,minutes', '1,1,"2']],
])('a quote that is never closed in %s is a reject with its line', async (name, lines) => {
  const { findings } = await load(name, lines);

  expect(found(findings)).toEqual([[2, 'unclosed_quote', null]]);
});
