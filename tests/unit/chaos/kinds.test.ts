import { describe, expect, test } from 'vitest';
import { drawKinds } from '../../chaos/campaign.ts';
import { allFaults } from '../../chaos/fault.ts';

const faults = await allFaults();

describe('the kinds of faults', () => {
  test('are one a file, each with a name of its own', () => {
    const names = new Set(faults.map(({ name }) => name));

    expect(names.size).toBe(faults.length);
    expect([...names].every((name) => name !== '')).toBe(true);
  });

  test('come in the same order for the same seed', () => {
    const [once, again] = [drawKinds(faults, 40, 7), drawKinds(faults, 40, 7)];

    expect(again).toEqual(once);
  });

  test('come in another order for another seed', () => {
    const [one, other] = [drawKinds(faults, 40, 7), drawKinds(faults, 40, 8)];

    expect(other).not.toEqual(one);
  });

  test('come all before one comes again', () => {
    const drawn = drawKinds(faults, faults.length, 3);

    expect(new Set(drawn).size).toBe(faults.length);
  });
});
