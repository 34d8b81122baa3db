import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MemberStack, NO_STEPS, ODD_KEYS, startMemberStack } from '../e2e/support/member-stack.ts';
import { launchChromium } from './support/browser.ts';
import { visit } from './support/visit.ts';

let browser: Browser;
let members: MemberStack;
beforeAll(async () => {
  browser = await launchChromium();
  members = await startMemberStack();
});
afterAll(async () => {
  await members?.close();
  await browser?.close();
});

const ROWS = ODD_KEYS.length + NO_STEPS.length;
const features = (query = '') => `${members.stack.api}/#/features${query}`;

test('keys stand at the left as they are, and a long one has all of it at hand', async () => {
  const long = 'x'.repeat(255);
  const { page, complaints, audit, close } = await visit(browser, features(`?search=${'x'.repeat(50)}`));
  const cell = page.getByRole('cell', { name: long, exact: true });
  await cell.waitFor();

  const box = await cell.boundingBox();
  const style = await page.evaluate(`(({ textAlign, textOverflow }) => [textAlign, textOverflow])(
    getComputedStyle(document.querySelector('td[title="${long}"]')))`);

  expect(style).toEqual(['left', 'ellipsis']);
  expect(box?.width).toBeLessThan(500);
  expect(await audit()).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

test.each(['a/b', '100%', 'say "hi"', 'ä ö', '<b>bold</b>', 'a?b#c=d&e'])(
  'the row of %s is found by what is typed, and by its address',
  async (key) => {
    const { page, complaints, close } = await visit(browser, features());
    await page.getByRole('searchbox').fill(key);
    const found = page.getByRole('cell', { name: key, exact: true });
    await found.waitFor();
    await page.getByRole('cell', { name: '*', exact: true }).waitFor({ state: 'detached' });
    const address = page.url();
    await page.goto('about:blank');

    await page.goto(address);

    await found.waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe(key);
    expect(complaints).toEqual([]);
    await close();
  },
);

test('pages have all keys, in the order of their bytes, both ways', async () => {
  const { page, complaints, close } = await visit(browser, features());
  const table = page.getByRole('region', { name: 'Table of members' });
  const next = page.getByRole('button', { name: 'Next' });
  const shown = async () => await table.locator('tbody tr td:first-child').allTextContents();
  const keys = async () => {
    const found = await shown();
    while (found.length < ROWS) {
      const own = await shown();
      await next.click();
      await expect.poll(shown).not.toEqual(own);
      found.push(...(await shown()));
    }
    return found;
  };
  const ascending = [...ODD_KEYS, ...NO_STEPS].toSorted((a, b) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  await table.waitFor();

  expect(await keys()).toEqual(ascending);
  await page.getByRole('link', { name: /^code/ }).click();
  await expect.poll(async () => (await shown())[0]).toBe(ascending.at(-1));
  expect(await keys()).toEqual(ascending.toReversed());
  expect(complaints).toEqual([]);
  await close();
});

test('lists of text ids and what is looked up by them are texts, and no HTML', async () => {
  const { page, complaints, close } = await visit(browser, features('?search=say'));
  const row = page.getByRole('row', { name: 'say "hi"' });
  await row.waitFor();

  expect(await row.getByRole('cell').allInnerTexts()).toEqual([
    ...['say "hi"', 'Town of say "hi"', '1', '<i>2</i>, W=1', 'Olympia', '2024-03-01'],
  ]);
  expect(await page.locator('td i').count()).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});
