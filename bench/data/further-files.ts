import {
  createReadStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import { generateExperiments } from './generate.ts';
import { generator, uuid } from './random.ts';

const FILES = 1000;

/** Lines that are written at a time. */
const LINES = 100_000;

/** The same rows as of a file of experiments, in a thousand files of a folder, unless they are there: plain, or each an archive. */
export async function inManyFiles(file: string, how: 'plain' | 'gzip', rows: number): Promise<string> {
  const folder = join(dirname(file), `${basename(file, '.csv')}-${how}-files`);
  if (existsSync(folder)) {
    return folder;
  }
  rmSync(`${folder}.part`, { recursive: true, force: true });
  mkdirSync(`${folder}.part`);
  const perFile = Math.ceil(rows / FILES);
  let [header, lines, number]: [string | undefined, string[], number] = [undefined, [], 0];
  const flush = () => {
    const bytes = Buffer.from(`${[header, ...lines].join('\n')}\n`);
    const name = `experiments.${String(number++).padStart(4, '0')}.csv`;
    const path = join(`${folder}.part`, how === 'gzip' ? `${name}.gz` : name);
    writeFileSync(path, how === 'gzip' ? gzipSync(bytes) : bytes);
    lines = [];
  };
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (header === undefined) {
      header = line;
      continue;
    }
    lines.push(line);
    if (lines.length === perFile) {
      flush();
    }
  }
  if (lines.length > 0) {
    flush();
  }
  renameSync(`${folder}.part`, folder);
  return folder;
}

/** What products are called in their codes, such as LAMP-10. */
const WORDS = ['LAMP', 'NOTE', 'PEN', 'INK', 'PAPER', 'STAPLER', 'CHAIR', 'BOARD', 'CASE', 'CAL'];
const PRODUCTS = Array.from({ length: 500 }, (_, index) => `${WORDS[index % WORDS.length]}-${10 + index}`);
/** 0.01 to 200.00. */
const AMOUNTS = Array.from({ length: 20_000 }, (_, cents) => ((cents + 1) / 100).toFixed(2));

/**
 * Files of examples/shop with so many orders and logins together, four orders for a login, unless they are there: in the forms that
 * its own files have.
 */
export function shopFiles(directory: string, rows: number, customers: number): string {
  // Those of earlier releases had numbers for ids, and no point in amounts.
  const folder = join(directory, `shop-text-ids-${rows}-${customers}`);
  if (existsSync(folder)) {
    return folder;
  }
  rmSync(`${folder}.part`, { recursive: true, force: true });
  mkdirSync(`${folder}.part`, { recursive: true });
  const random = generator(rows + customers);
  const one = (texts: readonly string[]) => texts[random(texts.length)];
  const customer = () => `C-${1001 + random(customers)}`;
  const tags = () => Array.from({ length: 1 + random(3) }, () => 1 + random(20)).join(';');
  const discount = () => (random(2) ? random(50) : 'NULL');
  const order = () => [uuid(random), customer(), one(PRODUCTS), tags(), one(AMOUNTS), discount()].join(',');
  const login = (id: number) => `${id},${customer()},${1 + random(90)}`;
  const logins = Math.round(rows / 5);
  const files = [
    ['orders.csv', 'order_id,customer_id,product_id,tag_ids,amount,discount', rows - logins, order],
    ['logins.csv', 'login_id,customer_id,minutes', logins, login],
  ] as const;
  for (const [name, header, count, line] of files) {
    const path = join(`${folder}.part`, name);
    writeFileSync(path, `${header}\n`);
    for (let from = 1; from <= count; from += LINES) {
      const length = Math.min(LINES, count - from + 1);
      const text = Array.from({ length }, (_, index) => line(from + index)).join('\n');
      writeFileSync(path, `${text}\n`, { flag: 'a' });
    }
  }
  renameSync(`${folder}.part`, folder);
  return folder;
}

/** A file of experiments, with its folder and size. */
export function oneFile(directory: string, rows: number, users: number) {
  const file = generateExperiments(directory, 'plain', rows, users);
  return { file, folder: dirname(file), name: basename(file), bytes: statSync(file).size };
}
