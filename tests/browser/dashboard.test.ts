import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makePlace, type Place, removePlace } from '../e2e/support/project.ts';
import { type RunningStack, startStack, triggerPatiently } from '../e2e/support/stack.ts';
import { launchChromium } from './support/browser.ts';
import { writeFiles } from './support/data.ts';
import { type Visit, visit } from './support/visit.ts';

let browser: Browser;
let place: Place;
let stack: RunningStack;
let data: string;
let open: Visit | undefined;

beforeAll(async () => {
  browser = await launchChromium();
  place = await makePlace();
  data = join(place.stateDir, 'data');
  writeFiles(data, { users: 60, experiments: 400, bad: 30, timeless: 2 });
  stack = await startStack(place, { ETL_DATA_DIR: data, ETL_TRIGGER_COOLDOWN_S: '2' });
});
afterEach(async () => {
  await open?.close();
});
afterAll(async () => {
  await stack?.stop();
  await removePlace(place);
  await browser?.close();
});

/** Opens a page, and keeps it for the end of the test. */
async function at(path: string, options = {}): Promise<Visit> {
  open = await visit(browser, stack.api + path, options);
  return open;
}

const ended = (visited: Visit) => visited.page.locator('h1 + .badge', { hasText: /succeeded|failed/ });

// In this order: each test goes on from where the one before left the stack.
describe('from nothing to a result', () => {
  test('before the first run it says what to do', async () => {
    const { page, complaints } = await at('/');

    await page.getByText('No run yet', { exact: true }).waitFor();
    await page.getByText(/^Press Run/).waitFor();
    await page.getByRole('link', { name: 'Features' }).click();
    await page.getByText('No run has published yet').waitFor();

    expect(complaints).toEqual([]);
  });

  test('Run goes to the new run, which tells its progress and its result', async () => {
    const visited = await at('/');
    const { page, complaints } = visited;

    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.waitForURL(/#\/runs\/etl-\d+$/);
    await ended(visited).waitFor();

    expect(await ended(visited).innerText()).toContain('succeeded with rejects');
    await page.getByText('Timeline and parts').click();
    expect(await page.getByRole('region', { name: 'Parts' }).innerText()).toMatch(/users\s+✓ loaded/);
    expect(complaints).toEqual([]);
  });

  test('a trigger that is refused says why, and when to try again', async () => {
    const { page } = await at('/');
    const run = page.getByRole('button', { name: 'Run', exact: true });
    await page
      .getByRole('link', { name: /^etl-\d/ })
      .first()
      .waitFor();
    await triggerPatiently(stack);

    await run.click();

    await page.getByText('Trigger the API frequently, please try again later.').waitFor();
    await page.getByText(/Try again in \d+ s/).waitFor();
    expect(await run.isEnabled()).toBe(true);
  });

  test('what was rejected is shown by kind, and row by row', async () => {
    const { page } = await at('/');
    await page
      .getByRole('link', { name: /^etl-\d/ })
      .first()
      .click();

    const problems = page.getByRole('table', { name: 'Problems' });
    await problems
      .getByRole('row', { name: /^30 rejected/ })
      .getByRole('link')
      .click();
    await page.waitForURL(/reason=not_an_integer/);

    const rows = page.getByRole('region', { name: 'Rejected rows' });
    await rows.getByText('1,=oops,1;2,2', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Page 2 of 2 · 30 rows').waitFor();
    await rows.getByText('30,=oops,1;2,31', { exact: true }).waitFor();
    // Of the same reason in another column, and so of another kind.
    expect(await rows.getByText('soon').count()).toBe(0);
  });

  test('all rejected rows are in the CSV that is saved, over all pages', async () => {
    const { page } = await at('/');
    await page
      .getByRole('link', { name: /^etl-\d/ })
      .first()
      .click();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);

    const text = readFileSync(await download.path(), 'utf8');
    const lines = text.trimEnd().split('\r\n');
    // By the mark Excel knows that it is UTF-8; there is one, whatever the number of pages.
    expect(text.split('\uFEFF')).toHaveLength(2);
    expect(lines[0]).toBe('\uFEFFfile,line,column,reason,severity,raw,input,source,lastLine,seen');
    expect(lines).toHaveLength(33);
  });
});

describe('features', () => {
  test('are looked at page by page, forth and back', async () => {
    const { page, complaints } = await at('/#/features');
    const table = page.getByRole('region', { name: 'Table of users' });
    await table.getByText('user25@example.com').waitFor();

    await page.getByRole('button', { name: 'Next' }).click();
    await table.getByText('user50@example.com').waitFor();
    await page.getByRole('button', { name: 'Previous' }).click();
    await table.getByText('user1@example.com').waitFor();

    expect(complaints).toEqual([]);
  });

  test('are sorted by a click, which the address and the header say', async () => {
    const { page } = await at('/#/features');
    const header = page.getByRole('columnheader', { name: 'user_id' });
    await header.waitFor();

    await header.getByRole('link').click();

    await page.waitForURL(/sort=-user_id/);
    await page.getByRole('region', { name: 'Table of users' }).getByText('user60@example.com').waitFor();
    expect(await header.getAttribute('aria-sort')).toBe('descending');
  });

  test('are found while one types', async () => {
    const { page } = await at('/#/features');

    await page.getByRole('searchbox').fill('user42@');

    await page.waitForURL(/search=user42/);
    await expect.poll(() => page.locator('section.scroll tbody tr').count()).toBe(1);
  });

  test('have histograms, with a table for whoever can not see them', async () => {
    const { page } = await at('/#/features');

    await page.getByRole('img', { name: 'Distribution of experiments_count' }).waitFor();
    await page.getByText('As a table').first().click();

    await page
      .getByRole('cell', { name: 'Users' })
      .or(page.getByRole('columnheader', { name: 'Users' }))
      .first()
      .waitFor();
  });
});

describe('a run that fails', () => {
  test('says which step, and why', async () => {
    const users = readFileSync(join(data, 'users.csv'), 'utf8');
    writeFileSync(join(data, 'users.csv'), users.replace('signup_date', 'joined'));

    const runId = await triggerPatiently(stack);
    const visited = await at(`/#/runs/${runId}`);
    await ended(visited).waitFor();
    writeFileSync(join(data, 'users.csv'), users);

    expect(await ended(visited).innerText()).toContain('failed');
    const error = visited.page.getByRole('region', { name: 'Error' });
    expect(await error.innerText()).toContain('The step plan failed');
    expect(await error.innerText()).toContain('signup_date');
  });
});

describe('for everybody', () => {
  const pages = async (): Promise<string[]> => {
    const answer = await fetch(`${stack.api}/runs?state=succeeded&limit=1`);
    const { runs } = (await answer.json()) as { runs: { runId: string }[] };
    return ['/', '/#/features', `/#/runs/${runs[0]?.runId}`];
  };

  test.each(['light', 'dark'] as const)('axe finds nothing against any page, %s', async (theme) => {
    for (const path of await pages()) {
      const visited = await at(path, { theme });
      await visited.page.locator('section.scroll').first().waitFor();
      await visited.page.waitForLoadState('networkidle');

      expect(await visited.audit(), path).toEqual([]);
      expect(visited.complaints, path).toEqual([]);
      await visited.close();
    }
  });

  test('a theme that was chosen stays', async () => {
    const { page } = await at('/', { theme: 'light' });

    await page.getByLabel('Theme').selectOption('dark');
    await page.reload();

    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(17, 21, 27)');
  });

  test('all of it is reached by keyboard', async () => {
    const { page } = await at('/');
    await page
      .getByRole('link', { name: /^etl-\d/ })
      .first()
      .waitFor();

    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await page.keyboard.press('Enter');

    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });
});

describe('the documentation', () => {
  test('is shown from our own files, without complaints', async () => {
    const { page, complaints } = await at('/docs');

    await page.getByText('/runs/{runId}/rejects').waitFor();
    await page.getByText('/check/feature_derivation').click();
    await page.getByText('users_derivation has rows').waitFor();

    expect(complaints).toEqual([]);
  });

  test('has a trigger ready that asks for nothing but a run', async () => {
    const { page } = await at('/docs');

    await page.locator('#operations-Pipeline-triggerEtlByPost .opblock-summary-control').click();
    const body = page.locator('#operations-Pipeline-triggerEtlByPost textarea');
    await body.waitFor();

    expect(JSON.parse(await body.inputValue())).toEqual({});
  });
});
