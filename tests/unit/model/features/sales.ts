import fc from 'fast-check';
import { date } from '../../../../lib/model/column-types/date.ts';
import { id } from '../../../../lib/model/column-types/id.ts';
import { idList } from '../../../../lib/model/column-types/id-list.ts';
import { integer } from '../../../../lib/model/column-types/integer.ts';
import { text } from '../../../../lib/model/column-types/text.ts';
import { defineInputs } from '../../../../lib/model/declaration/define-inputs.ts';
import { entity, events, reference } from '../../../../lib/model/inputs.ts';
import { anyId } from '../../support/arbitrary-ids.ts';

const buyer = () => id().references('buyers', { orElse: 'reject' });

/** Events with columns of all types that can be accumulated, with NULL and without. */
export const inputs = defineInputs({
  buyers: entity({ files: 'buyers.csv', key: 'buyer_id', columns: { buyer_id: id(), born: date() } }),
  sales: events({
    files: 'sales.csv',
    key: 'sale_id',
    of: 'buyer_id',
    columns: {
      sale_id: id(),
      buyer_id: buyer(),
      article_ids: idList().references('articles', { orElse: 'warn' }),
      gift_id: id({ optional: true }).references('gifts', { orElse: 'warn' }),
      price: integer(),
      rating: integer({ optional: true }),
      tags: idList(),
    },
  }),
  returns: events({
    files: 'returns.csv',
    key: 'return_id',
    of: 'buyer_id',
    columns: {
      return_id: id(),
      buyer_id: buyer(),
      article_ids: idList().references('articles', { orElse: 'warn' }),
      price: integer(),
    },
  }),
  articles: reference({
    files: 'articles.csv',
    key: 'article_id',
    columns: { article_id: id(), title: text(), weight: integer(), since: date(), similar: idList() },
  }),
  gifts: reference({ files: 'gifts.csv', key: 'gift_id', columns: { gift_id: id(), title: text() } }),
});

/** A row of sales that counts. */
export interface Sale {
  readonly buyer: bigint;
  readonly articles: readonly bigint[];
  readonly gift: bigint | null;
  readonly price: bigint;
  readonly rating: bigint | null;
}

/** A row of which only some is of interest. */
export const sale = (changes: Partial<Sale> = {}): Sale => ({
  buyer: 1n,
  articles: [],
  gift: null,
  price: 0n,
  rating: null,
  ...changes,
});

/** Few different ids, so that they come together often, and those that are hard to keep apart. */
const fewIds = fc.oneof(
  fc.bigInt({ min: 0n, max: 4n }),
  fc.constantFrom(2n ** 32n, 2n ** 32n + 1n, 2n ** 63n - 1n),
);
const value = fc.oneof(anyId, fc.bigInt({ min: 0n, max: 4n }));

export const anySale: fc.Arbitrary<Sale> = fc.record({
  buyer: fewIds,
  articles: fc.uniqueArray(fewIds, { maxLength: 4 }),
  gift: fc.option(fewIds),
  price: value,
  rating: fc.option(value),
});
