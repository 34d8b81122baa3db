import { env } from 'node:process';
import { type Browser, chromium } from 'playwright-core';

/** Starts Chromium: Debian's, or the one that CHROMIUM names. It asks nobody but the page's own server for anything. */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({
    executablePath: env['CHROMIUM'] || '/usr/bin/chromium',
    args: [
      // Chromium's sandbox refuses root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
    ],
  });
}
