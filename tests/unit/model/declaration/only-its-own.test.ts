import { expect, test } from 'vitest';
import { onlyItsOwn } from '../../../../lib/model/declaration/only-its-own.ts';

const object = onlyItsOwn({ here: 1 }, (name) => `no ${name}`);

test('what an object has can be taken', () => {
  expect(object.here).toBe(1);
});

test('what it has not got is refused by its name', () => {
  const take = () => Reflect.get(object, 'there');

  expect(take).toThrow(new TypeError('no there'));
});

test('it can be awaited, and written as JSON', async () => {
  expect(JSON.stringify(await object)).toBe('{"here":1}');
});
