import { expect, test } from 'vitest';
import { refuseOtherMethods, refuseUnintended, requireApiKey } from '../../../lib/http/guards.ts';
import { httpRequest } from '../support/http-request.ts';

test.each([
  ['a link on another site', { 'sec-fetch-site': 'cross-site' }],
  ['a prefetch', { 'sec-purpose': 'prefetch' }],
  ['a prerendering', { 'sec-purpose': 'prefetch;prerender' }],
  ['a prefetch as older browsers say it', { purpose: 'prefetch' }],
])('a GET that comes from %s is refused', (_what, headers) => {
  const request = httpRequest({ headers });

  expect(() => refuseUnintended(request)).toThrow(expect.objectContaining({ code: 'UNINTENDED_REQUEST' }));
});

test.each([
  ['curl, which sends no such header', {}],
  ['the address bar', { 'sec-fetch-site': 'none' }],
  ['our own page', { 'sec-fetch-site': 'same-origin' }],
])('a GET that comes from %s is let through', (_what, headers) => {
  const request = httpRequest({ headers });

  expect(() => refuseUnintended(request)).not.toThrow();
});

test('a POST of a page of another site, which needs no leave to send one, is refused', () => {
  const request = httpRequest({ method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } });

  expect(() => refuseUnintended(request)).toThrow(expect.objectContaining({ code: 'UNINTENDED_REQUEST' }));
});

test('a method among those served is let through', () => {
  expect(() => refuseOtherMethods(httpRequest({ method: 'POST' }), ['GET', 'POST'])).not.toThrow();
});

test('a method in lower case is another method', () => {
  expect(() => refuseOtherMethods(httpRequest({ method: 'get' }), ['GET'])).toThrow(
    expect.objectContaining({ code: 'METHOD_NOT_ALLOWED', allow: 'GET' }),
  );
});

test('x-api-key counts where both headers are there', () => {
  const request = httpRequest({ headers: { 'x-api-key': 'wrong', authorization: 'Bearer key' } });

  expect(() => requireApiKey(request, 'key')).toThrow(expect.objectContaining({ code: 'API_KEY_REQUIRED' }));
});

test('the refusal of a key quotes neither the key nor what was given', () => {
  const request = httpRequest({ headers: { 'x-api-key': 'given' } });

  expect(() => requireApiKey(request, 'expected')).toThrow(/^(?!.*(given|expected))/);
});
