import { join } from 'node:path';
import type { Bench, Subject } from './bench.ts';
import { inManyFiles, oneFile, shopFiles } from './further-files.ts';
import { measure, program } from './measure.ts';
import type { Report } from './report.ts';

const OURS = join(import.meta.dirname, '../dist/data/ours-folder.js');
const ours = (name: string, ...args: string[]) => program(name, process.execPath, OURS, ...args);

/** One file of experiments beside the same rows in a thousand files, and as many rows of examples/shop, in turn. */
export const files: Subject = {
  about: 'the same rows in a thousand files, and as many of examples/shop',
  reports: furtherReports,
};

async function* furtherReports({ directory, size: asked }: Bench): AsyncGenerator<Report> {
  const { rows, users, rounds } = asked;
  const { file, folder, name, bytes } = oneFile(directory, rows, users);
  const [plain, gzip] = [await inManyFiles(file, 'plain', rows), await inManyFiles(file, 'gzip', rows)];
  const shop = shopFiles(directory, rows, users);
  const manyFiles = [
    ours('one file', folder, name),
    ours('1,000 files', plain, 'experiments.*.csv'),
    ours('1,000 archives', gzip, 'experiments.*.csv'),
  ];
  const shops = [
    ours('experiments', folder, name),
    ours('orders and logins, a count and a sum', shop, '', 'shop-counts'),
    ours('orders and logins, sums and counts', shop, '', 'shop-sums'),
    ours('orders and logins, all features', shop, '', 'shop'),
  ];
  const size = { rows, users, rounds, bytes };
  yield { title: 'the same rows in many files', ...size, measured: await measure(manyFiles, rounds) };
  yield { title: 'examples/shop', ...size, measured: await measure(shops, rounds) };
}
