import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { component, deprecated, described, oneOfKnown } from '../../../lib/schemas/shapes.ts';

/** What OpenAPI tells people about a schema. */
const textsOf = (schema: z.ZodMiniType) => z.globalRegistry.get(schema);

test('a description belongs to its own member: the schema that it is made of stays as it was', () => {
  const shared = z.string();

  const one = described(shared, 'One');
  const other = described(shared, 'Other', 'an example');

  expect([shared, one, other].map(textsOf)).toEqual([
    undefined,
    { description: 'One' },
    { description: 'Other', examples: ['an example'] },
  ]);
});

test('so does that something is deprecated, and the name of a component', () => {
  const shared = z.string();

  deprecated(shared, 'Old');
  component('Shared', shared, 'A component');

  expect(textsOf(shared)).toBeUndefined();
});

test('a component that is described where it is used keeps its own description', () => {
  const shared = component('Thing', z.string(), 'A thing');

  const used = described(shared, 'Another thing');

  expect([textsOf(shared)?.description, textsOf(used)?.description]).toEqual(['A thing', 'Another thing']);
});

test('what is described takes the same values as what it is made of', () => {
  const schema = described(z.string().check(z.minLength(2)), 'Two letters');

  expect([schema.safeParse('ab').success, schema.safeParse('a').success]).toEqual([true, false]);
});

test('a text that is known is taken, and another one of an old record is, too', () => {
  const schema = oneOfKnown(['a', 'b']);

  expect(['a', 'other', 1].map((value) => schema.safeParse(value).success)).toEqual([true, true, false]);
});
