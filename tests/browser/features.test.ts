import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makePlace, type Place, removePlace, run } from '../e2e/support/project.ts';
import { type RunningStack, startStack } from '../e2e/support/stack.ts';
import { launchChromium } from './support/browser.ts';
import { writeFiles } from './support/data.ts';
import { type Visit, visit } from './support/visit.ts';

let browser: Browser;
let place: Place;
let stack: RunningStack;
let open: Visit | undefined;

beforeAll(async () => {
  browser = await launchChromium();
  place = await makePlace();
  const data = join(place.stateDir, 'data');
  writeFiles(data, { users: 60, experiments: 400, bad: 3 });
  const settings = { ETL_DATA_DIR: data, ETL_TRIGGER_COOLDOWN_S: '1' };
  stack = await startStack(place, settings);
  for (const day of ['2024-01-01', '2024-01-02']) {
    await run(['etl', '--as-of', day], { ...place.settings, ...settings });
  }
});
afterEach(async () => {
  await open?.close();
});
afterAll(async () => {
  await stack?.stop();
  await browser?.close();
  await removePlace(place);
});

/** Opens a page, and keeps it for the end of the test. */
async function at(path: string, options = {}): Promise<Visit> {
  open = await visit(browser, `${stack.api}/${path}`, options);
  return open;
}

const rowsOf = ({ page }: Visit) => page.getByRole('region', { name: 'Table of users' }).locator('tbody tr');

describe('a bar of a histogram', () => {
  test('leads by keyboard to as many rows as it says, all in its range', async () => {
    const visited = await at('#/features');
    const { page, complaints } = visited;
    const bar = page.getByRole('link', { name: /^\d+ users from \d+ to \d+$/ }).first();

    const [count, first, last] = (await bar.getAttribute('aria-label'))?.match(/\d+/g) ?? [];
    await bar.focus();
    await page.keyboard.press('Enter');
    await page.getByText(new RegExp(`^${count} users with .* from ${first} to ${last}$`)).waitFor();

    const address = new URLSearchParams(new URL(page.url()).hash.split('?')[1]);
    expect([address.get('from'), address.get('to')]).toEqual([first, last]);
    expect(await page.evaluate('document.activeElement.id')).toBe('rows-title');
    expect(complaints).toEqual([]);
  });

  test('is not there where there are no rows', async () => {
    const { page } = await at('#/features');

    await page
      .getByRole('link', { name: /users (from|with)/ })
      .first()
      .waitFor();

    expect(await page.getByRole('link', { name: /^0 users/ }).count()).toBe(0);
  });
});

describe('rows of a range', () => {
  const RANGE = '#/features?column=user_id&from=10&to=12';

  test('are all that the table has, until the filter is removed', async () => {
    const visited = await at(RANGE);
    const { page } = visited;
    await page.getByText('3 users with user_id from 10 to 12').waitFor();

    const filtered = await rowsOf(visited).count();
    await page.getByRole('link', { name: 'Remove filter' }).click();
    await page.getByText('user1@example.com').waitFor();

    expect([filtered, await rowsOf(visited).count()]).toEqual([3, 25]);
    expect(page.url()).toMatch(/#\/features$/);
  });

  test('stay so when they are sorted and searched', async () => {
    const visited = await at(RANGE);
    const { page } = visited;

    await page.getByRole('link', { name: /^user_id/ }).click();
    await rowsOf(visited).first().getByText('user12@example.com').waitFor();
    await page.getByRole('searchbox').fill('user11@');
    await page.getByText('user12@example.com').waitFor({ state: 'detached' });

    expect(await rowsOf(visited).count()).toBe(1);
    expect(page.url()).toContain('column=user_id&from=10&to=12');
  });

  test('are what is downloaded', async () => {
    const { page } = await at(RANGE);
    const button = page.getByRole('button', { name: 'Download CSV' });

    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);

    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(['10', '11', '12']);
  });

  test('that there are none of are said with what to do', async () => {
    const { page } = await at('#/features?column=user_id&from=1000');

    await page.getByText('No users in this range').waitFor();
    await page.getByRole('link', { name: 'Show all users' }).click();

    await page.getByText('user1@example.com').waitFor();
  });

  test('by a value that is none are told what is wanted, with the way back', async () => {
    const { page } = await at('#/features?column=user_id&from=x');

    await page.getByText('from must be a whole number of 64 bits, like the values of user_id').waitFor();
    await page.getByRole('link', { name: 'Remove filter' }).click();

    await page.getByText('user1@example.com').waitFor();
    expect(await page.getByText('from must be').count()).toBe(0);
  });
});

test('the durations of runs are in the order of time, each leads to its run, with a legend', async () => {
  const { page, complaints } = await at('#/runs');
  const chart = page.locator('figure', { has: page.getByRole('img', { name: /^Durations of 2 runs/ }) });
  const bars = page.getByRole('link', { name: /^etl-\d+, rejects: / });
  await bars.nth(1).waitFor();

  const labels = await bars.evaluateAll((links) =>
    links.map((link) => link.getAttribute('aria-label') ?? ''),
  );
  const ids = labels.map((label) => label.split(',')[0]);
  const legend = await chart.locator('.badge').allInnerTexts();
  await bars.first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`#/runs/${ids[0]}$`));

  expect(ids).toEqual(ids.toSorted());
  expect(legend.map((text) => text.trim())).toEqual([expect.stringContaining('succeeded with rejects')]);
  expect(complaints).toEqual([]);
});

describe.each(['light', 'dark'] as const)('in %s', (theme) => {
  test.each([360, 1440])('filtered features are accessible and fit %d px', async (width) => {
    const visited = await at('#/features?column=days_since_signup&from=0', { theme, width });
    const { page, audit, complaints } = visited;
    await page
      .getByRole('link', { name: /users (from|with)/ })
      .first()
      .waitFor();

    expect(await audit()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(complaints).toEqual([]);
  });
});
