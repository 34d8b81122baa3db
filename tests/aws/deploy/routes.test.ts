import createClient from 'openapi-fetch';
import { beforeAll, expect, inject, test } from 'vitest';
import { calls } from '../../support/client/every-route.ts';
import { API_KEY } from '../support/stage.ts';
import { runToEnd } from './support/runs.ts';

const { api } = inject('deployment');
const headers = { 'x-api-key': API_KEY };

beforeAll(async () => {
  await runToEnd(api);
});

test.each(Object.entries(calls))('%s answers', async (_, call) => {
  expect(await call(createClient({ baseUrl: api, headers }))).toBeTruthy();
});

test('without the key there is no answer', async () => {
  const { status } = await fetch(`${api}/runs`);

  expect(status).toBe(401);
});
