import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePlace, type Place, removePlace, run } from '../e2e/support/project.ts';
import { type RunningStack, startStack } from '../e2e/support/stack.ts';
import { copyProject, type ProjectCopy } from '../support/project-copy.ts';
import { launchChromium } from './support/browser.ts';
import { visit } from './support/visit.ts';

const SHOP = { ETL_MODEL: 'examples/shop' };

let browser: Browser;
let copy: ProjectCopy;
let place: Place;
let stack: RunningStack;
beforeAll(async () => {
  browser = await launchChromium();
  copy = copyProject();
  place = await makePlace();
  stack = await startStack(place, SHOP, { projectDir: copy.path });
  await run(['etl', '--as-of', '2025-01-31'], { ...place.settings, ...SHOP }, copy.path);
});
afterAll(async () => {
  await stack?.stop();
  await browser?.close();
  await removePlace(place, copy.path);
  copy.remove();
});

test('the features of another model are shown in its words', async () => {
  const { page, complaints, audit, close } = await visit(browser, `${stack.api}/#/features`);

  await page.getByRole('heading', { name: 'Customers', exact: true }).waitFor();
  await page.getByRole('heading', { name: 'Distribution over 20 customers' }).waitFor();
  await page.getByRole('region', { name: 'Table of customers' }).getByText('Elif Aydın').waitFor();

  expect(await page.locator('main').innerText()).not.toMatch(/\busers?\b/i);
  expect(await audit()).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

test('so is what a run came to, and how one is started', async () => {
  const { page, complaints, close } = await visit(browser, stack.api);

  await page.getByText('Options').click();
  await page.getByLabel('Publish even if many customers are gone').waitFor();
  await page.getByRole('link', { name: /^etl-\d+$/ }).click();

  await page.getByRole('heading', { name: 'of customers_derivation' }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});
