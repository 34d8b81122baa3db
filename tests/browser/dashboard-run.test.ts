import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium } from './support/browser.ts';
import { SAMPLES, type SampleName } from './support/sample-runs.ts';
import { type SampleServer, startSampleServer } from './support/sample-server.ts';
import { type Visit, visit } from './support/visit.ts';

let browser: Browser;
let server: SampleServer;
let open: Visit;

beforeAll(async () => {
  browser = await launchChromium();
});
beforeEach(async () => {
  server = await startSampleServer();
});
afterEach(async () => {
  expect(open.complaints).toEqual([]);
  await open.close();
  server.close();
});
afterAll(async () => {
  await browser?.close();
});

/** Opens the page of a sample. */
async function at(name: SampleName): Promise<Page> {
  const run = SAMPLES[name];
  server.show(run);
  open = await visit(browser, `${server.origin}/#/runs/${encodeURIComponent(run.runId)}`);
  await open.page.getByRole('heading', { name: 'Facts' }).waitFor();
  return open.page;
}
/** The text of what has the focus. */
const focused = (page: Page) => page.evaluate('document.activeElement.textContent');
const text = (page: Page, selector: string) => page.locator(selector).first().innerText();

describe('the result', () => {
  test('leads, and what to do comes before all else', async () => {
    const page = await at('gate');

    const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();

    expect(headings[0]).toContain('Not published: 99,990 of 100,000 users would vanish.');
    expect(headings.slice(1)).toEqual(['What was read', 'Timeline and parts', 'Facts']);
  });

  test('has the whole message of the error, line by line', async () => {
    const page = await at('plan');

    const lines = (await text(page, 'pre')).split('\n');

    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('user_experiments.csv was not found');
  });

  test('of a run that was cancelled is no failure', async () => {
    const page = await at('cancelled');

    expect(await text(page, 'h1 + .badge')).toContain('cancelled');
    expect(await page.getByRole('region', { name: 'Error' }).count()).toBe(0);
  });

  test('gets the focus when a run ends after it was cancelled', async () => {
    const page = await at('running');
    await page.getByRole('button', { name: 'Cancel run' }).click();

    await page.getByRole('dialog').getByRole('button', { name: 'Cancel run' }).click();
    // Not before: the page that learns that the run has ended takes the question away.
    server.show({ ...SAMPLES.cancelled, runId: SAMPLES.running.runId });

    await expect.poll(() => focused(page)).toContain('Cancelled. The table is unchanged.');
    expect(server.posted).toEqual([{ path: '/runs/etl-29926695/cancel', body: '' }]);
  });
});

describe('what to do', () => {
  test('a run is not cancelled by whoever thinks better of it', async () => {
    const page = await at('running');
    await page.getByRole('button', { name: 'Cancel run' }).click();

    await page.getByRole('button', { name: 'Let it run' }).click();

    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe('Cancel run');
    expect(server.posted).toEqual([]);
  });

  test('deletions are allowed after a question that says how many rows they are', async () => {
    const page = await at('gate');
    await page.getByRole('button', { name: 'Run again and allow deletions' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toContain('99,990 of 100,000 users would vanish');

    await dialog.getByRole('button', { name: 'Run and delete' }).click();

    await expect
      .poll(() => server.posted)
      .toEqual([{ path: '/trigger-etl', body: '{"acceptDeletes":true}' }]);
  });

  test('of a gate of deletions the way through it is the primary button, and the plain one is quiet', async () => {
    const page = await at('gate');

    expect(await page.locator('.advice .primary').allInnerTexts()).toEqual(['Run again and allow deletions']);
    expect(await page.getByRole('button', { name: 'Run again', exact: true }).getAttribute('class')).toBe(
      'quiet',
    );
  });

  test('before a run of another folder nothing is promised about its deletions', async () => {
    const page = await at('gate');
    server.show({ ...SAMPLES.gate, nextLocation: '/tmp/ten' });
    await page.reload();

    const folders = `The next run reads /tmp/ten, this one read ${SAMPLES.gate.location}.`;
    expect(await text(page, '.lead .note')).toBe(folders);
    expect(await page.locator('.advice .primary').allInnerTexts()).toEqual(['Run again']);

    await page.getByRole('button', { name: 'Run again and allow deletions' }).click();

    const question = await page.getByRole('dialog').innerText();
    expect(question).toContain(folders);
    expect(question).not.toContain('99,990');
  });

  test('a run is run again for the same day, and its page begins at its heading', async () => {
    const page = await at('plan');
    server.show({ ...SAMPLES.running, runId: 'etl-2' }, { ...SAMPLES.plan, asOf: '2024-01-31' });
    await page.reload();

    await page.getByRole('button', { name: 'Run again as of 2024-01-31' }).click();

    await page.waitForURL(/#\/runs\/etl-2$/);
    await expect.poll(() => focused(page)).toBe('etl-2');
    expect(server.posted).toEqual([{ path: '/trigger-etl', body: '{"asOf":"2024-01-31"}' }]);
  });

  test('the rejects are led to', async () => {
    const page = await at('rejects');

    await page.getByRole('button', { name: 'See the rejects' }).click();

    expect(await focused(page)).toBe('Rejects and warnings');
  });
});

describe('the history', () => {
  test('has cancelled runs by themselves', async () => {
    const page = await at('plan');
    server.show(SAMPLES.cancelled, SAMPLES.plan);
    await page.goto(`${server.origin}/#/runs`);

    await page.getByRole('link', { name: 'cancelled', exact: true }).click();

    const rows = page.getByRole('region', { name: 'Runs', exact: true }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(1);
    expect(await rows.innerText()).toContain('Cancelled. The table is unchanged.');
  });
});

describe('rejects', () => {
  test('of one problem are shown, with a way back to all', async () => {
    const page = await at('rejects');
    const rows = page.getByRole('region', { name: 'Rejected rows' }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(5);

    await page.getByRole('link', { name: 'No user has the id "1802".' }).click();
    await expect.poll(() => rows.count()).toBe(1);
    expect(await focused(page)).toContain('Showing 120 of 12,199 rows: No user has the id "1802".');
    await page.getByRole('link', { name: 'Show all' }).click();

    await expect.poll(() => rows.count()).toBe(5);
    expect(page.url()).not.toContain('?');
  });

  test('that follow from another row lead to that row', async () => {
    const page = await at('rejects');

    await page.getByRole('link', { name: 'its row was rejected (users.csv, line 1802, bad_date)' }).click();

    await page.getByText('Showing row users.csv:1802').waitFor();
    const rows = page.getByRole('region', { name: 'Rejected rows' }).locator('tbody tr');
    await expect.poll(() => rows.allInnerTexts()).toHaveLength(1);
    expect(await rows.first().innerText()).toContain('zoe@example.com');
  });

  test('have the bad value marked; where it is not to be found, it stands beside', async () => {
    const page = await at('rejects');
    const rows = page.getByRole('region', { name: 'Rejected rows' }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(5);

    expect(await rows.locator('mark').allInnerTexts()).toEqual([
      '31/02/2024',
      '1802',
      '12<U+00A0>000',
      '6 columns',
      '5',
    ]);
    expect(await rows.last().innerText()).toMatch(/5,5,1;2,5\s+seen: 5/);
  });

  test('have places that are copied for an editor', async () => {
    const page = await at('rejects');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);

    await page.getByRole('button', { name: 'Copy user_experiments.csv:12000002' }).click();

    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('user_experiments.csv:12000002');
  });

  test('are counted alike all over the page', async () => {
    const page = await at('rejects');
    await page.getByText('Timeline and parts').click();

    const parts = page.getByRole('region', { name: 'Parts' });

    expect(await page.locator('.counts .rejected dd').innerText()).toBe('158');
    expect(await page.getByRole('region', { name: 'Rejects and warnings' }).innerText()).toContain(
      '158 rejected, 12,041 warnings',
    );
    expect(await parts.getByRole('row', { name: /^in total/ }).innerText()).toMatch(/158\s+12,041/);
  });
});

describe('progress', () => {
  test('leads while a run is under way, with the steps on an axis of time', async () => {
    const page = await at('running');

    expect(await text(page, 'h2')).toContain('Loading the files: 42 %');
    expect(await page.locator('details').getAttribute('open')).not.toBeNull();
    expect(await page.locator('.timeline li').allInnerTexts()).toHaveLength(3);
  });

  test('is folded up once it has ended', async () => {
    const page = await at('rejects');

    expect(await page.locator('details').getAttribute('open')).toBeNull();
    expect(await text(page, 'summary')).toContain('plan 400 ms · load 6.4 s · publish 1.7 s');
  });
});

describe('the list of runs', () => {
  test('says why a run failed, and is filtered by state', async () => {
    server.show(SAMPLES.plan, SAMPLES.rejects);
    open = await visit(browser, `${server.origin}/`);
    const { page } = open;
    await page.getByText('Not published: 3 problems with the files.').waitFor();
    await page.getByText('2 runs', { exact: true }).waitFor();

    await page.getByRole('link', { name: 'succeeded', exact: true }).click();

    await page.getByText('1 run', { exact: true }).waitFor();
    expect(await page.getByText('Not published').count()).toBe(0);
  });

  test('says what will be run, on which folder, before there is one', async () => {
    server.show();
    open = await visit(browser, `${server.origin}/`);

    await open.page.getByText('Reads the CSV files in /home/zoe/data/clinic/2026-11').waitFor();
  });
});
