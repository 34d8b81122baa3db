import { describe, expect, test } from 'vitest';
import { inOrder } from '../../../fuzz/oracle/values.ts';
import { Random } from '../../../fuzz/random.ts';
import { textsFor } from '../../../fuzz/text-ids/texts.ts';

const IDS = [7n, 0n, 2n ** 63n - 1n, 12n, 7n, 2n ** 53n + 1n];
const ASCENDING = [0n, 7n, 12n, 2n ** 53n + 1n, 2n ** 63n - 1n];
const SEEDS = Array.from({ length: 50 }, (_, seed) => seed);

describe('texts for numbers', () => {
  test('are in the order of the numbers, and no two the same', () => {
    const ofSeeds = SEEDS.map((seed) => ASCENDING.map(textsFor(new Random(seed), IDS)));

    expect(ofSeeds.map((texts) => [...new Set(texts)].sort(inOrder))).toEqual(ofSeeds);
  });

  test('are ids: of 1 to 255 bytes, some of them of 255', () => {
    const sizes = SEEDS.flatMap((seed) => {
      const textOf = textsFor(new Random(seed), IDS);
      return IDS.map((id) => Buffer.byteLength(textOf(id)));
    });

    expect(Math.min(...sizes)).toBeGreaterThan(0);
    expect(Math.max(...sizes)).toBe(255);
  });

  test('are UUIDs in most cases', () => {
    const uuids = SEEDS.filter((seed) =>
      /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i.test(
        textsFor(new Random(seed), IDS)(7n),
      ),
    );

    expect(uuids.length).toBeGreaterThan(SEEDS.length / 2);
  });

  test('are only of numbers that are told beforehand', () => {
    const textOf = textsFor(new Random(1), IDS);

    expect(() => textOf(8n)).toThrow('there is no text for the id 8');
  });
});
