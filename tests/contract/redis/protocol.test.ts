import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pipeline, post } from './rest.ts';
import { openService, type Service, uniqueKey } from './service.ts';

let service: Service;
let key: string;

beforeAll(async () => {
  service = await openService();
});

beforeEach(() => {
  key = uniqueKey();
});

afterAll(async () => {
  await service.close();
});

/** Servers word their errors differently; what they share is the prefix. */
const refused = { error: expect.stringMatching(/^ERR /) };

const values: [string, string][] = [
  ['empty', ''],
  ['OK itself', 'OK'],
  ['what looks like base64', 'T0s='],
  ['Latin, Cyrillic, Chinese, emoji', 'né ключ 鎖 🔒'],
  ['control characters, NUL too', '\u0000\u0001\u001f\u007f\u0080\u00ff'],
  ['JSON and quotes', '{"a":["\\",\n\t"]}'],
  ['line ends', 'a\r\nb\u2028c'],
];

describe('POST /', () => {
  it('answers the result of one command', async () => {
    const answer = await post(service, '/', ['SET', key, 'v', 'PX', 60_000]);

    expect(answer).toEqual({ status: 200, body: { result: 'OK' } });
  });

  it('answers 400 and an error to a command that is refused', async () => {
    const answer = await post(service, '/', ['GET']);

    expect(answer).toEqual({ status: 400, body: refused });
  });

  it('answers 400 and an error to malformed JSON', async () => {
    const answer = await post(service, '/', '["GET",');

    expect(answer).toMatchObject({ status: 400, body: { error: expect.any(String) } });
  });

  it.each(values)('keeps a value: %s', async (_name, value) => {
    await post(service, '/', ['SET', key, value, 'PX', 60_000]);

    const answer = await post(service, '/', ['GET', key]);

    expect(answer.body).toEqual({ result: value });
  });
});

describe('POST /pipeline', () => {
  it('answers each command in order, an error in its place', async () => {
    const results = await pipeline(service, [
      ['SET', key, 'v', 'PX', 60_000],
      ['GET', key, 'too', 'many'],
      ['NOSUCHCOMMAND', key],
      ['GET', key],
    ]);

    expect(results).toEqual([{ result: 'OK' }, refused, refused, { result: 'v' }]);
  });

  it.each(values)('answers a value in base64 when asked to: %s', async (_name, value) => {
    const commands = [
      ['SET', key, value, 'PX', 60_000],
      ['GET', key],
      ['EXISTS', key],
      ['GET', uniqueKey()],
    ];

    const answer = await post(service, '/pipeline', commands, { 'upstash-encoding': 'base64' });

    // OK may stay as it is, as it does at Upstash, or be encoded like any other string.
    const encoded = { result: Buffer.from(value).toString('base64') };
    const plainOk = { result: expect.stringMatching(/^(OK|T0s=)$/) };
    expect(answer.body).toEqual([
      plainOk,
      value === 'OK' ? plainOk : encoded,
      { result: 1 },
      { result: null },
    ]);
  });
});

describe('POST /multi-exec', () => {
  it('answers each command in order', async () => {
    const answer = await post(service, '/multi-exec', [
      ['SET', key, 'v', 'PX', 60_000],
      ['GET', key],
      ['DEL', key],
    ]);

    expect(answer).toEqual({ status: 200, body: [{ result: 'OK' }, { result: 'v' }, { result: 1 }] });
  });

  it('carries out nothing when a command is unknown', async () => {
    const answer = await post(service, '/multi-exec', [['SET', key, 'v', 'PX', 60_000], ['NOSUCHCOMMAND']]);

    expect(answer).toMatchObject({ status: 400, body: { error: expect.any(String) } });
    expect(await pipeline(service, [['EXISTS', key]])).toEqual([{ result: 0 }]);
  });

  it('carries out the others when a command fails', async () => {
    await post(service, '/multi-exec', [
      ['SET', key, 'v', 'PX', 60_000],
      ['PEXPIRE', key, 'soon'],
    ]);

    expect(await pipeline(service, [['GET', key]])).toEqual([{ result: 'v' }]);
  });
});

describe('authorization', () => {
  const paths = ['/', '/pipeline', '/multi-exec'];

  it.each(paths)('POST %s answers 401 to a wrong token', async (path) => {
    const answer = await post(service, path, [], { authorization: `Bearer ${randomUUID()}` });

    expect(answer).toMatchObject({ status: 401, body: { error: expect.any(String) } });
  });

  it.each(paths)('POST %s does nothing without a token', async (path) => {
    const command = ['SET', key, 'v', 'PX', '60000'];

    const answer = await post(service, path, path === '/' ? command : [command], { authorization: '' });

    // serverless-redis-http answers 400 when the header is missing, Upstash 401.
    expect([400, 401]).toContain(answer.status);
    expect(await pipeline(service, [['EXISTS', key]])).toEqual([{ result: 0 }]);
  });
});
