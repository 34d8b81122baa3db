import { expect, test } from 'vitest';
import { triggerBody } from '../../../lib/http/trigger-body.ts';
import { httpRequest } from '../support/http-request.ts';

const post = (body: string | undefined) => httpRequest({ method: 'POST', body });

test('both members of a body are read', () => {
  const request = post('{"asOf":"2024-02-29","acceptDeletes":true}');

  expect(triggerBody(request)).toEqual({ asOf: '2024-02-29', acceptDeletes: true });
});

test.each([undefined, '', ' \n', '{}'])('a body of %j means the defaults', (body) => {
  expect(triggerBody(post(body))).toEqual({});
});

test('a GET has no body', () => {
  const request = httpRequest({ method: 'GET', body: '{"asOf":"nonsense"}' });

  expect(triggerBody(request)).toEqual({});
});

test.each([
  ['{"asOf":', 'Invalid body: it is not JSON'],
  ['{"asOf":"2023-02-29"}', 'Invalid body: asOf must be a date YYYY-MM-DD'],
  ['{"asOf":"01/02/2023"}', 'Invalid body: asOf must be a date YYYY-MM-DD'],
  ['{"asOf":"2023-01-01T00:00:00Z"}', 'Invalid body: asOf must be a date YYYY-MM-DD'],
  ['{"asOf":20230101}', 'Invalid body: asOf must be a date YYYY-MM-DD'],
  ['{"acceptDeletes":"yes"}', 'Invalid body: acceptDeletes must be true or false'],
  ['{"dataDir":"/etc"}', 'Invalid body: the body must be a JSON object with asOf and acceptDeletes at most'],
  ['[]', 'Invalid body: the body must be a JSON object with asOf and acceptDeletes at most'],
  ['null', 'Invalid body: the body must be a JSON object with asOf and acceptDeletes at most'],
  ['"2024-01-01"', 'Invalid body: the body must be a JSON object with asOf and acceptDeletes at most'],
])('the body %s is refused', (body, message) => {
  expect(() => triggerBody(post(body))).toThrow(
    expect.objectContaining({ status: 400, code: 'INVALID_BODY', message }),
  );
});

test('all that is wrong with a body is said at once', () => {
  const request = post('{"asOf":"soon","acceptDeletes":1}');

  expect(() => triggerBody(request)).toThrow(
    'Invalid body: asOf must be a date YYYY-MM-DD; acceptDeletes must be true or false',
  );
});
