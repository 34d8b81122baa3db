import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePlace, type Place, removePlace } from '../e2e/support/project.ts';
import { type RunningStack, startStack } from '../e2e/support/stack.ts';
import { launchChromium } from './support/browser.ts';
import { visit } from './support/visit.ts';

let browser: Browser;
let place: Place;
let stack: RunningStack;
beforeAll(async () => {
  browser = await launchChromium();
  place = await makePlace();
  stack = await startStack(place, { API_KEY: 'a key of ours' });
});
afterAll(async () => {
  await stack?.stop();
  await removePlace(place);
  await browser?.close();
});

test('an API with a key is asked for it, and works with it', async () => {
  const { page, complaints, audit, close } = await visit(browser, stack.api);
  const key = page.getByLabel('This API needs a key');

  await key.fill('a wrong one');
  await page.getByRole('button', { name: 'Use it' }).click();
  await key.fill('a key of ours');
  expect(await audit()).toEqual([]);
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.getByText('No run yet').waitFor();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.locator('h1 + .badge', { hasText: 'succeeded' }).waitFor();

  expect(complaints).toEqual([]);
  await close();
});

test('a key that was entered can be forgotten', async () => {
  const { page, close } = await visit(browser, stack.api);
  await page.getByLabel('This API needs a key').fill('a key of ours');
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.getByRole('link', { name: /^etl-\d/ }).waitFor();
  await page.reload();

  await page.getByRole('button', { name: 'Forget key' }).click();

  await page.getByLabel('This API needs a key').waitFor();
  await close();
});
