import { expect, test } from 'vitest';
import { bigintsOf, onlyEntryOf } from '../../../../lib/model/accumulators/state-columns.ts';
import { defineFeatures } from '../../../../lib/model/declaration/define-features.ts';
import type {
  Accumulator,
  AccumulatorState,
  NumberMaps,
  RowBatch,
} from '../../../../lib/model/features/accumulator.ts';
import {
  type AggregateValue,
  type Feature,
  type IdColumn,
  NOTHING_NEEDED,
  valueFeature,
} from '../../../../lib/model/features/feature.ts';
import { inputs, sale } from './sales.ts';
import { partialOf, valuesOf } from './sales-reader.ts';

/** A kind that is not shipped: how long the longest list of a row's events is. */
function longestList(list: IdColumn): Feature {
  const id = `longestList:${list.name}`;
  return valueFeature({
    id,
    aggregate: { id, events: list.input, reads: [list], create: () => new Longest(list.name) },
    sqlType: 'bigint',
    finish(state) {
      const entryOf = onlyEntryOf(state);
      const lengths = bigintsOf(state, 'length');
      return (owner) => lengths[entryOf(owner)] ?? null;
    },
  });
}

class Longest implements Accumulator {
  readonly #column: string;
  readonly #lengths = new Map<number, bigint>();

  constructor(column: string) {
    this.#column = column;
  }

  add({ size, owners, ids }: RowBatch): void {
    const { first } = ids(this.#column);
    for (let row = 0; row < size; row++) {
      this.#take(owners.words[owners.stride * row] ?? 0, BigInt((first[row + 1] ?? 0) - (first[row] ?? 0)));
    }
  }

  combine(other: AccumulatorState, maps: NumberMaps): void {
    for (const [entry, owner] of other.owners.entries()) {
      this.#take(maps.owners[owner] ?? 0, bigintsOf(other, 'length')[entry] ?? 0n);
    }
  }

  state(maps?: NumberMaps): AccumulatorState {
    const entries = [...this.#lengths]
      .map(([owner, length]) => [maps?.owners[owner] ?? owner, length] as const)
      .sort(([a], [b]) => a - b);
    return {
      owners: Uint32Array.from(entries, ([owner]) => owner),
      values: { length: BigUint64Array.from(entries, ([, length]) => length) },
    };
  }

  get bytes(): number {
    return 50 * this.#lengths.size;
  }

  #take(owner: number, length: bigint): void {
    if (length > (this.#lengths.get(owner) ?? -1n)) {
      this.#lengths.set(owner, length);
    }
  }
}

function firstOf([first]: readonly AggregateValue[]): AggregateValue {
  if (!first) {
    throw new Error('the kind has a value');
  }
  return first;
}

const feature = longestList(inputs.sales.article_ids);
const value = firstOf(feature.values);

test('a kind that is not shipped is declared as others are', () => {
  const [plan] = defineFeatures(inputs, {
    longest: feature,
    nothing: { ...NOTHING_NEEDED, sqlType: 'text', sql: () => "''" },
  }).events;

  expect(plan?.values).toEqual([value]);
  expect(plan?.layout).toContain('longestList:article_ids');
});

test('its values are put together from parts', () => {
  const rows = [
    sale({ articles: [1n] }),
    sale({ articles: [2n, 3n] }),
    sale({ buyer: 2n, articles: [] }),
    sale({ articles: [4n] }),
  ];

  expect(
    valuesOf(value, [
      [rows.slice(0, 1), rows.slice(1, 2)],
      [rows.slice(2), []],
    ]),
  ).toEqual(
    new Map([
      [1n, 2n],
      [2n, 0n],
    ]),
  );
  expect(partialOf(value.aggregate, rows).owners).toEqual(Uint32Array.of(0, 1));
});
