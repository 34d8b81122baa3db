import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type DeviceStack, startDeviceStack } from '../e2e/support/device-stack.ts';
import { launchChromium } from './support/browser.ts';
import { madeKind } from './support/made-kind.ts';
import { type Visit, visit } from './support/visit.ts';

let browser: Browser;
let devices: DeviceStack;
let open: Visit | undefined;

beforeAll(async () => {
  browser = await launchChromium();
  devices = await startDeviceStack(madeKind);
  const { page, close } = await visit(browser, devices.stack.api);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.locator('h1 + .badge', { hasText: 'succeeded' }).waitFor();
  await close();
});
afterEach(async () => {
  await open?.close();
});
afterAll(async () => {
  await devices?.close();
  await browser?.close();
});

/** Opens the features, and keeps the page for the end of the test. */
async function features(options = {}): Promise<Visit> {
  open = await visit(browser, `${devices.stack.api}/#/features`, options);
  await open.page.getByText('alice@example.com').waitFor();
  await open.page.getByRole('heading', { name: 'lucky' }).waitFor();
  return open;
}
const cells = async (page: Page, name: string) =>
  await page.getByRole('row', { name }).getByRole('cell').allInnerTexts();
/** The table of the most frequent values of a column, row by row. */
const mostFrequent = async (page: Page, name: string) =>
  (await page.getByRole('figure').filter({ hasText: name }).getByRole('row').allInnerTexts()).map((row) =>
    row.split(/\s*\t\s*|\n+/).filter(Boolean),
  );

test('a text and a list have columns, and none where there is none', async () => {
  const { page, complaints } = await features();

  const shown = [await cells(page, 'Alice'), await cells(page, 'Dave')];

  expect(shown.map((row) => row.slice(4, 6))).toEqual([
    ['At <b>example.com', '1, 9223372036854775807'],
    ['At <b>example.com', '–'],
  ]);
  expect(complaints).toEqual([]);
});

test('by a text rows are sorted, by a list they are not', async () => {
  const { page } = await features();
  const header = (name: string) => page.getByRole('columnheader', { name, exact: false });

  expect(await header('lucky').getByRole('link').count()).toBe(0);
  await header('company').getByRole('link').click();

  await page.waitForURL(/sort=company/);
  await expect.poll(() => header('company').getAttribute('aria-sort')).toBe('ascending');
  await page.getByRole('region', { name: 'Table of users' }).getByText('dave@example.com').waitFor();
});

test('their most frequent values are shown with how many users have them', async () => {
  const { page } = await features();

  expect(await mostFrequent(page, 'company')).toEqual([
    ['Most frequent', 'Users'],
    ['At <b>example.com', '4'],
  ]);
  expect(await mostFrequent(page, 'lucky')).toEqual([
    ['Most frequent', 'Users'],
    ['1, 9223372036854775807', '2'],
    ['0, 9223372036854775807', '1'],
  ]);
});

test.each(['light', 'dark'] as const)('axe finds nothing against them, %s', async (theme) => {
  const { audit, complaints } = await features({ theme });

  expect(await audit()).toEqual([]);
  expect(complaints).toEqual([]);
});

test('at 360 pixels a long value does not make the page wider', async () => {
  const { page } = await features({ width: 360 });

  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
});
