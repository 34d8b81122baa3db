import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { STATUSES, statusOf } from '../../../../lib/http/reply/statuses.ts';
import { errorCodesOf } from '../../../../lib/http/route/route-errors.ts';
import { contractOf } from '../../../../web/openapi/contract.ts';
import { type Answer, answersOf, document, type OpenApi, routes } from './document.ts';

/** What is wrong with the examples of an answer, by its own schema; nothing when all is right. */
function problemsOf(all: OpenApi): (answer: Answer) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(all, 'openapi');
  return ({ content, pointer, where }) => {
    const steps = [...pointer, 'schema'].map((step) =>
      encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')),
    );
    const validate = ajv.compile({ $ref: `openapi#/${steps.join('/')}` });
    return examplesOf(content).flatMap((example) =>
      validate(example) ? [] : [`${where}: the example ${ajv.errorsText(validate.errors)}`],
    );
  };
}

const examplesOf = ({ example, examples = {} }: Answer['content']): unknown[] => [
  ...(example === undefined ? [] : [example]),
  ...Object.values(examples).map(({ value }) => value),
];

const shop = JSON.parse(
  (await contractOf('test', { folder: 'examples/shop', file: 'examples/shop/features.ts' })).document,
) as OpenApi;

describe.each([
  ['the default model', document],
  ['examples/shop', shop],
])('of %s', (_, all) => {
  test.each(answersOf(all))('$where has an example that its schema takes', (answer) => {
    expect(examplesOf(answer.content).length, `${answer.where} has no example`).toBeGreaterThan(0);
    expect(problemsOf(all)(answer)).toEqual([]);
  });

  test('no example is one that a tool makes up', () => {
    expect(JSON.stringify(all)).not.toMatch(/9007199254740991|additionalProp\d/);
  });
});

interface Counts {
  readonly read: number | null;
  readonly loaded: number | null;
  readonly rejected: number | null;
}

const exampleOf = (all: OpenApi, path: string) =>
  answersOf(all).find((answer) => answer.path === path && answer.status === 200)?.content.example;

test('the sums of the examples agree', () => {
  const { runs } = exampleOf(document, '/runs') as { readonly runs: readonly { readonly counts: Counts }[] };
  const known = runs.map(({ counts }) => counts).filter(({ read }) => read !== null);

  expect(known.length).toBeGreaterThan(0);
  expect(known.map(({ loaded, rejected }) => (loaded ?? 0) + (rejected ?? 0))).toEqual(
    known.map(({ read }) => read),
  );
});

test('the parts and the kinds of rejects of the run have the numbers of its counts', () => {
  const run = exampleOf(document, '/runs/{runId}') as {
    readonly counts: Counts;
    readonly progress: {
      readonly parts: readonly { readonly rowsRead: number; readonly rejected: number }[];
    };
    readonly rejects: readonly { readonly severity: string; readonly count: number }[];
  };
  const { parts } = run.progress;
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const rejects = run.rejects.filter(({ severity }) => severity === 'reject');

  expect(sum(parts.map(({ rowsRead }) => rowsRead))).toBe(run.counts.read);
  expect(sum(parts.map(({ rejected }) => rejected))).toBe(run.counts.rejected);
  expect(sum(rejects.map(({ count }) => count))).toBe(run.counts.rejected);
});

test('the bins of a histogram have all rows', () => {
  const stats = exampleOf(document, '/stats') as {
    readonly users: number;
    readonly columns: readonly { readonly bins: readonly { readonly count: number }[] }[];
  };

  const totals = stats.columns.map(({ bins }) => bins.reduce((total, { count }) => total + count, 0));
  expect(new Set(totals)).toEqual(new Set([stats.users]));
});

test('rows of another model have its columns', () => {
  const page = exampleOf(shop, '/features') as { readonly features: readonly Record<string, unknown>[] };

  expect(Object.keys(page.features[0] ?? {})).toEqual(
    expect.arrayContaining(['customer_id', 'joined', 'spent', 'favourite_tag']),
  );
});

interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly retryAfter?: number;
}

describe.each(routes.map(({ route }) => route))('the errors of $path', (route) => {
  const bodies = answersOf(document)
    .filter(({ path, status }) => path === route.path && status >= 400)
    .flatMap(({ status, content }) =>
      Object.entries(content.examples ?? {}).map(([name, { value }]) => ({
        name,
        status,
        body: value as ErrorBody,
      })),
    );

  test('each code has an example of its own, under its own status', () => {
    const told = bodies.map(({ name, status, body }) => `${name} ${body.code} ${status}`);

    const wanted = errorCodesOf(route).map((code) => `${code} ${code} ${statusOf(code, route.statuses)}`);
    expect(new Set(told)).toEqual(new Set(wanted));
  });

  test('no two have one message, unless the route always had it', () => {
    const messages = new Map(bodies.map(({ name, body }) => [name, body.message]));
    const texts = [...messages.values()].filter((message) => message !== 'Feature Derivation insert failed');

    expect(new Set(texts).size).toBe(texts.length);
  });

  test('retryAfter is where it makes sense to try again, nowhere else', () => {
    const has = bodies.map(({ name, body }) => [name, body.retryAfter !== undefined]);

    const wanted = bodies.map(({ name }) => [name, name === 'TOO_FREQUENT' || isPassing(name)]);
    expect(has).toEqual(wanted);
  });
});

const isPassing = (code: string): boolean =>
  Object.entries(STATUSES).some(([name, { retryAfterS }]) => name === code && retryAfterS !== undefined);
