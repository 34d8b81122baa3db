import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from './support/browser.ts';
import { serveDocs } from './support/docs-server.ts';
import { type Visit, visit } from './support/visit.ts';

let browser: Browser;
let docs: Awaited<ReturnType<typeof serveDocs>>;
let open: Visit | undefined;

beforeAll(async () => {
  [browser, docs] = await Promise.all([launchChromium(), serveDocs()]);
});
afterEach(async () => {
  await open?.close();
});
afterAll(async () => {
  docs?.end();
  await browser?.close();
});

/** Opens /docs, and waits until Swagger UI shows the routes. */
async function atDocs(options: Parameters<typeof visit>[2] = {}): Promise<Visit> {
  open = await visit(browser, `${docs.address}/docs`, options);
  await open.page.getByText('/check/feature_derivation').waitFor();
  return open;
}

/** Opens routes of each kind: with parameters, with a body, with many errors. */
async function openRoutes({ page }: Visit): Promise<void> {
  for (const id of ['Runs-rejects', 'Pipeline-triggerEtlByPost', 'Features-features']) {
    await page.locator(`#operations-${id} .opblock-summary-control`).click();
    await page.locator(`#operations-${id} .responses-table`).first().waitFor();
  }
}

/** What axe finds that only Swagger UI could change: it gives its own controls no labels, and puts one into another. */
const OF_SWAGGER_UI = [
  'heading-order',
  'label',
  'landmark-main-is-top-level',
  'landmark-unique',
  'nested-interactive',
  'scrollable-region-focusable',
  'select-name',
];

const isOurs = (found: string): boolean => !OF_SWAGGER_UI.includes(found.split(':')[0] ?? '');

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test('axe finds nothing but what Swagger UI itself causes, contrast included', async () => {
    const visited = await atDocs({ theme });
    await openRoutes(visited);

    expect((await visited.audit()).filter(isOurs)).toEqual([]);
  });

  test.each([360, 768, 1440])('nothing is wider than a screen of %d pixels', async (width) => {
    const visited = await atDocs({ theme, width });
    await openRoutes(visited);

    expect(await visited.page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(visited.complaints).toEqual([]);
  });
});

test('it has the header of the dashboard, and says which page it is', async () => {
  const { page } = await atDocs();
  const links = page.getByRole('navigation', { name: 'Pages of the dashboard' }).getByRole('link');

  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
    '/#/runs',
    '/#/features',
    '/docs',
  ]);
  expect(await links.last().getAttribute('aria-current')).toBe('page');
  expect(await page.locator('link[rel=icon]').getAttribute('href')).toMatch(/^data:image\/svg\+xml,/);
});

test('it shows the theme that was chosen on the dashboard', async () => {
  const { page } = await atDocs({ theme: 'light' });

  await page.evaluate("localStorage.setItem('etl-theme', 'dark')");
  await page.reload();
  await page.getByText('/check/feature_derivation').waitFor();

  expect(await page.getByLabel('Theme').inputValue()).toBe('dark');
  expect(await page.locator('html').getAttribute('class')).toContain('dark-mode');
});

test('a theme that is chosen here is kept for the dashboard', async () => {
  const { page } = await atDocs({ theme: 'dark' });

  await page.getByLabel('Theme').selectOption('light');

  expect(await page.evaluate("localStorage.getItem('etl-theme')")).toBe('light');
  expect((await page.locator('html').getAttribute('class')) ?? '').not.toContain('dark-mode');
});

test('an answer shows the example of the document', async () => {
  const { page } = await atDocs();

  await page.locator('#operations-Runs-runs .opblock-summary-control').click();

  await page.locator('#operations-Runs-runs .response').first().getByText('etl-29922858').first().waitFor();
});

test('an error shows each of its codes by name', async () => {
  const { page } = await atDocs();

  await page.locator('#operations-Runs-run .opblock-summary-control').click();
  const names = page.locator(
    '#operations-Runs-run .response[data-code="503"] .examples-select-element option',
  );
  await names.first().waitFor({ state: 'attached' });

  expect(await names.evaluateAll((all) => all.map((option) => option.getAttribute('value')))).toContain(
    'AIRFLOW_UNAVAILABLE',
  );
});
