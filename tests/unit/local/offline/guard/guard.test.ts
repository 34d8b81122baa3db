import { describe, expect, test } from 'vitest';
import { type Caller, refusalOf } from '../../../../../local/offline/guard/guard.ts';

const caller = (headers: Caller['headers'] = {}, more: Partial<Caller> = {}): Caller => ({
  method: 'GET',
  path: '/features',
  headers: { host: 'localhost:5000', ...headers },
  ...more,
});

describe('the host', () => {
  test.each(['localhost', 'localhost:5000', '127.0.0.1:5000', '127.1.2.3', '[::1]:5000', 'etl.localhost'])(
    '%s is this machine',
    (host) => expect(refusalOf(caller({ host }), [])).toBeUndefined(),
  );

  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1', '', undefined])(
    '%s is refused',
    (host) => expect(refusalOf(caller({ host }), [])).toMatchObject({ code: 'HOST_NOT_ALLOWED' }),
  );

  test('a name that is allowed is let in, whatever its case', () => {
    expect(refusalOf(caller({ host: 'ETL-Pipeline-API:3002' }), ['etl-pipeline-api'])).toBeUndefined();
  });
});

describe('a page in a browser', () => {
  const navigates = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };

  test('of this server may ask for anything', () => {
    const own = { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:5000' };

    expect(refusalOf(caller(own, { method: 'POST' }), [])).toBeUndefined();
  });

  test.each(['cross-site', 'same-site'])('of another site or port may not: %s', (site) => {
    expect(refusalOf(caller({ 'sec-fetch-site': site }), [])).toMatchObject({ code: 'FOREIGN_PAGE' });
  });

  test.each(['/', '/docs'])('elsewhere may link to %s', (path) => {
    expect(refusalOf(caller(navigates, { path }), [])).toBeUndefined();
  });

  test('elsewhere may not link to what holds data or starts something', () => {
    expect(refusalOf(caller(navigates, { path: '/trigger-etl' }), [])).toBeDefined();
  });

  test('elsewhere may not send a form to the dashboard', () => {
    expect(refusalOf(caller(navigates, { path: '/', method: 'POST' }), [])).toBeDefined();
  });

  test.each(['http://localhost:3000', 'https://evil.example', 'null'])(
    'of the origin %s may not, in a browser that tells no more',
    (origin) => expect(refusalOf(caller({ origin }), [])).toMatchObject({ code: 'FOREIGN_PAGE' }),
  );
});

test('an address that a person typed, and what is no browser, are let in', () => {
  expect(refusalOf(caller({ 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }), [])).toBeUndefined();
  expect(refusalOf(caller({ 'user-agent': 'curl/8.0' }), [])).toBeUndefined();
});
