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

test('ids that are texts, timestamps and amounts stand in the table as they are', async () => {
  const { page, complaints, close } = await visit(browser, `${stack.api}/#/features`);

  const row = page.getByRole('row', { name: 'C-1005 Elif Aydın' });
  await row.waitFor();

  expect(await row.getByRole('cell').allInnerTexts()).toEqual(
    expect.arrayContaining(['2023-02-09T17:15:07Z', '2024-06-12', '406.24', '189.00']),
  );
  expect(complaints).toEqual([]);
  await close();
});

test('what a run came to, and how one is started, is in its words as well', async () => {
  const { page, complaints, close } = await visit(browser, stack.api);

  await page.getByText('Options').click();
  await page.getByLabel('publish even if many customers would be deleted').waitFor();
  await page.getByRole('rowheader').getByRole('link').first().click();

  await page.getByRole('heading', { name: 'Rows of customers_derivation' }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});
