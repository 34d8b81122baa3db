import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { cutPage, linkTo, nextPage, positionOf } from '../../../../lib/http/route/pages.ts';
import { digits } from '../../../../lib/schemas/shapes.ts';

const position = z.tuple([z.nullable(z.string()), digits()]);
const query = { sort: '-name', search: 'ann', limit: 50, cursor: undefined, format: undefined };

/** What the page after the first one is asked for with. */
function followed(next: string) {
  const parameters = Object.fromEntries(new URLSearchParams(next.slice(next.indexOf('?'))));
  return { ...query, ...parameters };
}

test('the first page begins nowhere', () => {
  expect(positionOf('/features', query, position)).toBeUndefined();
});

test('the next page begins where the last one ended', () => {
  const next = nextPage('/features', query, ['Ann "the" Ä', '9223372036854775807']);

  expect(positionOf('/features', followed(next), position)).toEqual(['Ann "the" Ä', '9223372036854775807']);
});

test('the next page keeps sort, filters and length', () => {
  const next = nextPage('/features', query, [null, '1']);

  expect(next).toMatch(/^\/features\?sort=-name&search=ann&limit=50&cursor=[\w-]+$/);
});

test.each([
  ['another sort', { sort: 'name' }],
  ['another filter', { search: 'bob' }],
  ['no filter', { search: undefined }],
])('a cursor does not fit a list with %s', (_what, change) => {
  const next = followed(nextPage('/features', query, [null, '1']));

  expect(() => positionOf('/features', { ...next, ...change }, position)).toThrow(
    'Invalid parameter: cursor is valid only for the same query: its list had another sort or other filters',
  );
});

test('a cursor does not fit another path', () => {
  const next = followed(nextPage('/runs/etl-1/rejects', query, [null, '1']));

  expect(() => positionOf('/runs/etl-2/rejects', next, position)).toThrow(
    'cursor is valid only for the same query',
  );
});

test('a cursor fits pages of another length, and another format', () => {
  const next = followed(nextPage('/features', query, [null, '1']));

  expect(positionOf('/features', { ...next, limit: 10, format: 'csv' }, position)).toEqual([null, '1']);
});

test.each([
  ['no base64', '%%%'],
  ['no JSON', Buffer.from('[1').toString('base64url')],
  ['no list', Buffer.from('{}').toString('base64url')],
  ['nothing', ''],
  ['too short a position', Buffer.from('["x","1"]').toString('base64url')],
  ['a number that is none', Buffer.from('["x",null,"1; DROP"]').toString('base64url')],
  ['a number beyond bigint', Buffer.from('["x",null,"9223372036854775808"]').toString('base64url')],
])('a cursor that holds %s is told, not passed on', (_what, cursor) => {
  expect(() => positionOf('/features', { ...query, cursor }, position)).toThrow(
    expect.objectContaining({
      code: 'INVALID_PARAMETER',
      message: 'Invalid parameter: cursor is invalid: take it from `next` of the page before',
    }),
  );
});

test('one row more than the page has tells that there is a next one', () => {
  expect(cutPage([1, 2, 3], 2)).toEqual({ page: [1, 2], last: 2 });
});

test('a page that holds the rest is the last one', () => {
  expect(cutPage([1, 2], 2)).toEqual({ page: [1, 2], last: undefined });
});

test('the header Link names the next page', () => {
  expect(linkTo('/runs?cursor=x')).toEqual({ link: '</runs?cursor=x>; rel="next"' });
});

test('the last page has no header Link', () => {
  expect(linkTo(null)).toEqual({});
});
