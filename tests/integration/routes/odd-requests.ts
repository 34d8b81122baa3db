import fc from 'fast-check';
import { features } from '../../../lib/features.ts';
import { nextPage } from '../../../lib/http/route/pages.ts';
import { declaredRoutes } from '../../../web/openapi/declared-routes.ts';

/** A request as somebody might send it by mistake, or to see what happens. */
export interface OddRequest {
  /** One of ours, or a path that is none. */
  readonly route: string;
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
  readonly rawQueryString: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null | undefined;
  readonly isBase64Encoded: boolean;
}

const PATHS = (await declaredRoutes()).map(({ route }) => route.path);

/** Columns to sort by, of each type that there is. */
const SORTS = ['user_id', 'name', 'email', 'signup_date', 'as_of', 'experiments_count', 'days_since_signup'];

const oddText = fc.oneof(
  fc.constantFrom(
    '',
    '\0',
    'a\0b',
    'etl-\0',
    '.',
    '..',
    '%00',
    '%',
    '%2e%2e',
    'a/b',
    'a,b',
    '\r\n',
    ' ',
    '\t1\n',
  ),
  fc.constantFrom(
    '\ud800',
    '\udc00x',
    '\uFEFF',
    '\u202Eabc',
    '💥',
    '٣',
    'x'.repeat(300),
    "' OR 1=1 --",
    '$1',
    '\\',
  ),
  fc.constantFrom('0', '-1', '1', '1.5', '1e400', '1e-400', '0x1F', 'NaN', 'Infinity', '2147483648', '1_000'),
  fc.constantFrom(
    '9223372036854775807',
    '9223372036854775808',
    '99999999999999999999',
    '-9223372036854775809',
  ),
  fc.constantFrom(
    '0000-01-01',
    '0001-01-01',
    '9999-12-31',
    '10000-01-01',
    '2023-02-29',
    'infinity',
    '-infinity',
  ),
  fc.constantFrom(
    'null',
    'true',
    '[]',
    '{}',
    '__proto__',
    'constructor',
    'toString',
    'etl-1',
    'etl-2',
    'csv',
    'json',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

const positions = fc.array(fc.oneof(fc.constant(null), oddText, fc.jsonValue()), { maxLength: 4 });

/** A cursor of nobody: any text, or any JSON as ours are encoded. */
const foreignCursor = fc.oneof(
  oddText,
  fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
);

/** Values that look like those of a column. */
const oddValue = fc.oneof(
  oddText,
  fc.constantFrom('0000-01-01', '9999-12-31', 'a\0b', '\ud800', '1e-400', '9223372036854775808'),
);

/** Cursors that belong to their list, with anything for a position; each with the query that they belong to. */
const ownCursor = fc.oneof(
  fc
    .tuple(fc.constantFrom(...SORTS), fc.boolean(), fc.tuple(oddValue, fc.constantFrom('1', '7')))
    .map(([name, descending, position]) => {
      const sort = descending ? `-${name}` : name;
      return { route: '/features', params: {}, next: nextPage('/features', { sort, limit: 5 }, position) };
    }),
  positions.map((position) => ({
    route: '/runs',
    params: {},
    next: nextPage('/runs', { limit: 5 }, position as string[]),
  })),
  fc
    .tuple(
      fc.constantFrom(...features.inputs.map(({ name }) => name), 'user_experiments', 'people'),
      oddText,
      oddText,
    )
    .map((position) => ({
      route: '/runs/{runId}/rejects',
      params: { runId: 'etl-1' },
      next: nextPage('/runs/etl-1/rejects', { limit: 5 }, position),
    })),
);

const names = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      'limit',
      'cursor',
      'sort',
      'search',
      'format',
      'state',
      'input',
      'file',
      'reason',
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom('column', 'severity', 'asOf', 'acceptDeletes') },
  { weight: 1, arbitrary: oddText },
);
const values = fc.oneof(oddText, foreignCursor, fc.constantFrom(...SORTS, 'users', 'reject', 'failed', '3'));
const queryString = fc
  .array(fc.tuple(names, values), { maxLength: 4 })
  .map((pairs) => new URLSearchParams(pairs).toString());

const headers = fc.dictionary(
  fc.constantFrom(
    'accept',
    'if-none-match',
    'x-request-id',
    'authorization',
    'X-Api-Key',
    'content-length',
    'purpose',
  ),
  fc.oneof(oddText, fc.constantFrom('text/csv', 'text/csv;q=x', '*', 'W/"a", "b"', 'Bearer ', 'prefetch')),
  { maxKeys: 3 },
);

const confMember = fc.oneof(oddText, fc.boolean(), fc.jsonValue());
const body = fc.oneof(
  fc.constantFrom(undefined, null, '', '\uFEFF', '\uFEFF{}', '{', '[1', 'null', '"', '0'),
  oddText,
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc
    .dictionary(fc.constantFrom('asOf', 'acceptDeletes', 'acceptFutureDate', '__proto__'), confMember)
    .map((conf) => JSON.stringify(conf)),
);

const method = fc.oneof(
  { weight: 6, arbitrary: fc.constant('GET') },
  { weight: 2, arbitrary: fc.constant('POST') },
  { weight: 1, arbitrary: fc.constantFrom('HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND', '') },
);

const anywhere = fc.record({
  route: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...PATHS) },
    { weight: 1, arbitrary: oddText.map((text) => `/${text}`) },
  ),
  method,
  params: fc.record({ runId: oddText, userId: oddText, file: oddText }),
  rawQueryString: fc.oneof(fc.constant(''), queryString),
  headers,
  body,
  isBase64Encoded: fc.boolean(),
});

const nextPages = fc.tuple(ownCursor, headers).map(([{ route, params, next }, sent]) => ({
  route,
  method: 'GET',
  params,
  rawQueryString: next.slice(next.indexOf('?') + 1),
  headers: sent,
  body: undefined,
  isBase64Encoded: false,
}));

/** Requests that are wrong in some way, or right by chance. */
export const oddRequests: fc.Arbitrary<OddRequest> = fc.oneof(
  { weight: 3, arbitrary: anywhere },
  { weight: 1, arbitrary: nextPages },
);
