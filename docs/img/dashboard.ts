/**
 * Takes the pictures of the dashboard: `./run.sh` must have been run once, then `node docs/img/dashboard.ts [FOLDER]`. Those of
 * every state of a run, at four widths and in both themes, go to FOLDER, or to a temporary one; those that the docs show go to
 * docs/img. It starts a stack of its own over 12M experiments of 300k users, some rows of which can't be used, and watches runs
 * from their start to their end. It needs Chromium (Debian's package `chromium`).
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../tests/browser/support/browser.ts';
import { makePlace, removePlace } from '../../tests/e2e/support/project.ts';
import { startStack, triggerPatiently } from '../../tests/e2e/support/stack.ts';
import { makeFiles } from './dashboard/files.ts';
import { type State, takeState } from './dashboard/states.ts';

const WIDTH = 1280;
const NARROW = 360;

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'dashboard-'));
const place = await makePlace();
const files = makeFiles(place.stateDir, { rows: 12_000_000, users: 300_000 });
const stack = await startStack(place, {
  ETL_DATA_DIR: files.folder,
  ETL_TRIGGER_COOLDOWN_S: '0',
  ETL_PART_BYTES: String(80 * 1024 * 1024),
});
const browser = await launchChromium();
const state = (name: string, path: string, ready: string, more: Partial<State> = {}) =>
  takeState(browser, folder, { name, address: `${stack.api}/#${path}`, ready, ...more });
try {
  await state('empty', '/runs', 'No run yet');
  for (const asOf of ['2025-12-30', '2025-12-31']) {
    await endOf(await triggerPatiently(stack, { asOf }));
  }
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 800 }, colorScheme: 'light' });
  await page.goto(stack.api);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.waitForURL(/#\/runs\/etl-/);
  const path = new URL(page.url()).hash.slice(1);
  await page.locator('.part.loading').first().waitFor();
  await page.waitForTimeout(700);
  const body = JSON.stringify(await runAt(path));
  await take(page, 'dashboard-run-1-loading');
  await page.locator('h1 + .badge', { hasText: 'publish' }).waitFor();
  await take(page, 'dashboard-run-2-publishing');
  await page.locator('h1 + .badge', { hasText: 'succeeded' }).waitFor();
  await page.waitForLoadState('networkidle');
  await take(page, 'dashboard-run-3-succeeded');
  await state('running', path, 'Facts', { frozen: { path, body } });
  await state('rejects', path, 'Facts');
  await state('runs', '/runs', 'History');
  await page.goto(`${stack.api}/`);
  await page.getByRole('region', { name: 'Runs', exact: true }).waitFor();
  await take(page, 'dashboard-runs');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`${stack.api}/#/features?sort=-experiments_count`);
  await page.getByRole('img').first().waitFor();
  await page.waitForLoadState('networkidle');
  await take(page, 'dashboard-features-dark');
  await page.setViewportSize({ width: NARROW, height: 740 });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${stack.api}/`);
  await page.getByRole('region', { name: 'Runs', exact: true }).waitFor();
  await take(page, 'dashboard-narrow');
  files.cut();
  const gate = await triggerPatiently(stack);
  await endOf(gate);
  await state('gate', `/runs/${gate}`, 'Facts');
  files.renameColumn();
  const plan = await triggerPatiently(stack);
  await endOf(plan);
  await state('plan', `/runs/${plan}`, 'Facts');
  await state('runs-failed', '/runs', 'History');
} finally {
  await browser.close();
  await stack.stop();
  await removePlace(place);
}

async function runAt(path: string): Promise<{ readonly state: string }> {
  return (await (await fetch(stack.api + path)).json()) as { state: string };
}

async function endOf(runId: string): Promise<void> {
  while (!['succeeded', 'failed'].includes((await runAt(`/runs/${runId}`)).state)) {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function take(page: Page, name: string): Promise<void> {
  const isWide = page.viewportSize()?.width === WIDTH;
  await page.screenshot({ path: join(import.meta.dirname, `${name}.png`), fullPage: isWide });
  console.log(`docs/img/${name}.png`);
}
