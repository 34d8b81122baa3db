import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { checkInputs } from '../../../../lib/pipeline/check/check.ts';
import { reportJson } from '../../../../lib/pipeline/check/check-report.ts';
import { checkLines } from '../../../../scripts/check-lines.ts';
import { type VisitFiles, visitDirectory, visitModel } from '../../support/visit-files.ts';

async function checked(files: VisitFiles = {}) {
  const config = await visitDirectory(files);
  const result = await checkInputs(config, visitModel);
  return { directory: config.ETL_DATA_DIR, result, lines: checkLines(result, visitModel) };
}

/** The lines of the report about an input. */
function blockOf(lines: readonly string[], input: string): readonly string[] {
  const head = lines.findIndex((line) => line.startsWith(`${input}: `));
  return lines.slice(head, lines.indexOf('', head));
}

test('files that are made alike are told together', async () => {
  const { directory, lines } = await checked({ 'shops-c.csv': 'shop_id,town\n4,Gera\n' });

  expect(blockOf(lines, 'shops')).toEqual([
    'shops: 3 files',
    `  ${directory}/shops-b.csv`,
    '    semicolon between the columns town, shop_id',
    `  ${directory}/shops-c.csv`,
    `  ${directory}/shops.csv`,
    '    comma between the columns shop_id, town',
    '  4 read, 4 loaded, 0 rejected, 0 warnings',
    '  line 2 of shops-b.csv as understood:',
    '    shop_id  3',
    '    town     Kiel',
  ]);
});

test('of very many files that are made alike 20 are told by name', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 1000 }, (_, n) => [`shops-${n + 100}.csv`, `shop_id,town\n${n + 100},Gera\n`]),
  );

  const { lines } = await checked(many);

  const block = blockOf(lines, 'shops');
  expect(block).toHaveLength(29);
  expect(block).toContain('  and 981 more');
  expect(block).toContain('  1,003 read, 1,003 loaded, 0 rejected, 0 warnings');
});

test('a column that one of them lacks is told below that one', async () => {
  const { directory, lines } = await checked();

  const block = blockOf(lines, 'visits');
  const at = block.indexOf(`  ${directory}/visits/2024/02.csv`);
  expect(block.slice(at + 1, at + 3)).toEqual([
    '    bar between the columns minutes, visit_id, shop_id',
    '    the column item_id is missing, so it is NULL in every row',
  ]);
});

test('rows are told with their file, the first one of a key counts in whichever it is', async () => {
  const { lines, result } = await checked({ 'shops-c.csv': 'shop_id,town\nx,Gera\n3,Jena\n' });

  expect(lines.filter((line) => line.includes('shops-c.csv:'))).toEqual([
    '    shops-c.csv:3: 3,Jena',
    '    shops-c.csv:2: x,Gera',
  ]);
  expect(result.inputs[0]).toMatchObject({ read: 5, findings: { rejected: 2 } });
});

test('the report for scripts has every file, with how it is stored', async () => {
  const { result } = await checked({ 'items-c.csv.gz': 'item_id,label\n10,Oats\n' });

  const report = JSON.parse(JSON.stringify(reportJson(result, visitModel)));

  expect(report.files[2]).toMatchObject({
    input: 'items',
    file: 'items-*.csv',
    sources: [
      { source: 'items-a.csv', encoding: 'identity' },
      { source: 'items-b.csv', encoding: 'identity' },
      { source: 'items-c.csv.gz', encoding: 'gzip' },
    ],
    counts: { read: 3, rejected: 0 },
  });
});

test('a file that is not read is told before the verdict', async () => {
  const { lines } = await checked({ 'items.csv': '' });

  expect(lines.slice(-3)).toEqual([
    expect.stringMatching(/^items\.csv is not read: /),
    '',
    expect.stringMatching(/^A run would publish this, unless too many shops of the table/),
  ]);
});

test('a quote that a file leaves open at its end does not swallow the next', async () => {
  const { result } = await checked({ 'items-a.csv': 'item_id,label\n8,"Tea\n' });

  const { findings } = result.inputs.find(({ input }) => input.name === 'items') ?? {};
  expect(findings?.rows).toMatchObject([{ source: 'items-a.csv', line: 2, reason: 'unclosed_quote' }]);
});

const ROWS = Array.from({ length: 20_000 }, (_, n) => `${n},Label ${(n * 7919) % 10_007}`).join('\n');
const archive = gzipSync(`item_id,label\n${ROWS}\n`);
const flipped = Buffer.from(archive);
flipped.writeUInt32LE(flipped.readUInt32LE(flipped.length - 8) + 1, flipped.length - 8);

test.each([
  ['cut after its head', archive.subarray(0, archive.length - 1000)],
  ['with a wrong checksum', flipped],
])('an archive %s is unusable, which says so', async (_what, content) => {
  const checking = checked({ 'items-c.csv.gz': content });

  await expect(checking).rejects.toMatchObject({
    code: 'INPUT_UNUSABLE',
    message: expect.stringContaining('items-c.csv.gz: '),
  });
});

test.each(['shops.csv', 'visits/2024/01.csv', 'items-b.csv'])(
  'a file %s that becomes an archive while files are read is an InputError that says so',
  async (name) => {
    const config = await visitDirectory();
    const path = join(config.ETL_DATA_DIR, name);

    const checking = checkInputs(config, visitModel, () => writeFileSync(path, gzipSync('shop_id,town\n')));

    await expect(checking).rejects.toMatchObject({ code: 'INPUT_CHANGED' });
  },
);
