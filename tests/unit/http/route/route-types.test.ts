import { expectTypeOf, test } from 'vitest';
import * as z from 'zod/mini';
import type { ContentReply } from '../../../../lib/http/message.ts';
import { type AnswerTo, defineRoute } from '../../../../lib/http/route/route.ts';
import type { Budget } from '../../../../lib/time-limits/budget.ts';

const common = {
  path: '/things/{id}',
  tag: 'Service',
  methods: { GET: { summary: 'A thing' } },
  errors: ['NOT_FOUND'],
  dependencies: { count: () => 1 },
} as const;
const answer = { description: 'It', json: z.object({ message: z.literal('It'), size: z.number() }) };
const csv: ContentReply = { status: 200, content: { type: 'text/csv', data: '' } };

test('what a route gets has the types that it declares', () => {
  defineRoute({
    ...common,
    params: z.object({ id: z.string() }),
    query: z.strictObject({ limit: z._default(z.coerce.number(), 5) }),
    body: { members: { force: z.optional(z.boolean()) }, example: '{}' },
    answer,
    run({ params, query, body, path }, { count, budget }) {
      expectTypeOf(params).toEqualTypeOf<{ id: string }>();
      expectTypeOf(query).toEqualTypeOf<{ limit: number }>();
      expectTypeOf(body).toEqualTypeOf<{ force?: boolean | undefined }>();
      expectTypeOf(path).toEqualTypeOf<string>();
      expectTypeOf(count).toEqualTypeOf<number>();
      expectTypeOf(budget).toEqualTypeOf<Budget>();
      return Promise.resolve(csv);
    },
  });
});

test('what a route does not declare it does not get', () => {
  defineRoute({
    ...common,
    answer,
    run({ query }, dependencies) {
      expectTypeOf(query).toEqualTypeOf<Record<string, never>>();
      expectTypeOf<keyof typeof dependencies>().toEqualTypeOf<'count' | 'logger' | 'budget'>();
      return Promise.resolve(csv);
    },
  });
});

test('what a route answers is what it declares', () => {
  const route = defineRoute({
    ...common,
    answer,
    run: async () => await { status: 200, body: { message: 'It', size: 1 } },
  });

  expectTypeOf<AnswerTo<typeof route>>().toEqualTypeOf<{ message: 'It'; size: number }>();
  expectTypeOf(route.path).toEqualTypeOf<'/things/{id}'>();
});

test('an answer of another shape is an error of the compiler', () => {
  // @ts-expect-error -- size is missing
  defineRoute({ ...common, answer, run: async () => ({ status: 200, body: { message: 'It' } }) });
  defineRoute({
    ...common,
    answer,
    // @ts-expect-error -- another message
    run: async () => ({ status: 200, body: { message: 'That', size: 1 } }),
  });
  defineRoute({
    ...common,
    answer: { description: 'It', type: 'text/csv' },
    // @ts-expect-error -- this route answers no JSON
    run: async () => ({ status: 200, body: { message: 'It' } }),
  });
});

test('a code that is not in the catalogue is an error of the compiler', () => {
  // @ts-expect-error -- there is no such code
  defineRoute({ ...common, answer, errors: ['NO_SUCH_CODE'], run: async () => csv });
});
