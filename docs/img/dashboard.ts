/**
 * Takes the pictures of the dashboard that the docs show: `./run.sh` must have been run once, then `node docs/img/dashboard.ts`.
 * It starts a stack of its own over 12M experiments of 300k users, some rows of which can't be used, and watches a run from its
 * start to its end. It needs Chromium (Debian's package `chromium`).
 */
import { appendFileSync, linkSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { generateExperiments, generateUsersAndCompounds } from '../../bench/data/generate.ts';
import { launchChromium } from '../../tests/browser/support/browser.ts';
import { makePlace, removePlace } from '../../tests/e2e/support/project.ts';
import { startStack, triggerPatiently } from '../../tests/e2e/support/stack.ts';

const WIDTH = 1280;
const ROWS = 12_000_000;
const USERS = 300_000;

const place = await makePlace();
const data = join(place.stateDir, 'data');
generateUsersAndCompounds(data, USERS);
const experiments = generateExperiments(place.stateDir, 'plain', ROWS, USERS);
appendFileSync(
  experiments,
  '12000001,17,3;4,x\n12000002,-5,1,20\n12000003,99999999,1,20\n12000004,8,7;;9,11\n12000001,,,\n',
);
linkSync(experiments, join(data, 'user_experiments.csv'));
const settings = {
  ETL_DATA_DIR: data,
  ETL_TRIGGER_COOLDOWN_S: '0',
  ETL_PART_BYTES: String(80 * 1024 * 1024),
};
const stack = await startStack(place, settings);
const browser = await launchChromium();
try {
  for (const asOf of ['2025-12-30', '2025-12-31']) {
    await wholeRun({ asOf });
  }
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 800 }, colorScheme: 'light' });
  await page.goto(stack.api);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.waitForURL(/#\/runs\/etl-/);
  await page.locator('.part.loading').first().waitFor();
  await page.waitForTimeout(700);
  await take(page, 'dashboard-run-1-loading');
  await page.locator('h1 + .badge', { hasText: 'publish' }).waitFor();
  await take(page, 'dashboard-run-2-publishing');
  await page.locator('h1 + .badge', { hasText: 'succeeded' }).waitFor();
  await page.waitForLoadState('networkidle');
  await take(page, 'dashboard-run-3-succeeded');
  await page.goto(`${stack.api}/`);
  await page.locator('section.scroll').waitFor();
  await take(page, 'dashboard-runs');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`${stack.api}/#/features?sort=-experiments_count`);
  await page.locator('.bars').first().waitFor();
  await page.waitForLoadState('networkidle');
  await take(page, 'dashboard-features-dark');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${stack.api}/`);
  await page.locator('section.scroll').waitFor();
  await take(page, 'dashboard-narrow');
} finally {
  await browser.close();
  await stack.stop();
  await removePlace(place);
}

async function wholeRun(conf: object): Promise<void> {
  const runId = await triggerPatiently(stack, conf);
  for (;;) {
    const { state } = (await (await fetch(`${stack.api}/runs/${runId}`)).json()) as { state: string };
    if (state === 'succeeded') {
      return;
    }
    if (state === 'failed') {
      throw new Error(`${runId} failed`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({
    path: join(import.meta.dirname, `${name}.png`),
    fullPage: page.viewportSize()?.width === WIDTH,
  });
  console.log(`docs/img/${name}.png`);
}
