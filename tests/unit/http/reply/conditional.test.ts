import { expect, test, vi } from 'vitest';
import { conditional, entityTag, isCurrent } from '../../../../lib/http/reply/conditional.ts';
import { httpRequest } from '../../support/http-request.ts';

const content = () => Promise.resolve({ status: 200, body: { message: 'rows' } });
const version = () => Promise.resolve({ tag: 'W/"one"' });

test('an answer carries its tag and has to be asked about each time', async () => {
  const reply = await conditional(httpRequest(), version(), content);

  expect(reply).toEqual({
    status: 200,
    body: { message: 'rows' },
    headers: {
      etag: 'W/"one"',
      'cache-control': 'private, no-cache',
      vary: 'accept, authorization, x-api-key',
    },
  });
});

test('who has the current version gets 304, and nothing is read for it', async () => {
  const read = vi.fn(content);

  const reply = await conditional(httpRequest({ headers: { 'if-none-match': 'W/"one"' } }), version(), read);

  expect(reply).toMatchObject({ status: 304, content: null, headers: { etag: 'W/"one"' } });
  expect(read).not.toHaveBeenCalled();
});

test('who has an older version gets the content', async () => {
  const reply = await conditional(
    httpRequest({ headers: { 'if-none-match': 'W/"old"' } }),
    version(),
    content,
  );

  expect(reply.status).toBe(200);
});

test('an error of the content is the error, whatever becomes of the version', async () => {
  const late = Promise.reject(new Error('version'));

  const reply = conditional(httpRequest(), late, () => Promise.reject(new Error('content')));

  await expect(reply).rejects.toThrow('content');
});

test.each([
  ['the tag itself', 'W/"a"', true],
  ['one of several', '"x", W/"a"', true],
  ['the same as a strong one', '"a"', true],
  ['any', '*', true],
  ['another', '"b"', false],
])('a client that has %s', (_what, known, expected) => {
  expect(isCurrent(known, 'W/"a"')).toBe(expected);
});

test('tags differ when a value does', () => {
  expect(entityTag('run', 1)).not.toBe(entityTag('run', 2));
});

test('tags are equal when all values are', () => {
  expect(entityTag('run', 1n)).toBe(entityTag('run', 1n));
});
