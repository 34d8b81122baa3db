import { expect, test } from 'vitest';
import { triggerBody } from '../../../lib/http/trigger-body.ts';
import { httpRequest } from '../support/http-request.ts';

const NOW = new Date('2024-03-01T12:00:00Z');
const post = (body: string | undefined) => httpRequest({ method: 'POST', body });

test('all members of a body are read', () => {
  const body = { asOf: '2024-02-29', acceptFutureDate: true, acceptDeletes: true };

  expect(triggerBody(post(JSON.stringify(body)), NOW)).toEqual(body);
});

test.each([undefined, '', ' \n', '{}'])('a body of %j means the defaults', (body) => {
  expect(triggerBody(post(body), NOW)).toEqual({});
});

test('a GET has no body', () => {
  const request = httpRequest({ method: 'GET', body: '{"asOf":"nonsense"}' });

  expect(triggerBody(request, NOW)).toEqual({});
});

test.each([
  ['{"asOf":', 'Invalid body: it is not JSON'],
  [
    '\uFEFF{"asOf":"2024-01-31"}',
    'Invalid body: it begins with a byte order mark (U+FEFF), which JSON has none of: send it without',
  ],
  [
    '\uFEFF',
    'Invalid body: it begins with a byte order mark (U+FEFF), which JSON has none of: send it without',
  ],
  [
    '{"asOf":"3989-02-13"}',
    'Invalid body: asOf 3989-02-13 is more than a day ahead of 2024-03-01 (UTC); if it is meant, add "acceptFutureDate": true',
  ],
  ['{"asOf":"2023-02-29"}', 'Invalid body: asOf must be a date YYYY-MM-DD'],
  ['{"asOf":"0000-01-01"}', 'Invalid body: asOf must be a date YYYY-MM-DD'],
  ['{"asOf":"01/02/2023"}', 'Invalid body: asOf must be a date YYYY-MM-DD'],
  ['{"asOf":"2023-01-01T00:00:00Z"}', 'Invalid body: asOf must be a date YYYY-MM-DD'],
  ['{"asOf":20230101}', 'Invalid body: asOf must be a date YYYY-MM-DD'],
  ['{"acceptFutureDate":1}', 'Invalid body: acceptFutureDate must be true or false'],
  ['{"acceptDeletes":"yes"}', 'Invalid body: acceptDeletes must be true or false'],
  [
    '{"dataDir":"/etc"}',
    'Invalid body: the body must be a JSON object with asOf, acceptFutureDate and acceptDeletes at most',
  ],
  [
    '[]',
    'Invalid body: the body must be a JSON object with asOf, acceptFutureDate and acceptDeletes at most',
  ],
  [
    'null',
    'Invalid body: the body must be a JSON object with asOf, acceptFutureDate and acceptDeletes at most',
  ],
  [
    '"2024-01-01"',
    'Invalid body: the body must be a JSON object with asOf, acceptFutureDate and acceptDeletes at most',
  ],
])('the body %s is refused', (body, message) => {
  expect(() => triggerBody(post(body), NOW)).toThrow(
    expect.objectContaining({ status: 400, code: 'INVALID_BODY', message }),
  );
});

test('all that is wrong with a body is said at once', () => {
  const request = post('{"asOf":"soon","acceptDeletes":1}');

  expect(() => triggerBody(request, NOW)).toThrow(
    'Invalid body: asOf must be a date YYYY-MM-DD; acceptDeletes must be true or false',
  );
});

test.each([
  ['today', '2024-03-01', {}],
  ['tomorrow, which it may be already elsewhere', '2024-03-02', {}],
  ['any date, if that is meant', '9999-12-31', { acceptFutureDate: true }],
])('a run may count to %s', (_what, asOf, more) => {
  expect(triggerBody(post(JSON.stringify({ asOf, ...more })), NOW)).toEqual({ asOf, ...more });
});

test.each([{ acceptFutureDate: false }, {}])('two days ahead are too many with %j', (more) => {
  const body = JSON.stringify({ asOf: '2024-03-03', ...more });

  expect(() => triggerBody(post(body), NOW)).toThrow('asOf 2024-03-03 is more than a day ahead');
});

test.each(['GET', 'POST'])('what belongs into the body is not taken from the query of a %s', (method) => {
  const request = httpRequest({ method, query: { asOf: '2024-01-31', acceptDeletes: 'true' } });

  expect(() => triggerBody(request, NOW)).toThrow(
    expect.objectContaining({
      status: 400,
      code: 'INVALID_PARAMETER',
      message:
        'Invalid parameter: asOf and acceptDeletes can\'t be given in the query, send the JSON body of a POST: {"asOf":"2024-01-31"}',
    }),
  );
});

test('any other parameter is not known', () => {
  expect(() => triggerBody(httpRequest({ query: { force: '1' } }), NOW)).toThrow('force is not known');
});
