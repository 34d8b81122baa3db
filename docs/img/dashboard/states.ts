import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';

const WIDTHS = [360, 768, 1024, 1440] as const;
const THEMES = ['light', 'dark'] as const;

/** A page in a state: where it is, and what the API answers about the run, when that is about to change. */
export interface State {
  readonly name: string;
  readonly address: string;
  /** What says that all of it is there. */
  readonly ready: string;
  readonly frozen?: { readonly path: string; readonly body: string };
}

/** Takes pictures of a page in a state: at four widths, in both themes. */
export async function takeState(browser: Browser, folder: string, state: State): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of THEMES) {
    for (const width of WIDTHS) {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
      const { frozen } = state;
      if (frozen) {
        await page.clock.setFixedTime(new Date());
        await page.route(`**${frozen.path}`, (route) =>
          route.fulfill({ contentType: 'application/json', body: frozen.body }),
        );
      }
      await page.goto(state.address);
      await page.getByText(state.ready).first().waitFor();
      await page.waitForTimeout(500);
      const path = join(folder, `${state.name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true });
      console.log(path);
      await page.close();
    }
  }
}
