import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { dashboardFiles } from '../../../web/dashboard-files.ts';

const NAMES = Promise.resolve({ table: 'shops_derivation', entity: 'shops', one: 'shop' });

test('the dashboard comes in 25 KB at most', async () => {
  const files = [...(await dashboardFiles(NAMES)).values()];

  const bytes = files.reduce((total, file) => total + gzipSync(file, { level: 9 }).length, 0);

  expect(files.length).toBeGreaterThan(2);
  expect(bytes).toBeLessThanOrEqual(25 * 1024);
});
