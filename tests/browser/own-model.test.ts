import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DeviceStack, startDeviceStack } from '../e2e/support/device-stack.ts';
import { launchChromium } from './support/browser.ts';
import { visit } from './support/visit.ts';

let browser: Browser;
let devices: DeviceStack;
beforeAll(async () => {
  browser = await launchChromium();
  devices = await startDeviceStack();
});
afterAll(async () => {
  await devices?.close();
  await browser?.close();
});

// In this order: the second looks at what the run of the first has published.
test('a run shows the fourth file among its parts, and what names a row of it that is not there', async () => {
  const { page, complaints, close } = await visit(browser, devices.stack.api);

  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.locator('h1 + .badge', { hasText: 'succeeded with rejects' }).waitFor();
  const problems = page.getByRole('table', { name: 'Problems' });
  await problems
    .getByRole('row', { name: /experiments device_id/ })
    .getByRole('link')
    .first()
    .click();
  await page.getByText('Timeline and parts').click();

  const notices = await page.getByRole('list', { name: 'Notices' }).innerText();
  expect(notices).toContain('devices_old.csv is not read');
  const parts = await page.getByRole('region', { name: 'Parts' }).innerText();
  expect(parts).toMatch(/devices\s+✓ loaded/);
  const rows = page.getByRole('region', { name: 'Rejected rows' });
  await rows.getByText('4,2,1,,9', { exact: true }).waitFor();
  // All rows were shown before the link was followed.
  await rows.getByText('01,Rig A again').waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
  await close();
});

test('the features have values from the column of another name, and none where there are none', async () => {
  const { page, complaints, audit, close } = await visit(browser, `${devices.stack.api}/#/features`);
  const cells = async (name: string) =>
    await page.getByRole('row', { name }).getByRole('cell').allInnerTexts();
  await page.getByText('alice@example.com').waitFor();

  const shown = [await cells('Alice'), await cells('Bob')];

  expect(shown).toEqual([
    ['1', 'Alice', 'alice@example.com', '2023-01-01', '365', '3', '20', '10', '40', '2024-01-01'],
    ['2', 'Bob', 'bob@example.com', '', '–', '1', '–', '–', '0', '2024-01-01'],
  ]);
  await page.getByRole('heading', { name: 'mean_run_time' }).waitFor();
  expect(await audit()).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});
