import createClient from 'openapi-fetch';
import { expect, inject, test } from 'vitest';
import { calls } from '../../support/client/every-route.ts';

const { api } = inject('deployment');

test.each(Object.entries(calls))('%s answers', async (_, call) => {
  expect(await call(createClient({ baseUrl: api }))).toBeTruthy();
});
