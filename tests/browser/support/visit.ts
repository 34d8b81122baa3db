import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';

/** A page that is open, and what must not have happened on it. */
export interface Visit {
  readonly page: Page;
  /** Errors of the console and of scripts, requests to elsewhere. */
  readonly complaints: string[];
  /** What axe-core finds against the rules of accessibility, in words. */
  audit(): Promise<string[]>;
  close(): Promise<void>;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Options {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
}

/** Opens a page of the stack, in a profile of its own. */
export async function visit(
  browser: Browser,
  address: string,
  { theme = 'light', width = 1280 }: Options = {},
): Promise<Visit> {
  const context = await browser.newContext({ colorScheme: theme, viewport: { width, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    // Chromium reports every 4xx and 5xx as an error of the console, which an answer of the API is none.
    const isAnswer = message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !isAnswer) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const { origin } = new URL(request.url());
    if (origin !== new URL(address).origin && !request.url().startsWith('data:')) {
      complaints.push(request.url());
    }
  });
  await page.goto(address);
  return {
    page,
    complaints,
    async audit() {
      // Evaluated by the debugger, which the page's policy does not bind.
      await page.evaluate(AXE);
      const found = (await page.evaluate('axe.run()')) as {
        violations: { id: string; help: string; nodes: { html: string }[] }[];
      };
      return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html}`);
    },
    close: () => context.close(),
  };
}
