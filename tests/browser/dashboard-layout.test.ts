import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from './support/browser.ts';
import { clippedOf } from './support/clipped.ts';
import { SAMPLES, type SampleName } from './support/sample-runs.ts';
import { type SampleServer, startSampleServer } from './support/sample-server.ts';
import { type Visit, visit } from './support/visit.ts';

let browser: Browser;
let server: SampleServer;
let open: Visit | undefined;

beforeAll(async () => {
  browser = await launchChromium();
  server = await startSampleServer();
});
afterEach(async () => {
  await open?.close();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

const STATES = Object.keys(SAMPLES) as SampleName[];
const PAGES = ['empty', 'list', ...STATES] as const;

/** Opens a page in a state, its details as well, and waits until all of it is there. */
async function at(name: (typeof PAGES)[number], options: { theme?: 'light' | 'dark'; width?: number }) {
  const run = name === 'empty' || name === 'list' ? undefined : SAMPLES[name];
  server.show(...(name === 'empty' ? [] : run ? [run] : Object.values(SAMPLES)));
  const path = run ? `/${encodeURIComponent(run.runId)}` : '';
  open = await visit(browser, `${server.origin}/#/runs${path}`, options);
  const { page } = open;
  await page.getByRole('heading', { name: run ? 'Facts' : 'History' }).waitFor();
  await page.waitForLoadState('networkidle');
  for (const details of await page.locator('details:not([open]) > summary').all()) {
    await details.click();
  }
  return open;
}

describe.each([360, 768, 1024, 1440])('%d pixels wide', (width) => {
  test.each(PAGES)(
    'the page %s does not scroll sideways, and nothing is cut without a sign of it',
    async (name) => {
      const { page, complaints } = await at(name, { width });

      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(await clippedOf(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );
});

describe.each(['light', 'dark'] as const)('in the theme %s', (theme) => {
  test.each(PAGES)('axe finds nothing against the page %s', async (name) => {
    const { audit } = await at(name, { theme, width: 1024 });

    expect(await audit()).toEqual([]);
  });
});

test('a bar of the parts never stands below the state beside it', async () => {
  const { page } = await at('running', { width: 768 });

  const rows = page.getByRole('region', { name: 'Parts' }).locator('tbody tr');
  const gaps = await rows.evaluateAll((all) =>
    all.map((row) => {
      const right = row.querySelector('.part')?.getBoundingClientRect().right ?? 0;
      return (row.querySelector('progress')?.getBoundingClientRect().left ?? 0) - right;
    }),
  );

  expect(gaps).toHaveLength(5);
  expect(Math.min(...gaps)).toBeGreaterThan(0);
});

test('the first column of a table stays while the others scroll', async () => {
  const { page } = await at('list', { width: 360 });
  const table = page.getByRole('region', { name: 'Runs', exact: true });
  const first = table.getByRole('rowheader').first();
  const before = await first.boundingBox();

  await table.evaluate((element) => element.scrollTo(200, 0));

  expect(await table.evaluate((element) => element.scrollLeft)).toBeGreaterThan(50);
  expect((await first.boundingBox())?.x).toBe(before?.x);
});

test('a result that is cut is read in full by keyboard', async () => {
  const { page } = await at('list', { width: 360 });
  const cut = page.locator('.cut[tabindex="0"]').first();
  const before = await cut.evaluate((element) => element.clientHeight);

  await cut.focus();

  expect(await cut.evaluate((element) => element.clientHeight)).toBeGreaterThan(before);
  expect(await cut.getAttribute('title')).toBe(await cut.innerText());
});

test('the header begins where the content begins', async () => {
  for (const width of [360, 1440]) {
    const { page } = await at('list', { width });
    const left = async (selector: string) => (await page.locator(selector).boundingBox())?.x;

    expect(await left('.brand')).toBe(await left('h1'));
    await open?.close();
  }
});
