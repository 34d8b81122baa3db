import { expect, test } from 'vitest';
import { bodyOf, refuseMisplaced } from '../../../../lib/http/reply/json-body.ts';
import { runConfMembers } from '../../../../lib/pipeline/trigger/run-conf.ts';
import { httpRequest } from '../../support/http-request.ts';

const declared = { members: runConfMembers, example: '{"asOf":"2024-01-31"}' };
const post = (body: string | undefined) => httpRequest({ method: 'POST', body });

test('all members of a body are read', () => {
  const body = { asOf: '2024-02-29', acceptFutureDate: true, acceptDeletes: true };

  expect(bodyOf(declared, post(JSON.stringify(body)))).toEqual(body);
});

test('a byte order mark in front of the body is no part of it', () => {
  expect(bodyOf(declared, post('\uFEFF{"asOf":"2024-01-31"}'))).toEqual({ asOf: '2024-01-31' });
});

test.each([undefined, '', ' \n', '{}', '\uFEFF'])('a body of %j means the defaults', (body) => {
  expect(bodyOf(declared, post(body))).toEqual({});
});

test('a GET has no body', () => {
  const request = httpRequest({ method: 'GET', body: '{"asOf":"nonsense"}' });

  expect(bodyOf(declared, request)).toEqual({});
});

test.each([
  ['{"asOf":', 'Invalid body: it is not JSON'],
  ['\uFEFF{', 'Invalid body: it is not JSON'],
  ['\uFEFF\uFEFF{}', 'Invalid body: it is not JSON'],
  ['{"asOf":"2023-02-29"}', 'Invalid body: asOf must be a date YYYY-MM-DD'],
  ['{"asOf":"0000-01-01"}', 'Invalid body: asOf must be a date YYYY-MM-DD'],
  ['{"asOf":"01/02/2023"}', 'Invalid body: asOf must be a date YYYY-MM-DD'],
  ['{"asOf":"2023-01-01T00:00:00Z"}', 'Invalid body: asOf must be a date YYYY-MM-DD'],
  ['{"asOf":20230101}', 'Invalid body: asOf must be a date YYYY-MM-DD'],
  ['{"acceptFutureDate":1}', 'Invalid body: acceptFutureDate must be true or false'],
  ['{"acceptDeletes":"yes"}', 'Invalid body: acceptDeletes must be true or false'],
  [
    '{"dataDir":"/etc"}',
    'Invalid body: the body must be a JSON object, with no members but asOf, acceptFutureDate and acceptDeletes',
  ],
  [
    '[]',
    'Invalid body: the body must be a JSON object, with no members but asOf, acceptFutureDate and acceptDeletes',
  ],
  [
    'null',
    'Invalid body: the body must be a JSON object, with no members but asOf, acceptFutureDate and acceptDeletes',
  ],
  [
    '"2024-01-01"',
    'Invalid body: the body must be a JSON object, with no members but asOf, acceptFutureDate and acceptDeletes',
  ],
])('the body %s is refused', (body, message) => {
  expect(() => bodyOf(declared, post(body))).toThrow(
    expect.objectContaining({ code: 'INVALID_BODY', message }),
  );
});

test('all that is wrong with a body is said at once', () => {
  const request = post('{"asOf":"soon","acceptDeletes":1}');

  expect(() => bodyOf(declared, request)).toThrow(
    'Invalid body: asOf must be a date YYYY-MM-DD; acceptDeletes must be true or false',
  );
});

test.each(['GET', 'POST'])('what belongs into the body is not taken from the query of a %s', (method) => {
  const request = httpRequest({ method, query: { asOf: '2024-01-31', acceptDeletes: 'true' } });

  expect(() => refuseMisplaced(declared, request)).toThrow(
    expect.objectContaining({
      code: 'INVALID_PARAMETER',
      message:
        'Invalid parameter: asOf and acceptDeletes can\'t be given in the query: send a POST with a JSON body, {"asOf":"2024-01-31"}',
    }),
  );
});

test('a route that declares no body has none', () => {
  expect(bodyOf(undefined, post('[]'))).toEqual({});
});
