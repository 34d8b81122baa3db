/**
 * Takes the pictures of Airflow that the README shows, from a stack that is running and has had a run:
 * `node docs/img/airflow.ts`. It needs Chromium (Debian's package `chromium`); AIRFLOW_URL and CHROMIUM move things.
 */
import { env } from 'node:process';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../tests/browser/support/browser.ts';

const AIRFLOW = env['AIRFLOW_URL'] || `http://127.0.0.1:${env['AIRFLOW_PORT'] || 8080}`;
const SIZE = { width: 1280, height: 720 };
const TIMEOUT_MS = 120_000;

const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: SIZE, colorScheme: 'light' });
  page.setDefaultTimeout(TIMEOUT_MS);
  await login(page);
  await grid(page);
} finally {
  await browser.close();
}

async function login(page: Page): Promise<void> {
  await page.goto(AIRFLOW);
  const password = page.locator('input[name=password]');
  await password.waitFor();
  await take(page, 'airflow-login', { ...SIZE, height: 470 });
  await page.locator('input[name=username]').fill(env['AIRFLOW_USERNAME'] || 'airflow');
  await password.fill(env['AIRFLOW_PASSWORD'] || 'airflow');
  await password.press('Enter');
  await page.waitForURL((url) => !url.pathname.includes('login'));
}

async function grid(page: Page): Promise<void> {
  await page.goto(`${AIRFLOW}/dags/etl_pipeline`);
  await page.getByText('publish', { exact: true }).first().waitFor();
  await page.waitForLoadState('networkidle');
  await take(page, 'airflow-dag');
}

async function take(page: Page, name: string, part = SIZE): Promise<void> {
  await page.mouse.move(0, 0); // no tooltip
  await page.screenshot({ path: `${import.meta.dirname}/${name}.png`, clip: { x: 0, y: 0, ...part } });
  console.log(`docs/img/${name}.png`);
}
