import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { defineFeatures, max, min, sum } from '../../../../../lib/model/declare.ts';
import { type EventsPlan, eventsPlanOf } from '../../../../../lib/model/model.ts';
import { Findings, LISTED_OF_A_KIND } from '../../../../../lib/pipeline/findings/findings.ts';
import { aggregateEvents } from '../../../../../lib/pipeline/load/events/aggregate-events.ts';
import { middleOf, mostAhead } from '../../../../../lib/pipeline/load/events/middle.ts';
import { startSecondThread } from '../../../../../lib/pipeline/load/events/second-half.ts';
import { bytesIn, type Slice } from '../../../../../lib/pipeline/load/slice.ts';
import { partialBytes } from '../../../../support/event-totals.ts';
import { sampleInputs } from '../../../../support/sample-inputs.ts';
import { shopInputs } from '../../../support/shop-inputs.ts';
import { sliceOf } from '../../../support/slices.ts';
import { writtenSources } from '../../../support/written-sources.ts';

const { experiments } = sampleInputs;
const model = defineFeatures(sampleInputs, {
  total: sum(experiments.experiment_run_time),
  least: min(experiments.experiment_run_time),
  most: max(experiments.experiment_run_time),
});
const plan = eventsPlanOf(model, 'experiments');
/** Of sums alone rows can be taken out again. */
const sums = defineFeatures(sampleInputs, { total: sum(experiments.experiment_run_time) });
const planOfSums = eventsPlanOf(sums, 'experiments');
const shops = defineFeatures(shopInputs, {
  turnover: sum(shopInputs.orders.amount),
  least_discount: min(shopInputs.orders.discount),
});
const HEADER = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time';
const MAX_RECORD_BYTES = 1 << 20;
const GREATEST = 2n ** 63n - 1n;

/** Events of several owners, with ids from 1 on. */
const eventLines = (count: number) =>
  Array.from({ length: count }, (_, n) => `${n + 1},${n % 7},${n % 5};${n % 3},${n}`);

const fileOf = (lines: readonly string[]) => sliceOf(model, 'experiments', [HEADER, ...lines]);

async function readBy(threads: 1 | 2, slice: Slice, given: EventsPlan = plan) {
  const findings = new Findings();
  const { read, lines, ends, totals } = await aggregateEvents([slice], {
    plan: given,
    findings,
    maxRecordBytes: MAX_RECORD_BYTES,
    twoThreadsBytes: threads === 2 ? 0 : Number.POSITIVE_INFINITY,
  });
  const kinds = findings.counts().map(({ reason, count }) => [reason, count]);
  return { read, lines, ends, partial: partialBytes(totals), rows: findings.rows, kinds };
}

/** Lines of which some are replaced. */
const withLines = (count: number, replaced: Readonly<Record<number, string>>) =>
  eventLines(count).map((line, at) => replaced[at] ?? line);

test.each([
  ['nothing is wrong', withLines(3000, {})],
  ['rows are rejected in both', withLines(3000, { 10: '11,1,1,x', 2900: '2901,1', 2901: '2902,-1,1,1' })],
  ['an event is in both', withLines(3000, { 2900: '11,1,1,1' })],
  ['an event is twice in one', withLines(3000, { 2900: '2801,1,1,1', 5: '2,1,1,1' })],
  [
    'an event with a wide id is in both',
    withLines(3000, { 1: `${GREATEST},1,1,1`, 2900: `${GREATEST},1,1,1` }),
  ],
  [
    'events with small and wide ids are in both, some more than once',
    withLines(3000, {
      1: `${GREATEST},1,1,1`,
      10: 'x,1,1,1',
      20: '3,1,1,1',
      1000: `${GREATEST},2,1;1,7`,
      2500: '4,1,1,x',
      2600: '4,1,"2",1',
      2700: '4,1,2,1',
      2800: `${GREATEST},77,88,1`,
      2900: '6,1,1,1',
      2950: `${GREATEST - 1n},1,1,1`,
      2951: `${GREATEST - 1n},2,5,1`,
    }),
  ],
  ['an event with a doubtful list is in both', withLines(3000, { 2900: '11,1,x,1', 10: '11,1,1,x' })],
  [
    'an event in both is the only one of its owner, and names what no other does',
    withLines(3000, { 2900: '11,777,888;1,1' }),
  ],
  [
    'a quoted field is open in the middle',
    withLines(3000, { 1600: `1601,1,"${'\n1,1,1,1'.repeat(2000)}",1` }),
  ],
  [
    'a quoted field of the second spans lines',
    withLines(3000, { 2800: '2801,1,"1\n;\n2",1', 2900: 'x,1,1,1' }),
  ],
  [
    'sums are beyond 64 bits',
    withLines(3000, { 1: `2,1,1,${GREATEST}`, 2: `3,1,1,${GREATEST}`, 2900: `2901,1,1,${GREATEST}` }),
  ],
  [
    'what is named has wide ids',
    withLines(3000, { 1: '2,1,70000;5000000000,1', 2900: '2901,1,5000000000;70000,1' }),
  ],
])('two threads come to the same as one when %s', async (_what, lines) => {
  const [one, two] = [await readBy(1, await fileOf(lines)), await readBy(2, await fileOf(lines))];

  expect(two).toEqual(one);
  const [oneOfSums, twoOfSums] = [
    await readBy(1, await fileOf(lines), planOfSums),
    await readBy(2, await fileOf(lines), planOfSums),
  ];
  expect(twoOfSums).toEqual(oneOfSums);
});

test('two threads end a piece where one does: after the record that begins in it', async () => {
  const slice = await fileOf(withLines(3000, { 2500: `2501,1,"1;\n;2",1`, 2501: '2502,1,1,x' }));
  const text = Buffer.from(`2501,1,"1;\n`);
  const { version, fromByte } = slice;
  // The piece ends in the record that goes over two lines.
  const toByte = await byteAfter(slice, text);
  const piece = { ...slice, version, fromByte, toByte, piece: { toByte } };

  const [one, two] = [await readBy(1, piece), await readBy(2, piece)];

  expect(two).toEqual(one);
  expect(one).toMatchObject({ read: 2501, lines: 2502, rows: [{ line: 2502, reason: 'bad_id_list' }] });
  expect(one.ends).toBe(toByte + ';2",1\n'.length);
});

/** The byte of a file after some text. */
async function byteAfter({ version }: Slice, text: Buffer): Promise<number> {
  return (await readFile(version.uri)).indexOf(text) + text.length;
}

test.each([
  [
    'all columns',
    'order_id,shop_id,amount,item_ids,voucher_id,discount',
    (n: number) => `${n % 4};2,${n % 3 || ''},${n % 2 || ''}`,
  ],
  ['none of those that it may lack', 'order_id,shop_id,amount', undefined],
])('two threads come to the same as one in a file with %s', async (_what, header, further) => {
  const lines = Array.from({ length: 3000 }, (_, n) => {
    const own = `${n + 1},${n % 7},${n}`;
    return further ? `${own},${further(n)}` : own;
  });
  const orders = eventsPlanOf(shops, 'orders');
  const slice = await sliceOf(shops, 'orders', [header, ...lines]);

  const [one, two] = [await readBy(1, slice, orders), await readBy(2, slice, orders)];

  expect(two).toEqual(one);
  expect(one.read).toBe(3000);
});

test.each([
  ['first', 100],
  ['second', 2900],
])(
  'a quote that is never closed in the %s half costs its line, of two threads as of one',
  async (_half, at) => {
    const lines = withLines(3000, { [at]: `${at + 1},1,"1,1` });

    const [one, two] = [await readBy(1, await fileOf(lines)), await readBy(2, await fileOf(lines))];

    expect(two).toEqual(one);
    expect(two.rows.map(({ line, reason }) => [line, reason])).toEqual([[at + 2, 'unclosed_quote']]);
  },
);

test('of what is found in both, as many rows are listed as of one file', async () => {
  const lines = Array.from({ length: LISTED_OF_A_KIND + 4000 }, (_, n) => `${n},1,1,x`);

  const { rows, kinds } = await readBy(2, await fileOf(lines));

  expect(rows).toHaveLength(LISTED_OF_A_KIND);
  expect(rows.at(-1)?.line).toBe(LISTED_OF_A_KIND + 1);
  expect(kinds).toEqual([['not_an_integer', lines.length]]);
});

test('the second thread begins behind a line end, at about the middle', async () => {
  const slice = await fileOf(eventLines(3000));

  const thread = startSecondThread({ slices: [slice], plan, maxRecordBytes: MAX_RECORD_BYTES }, 0);
  const half = await thread?.begin(0.2 * (slice.toByte - slice.fromByte));
  const result = await half?.result(new Map());
  await thread?.stop();

  const share = ((half?.from.byte ?? 0) - slice.fromByte) / (slice.toByte - slice.fromByte);
  expect(share).toBeGreaterThan(0.5);
  expect(share).toBeLessThan(0.65);
  expect(result?.read).toBeGreaterThan(1000);
  expect(result?.findings).toEqual({ rows: [], kinds: [] });
});

test('a small slice is left to one thread', async () => {
  const slice = await fileOf(eventLines(10));

  const task = { slices: [slice], plan, maxRecordBytes: MAX_RECORD_BYTES };

  expect(startSecondThread(task, 1 << 20)).toBeUndefined();
});

test('so is an archive, for which no thread is started', async () => {
  const { toByte: _end, ...archive } = await fileOf(eventLines(10));

  const task = { slices: [archive], plan, maxRecordBytes: MAX_RECORD_BYTES };

  expect(startSecondThread(task, 0)).toBeUndefined();
});

test('a slice without a line end behind its middle is left to one thread', async () => {
  const slice = await fileOf([`1,1,1,"${' '.repeat(5000)}"`]);

  const thread = startSecondThread({ slices: [slice], plan, maxRecordBytes: MAX_RECORD_BYTES }, 0);
  const half = await thread?.begin(0);
  await thread?.stop();

  expect(half).toBeUndefined();
});

test('a second thread that fails gives no result, and no error', async () => {
  const slice = await fileOf(eventLines(3000));
  const longer = { ...slice, toByte: slice.toByte + 1 };
  const thread = startSecondThread({ slices: [longer], plan, maxRecordBytes: MAX_RECORD_BYTES }, 0);

  const half = await thread?.begin(0);
  const result = await half?.result(new Map());
  await thread?.stop();

  expect(half).toBeDefined();
  expect(result).toBeUndefined();
});

describe('of several slices', () => {
  const COLUMNS = 'order_id,shop_id,amount,item_ids,voucher_id,discount';
  const orders = eventsPlanOf(shops, 'orders');

  /** Orders with ids from some number on; with what may be absent, or without. */
  const rows = (from: number, count: number, further = true) =>
    Array.from({ length: count }, (_, n) => {
      const own = `${from + n},${n % 7},${n}`;
      return further ? `${own},${n % 4};${(n % 4) + 2 ** 33},${n % 3 || ''},${n % 2 || ''}` : own;
    });
  const LESS = 'order_id,shop_id,amount';
  /** More than a megabyte, so that the middle may be in it. */
  const MANY = 60_000;

  async function readFiles(threads: 1 | 2, files: Parameters<typeof writtenSources>[2]) {
    const { slices, remove } = await writtenSources(shops, 'orders', files);
    const findings = new Findings();
    try {
      const { read, lines, totals } = await aggregateEvents(slices, {
        plan: orders,
        findings,
        maxRecordBytes: MAX_RECORD_BYTES,
        twoThreadsBytes: threads === 2 ? 0 : Number.POSITIVE_INFINITY,
      });
      const { from } = (await middleOf(slices, MAX_RECORD_BYTES, mostAhead(bytesIn(slices)))) ?? {};
      return {
        from,
        read,
        lines,
        partial: partialBytes(totals),
        rows: findings.rows,
        kinds: findings.counts(),
      };
    } finally {
      remove();
    }
  }

  const file = (...lines: readonly string[]) => `${lines.join('\n')}\n`;
  const small = file(LESS, ...rows(1, 10, false));

  test.each([
    ['the middle is in the second, the first lacks columns', [small, file(COLUMNS, ...rows(11, MANY))], 1],
    ['the middle is in the first, the second lacks columns', [file(COLUMNS, ...rows(11, MANY)), small], 0],
    [
      'the middle is the start of one that has other columns',
      [
        file(LESS, ...rows(100_000, 1000, false)),
        file(COLUMNS, ...rows(11, 300)),
        file(LESS, ...rows(400_000, 200, false)),
      ],
      1,
    ],
    [
      'rows are rejected before and after the middle, and in a third',
      [small, file(COLUMNS, 'x,1,1,,,', ...rows(11, MANY), 'y,1,1,,,'), file(LESS, 'z,1,1')],
      1,
    ],
    [
      'an event is in the first and in the third',
      [small, file(COLUMNS, ...rows(11, MANY)), file(LESS, '1,1,5', '900000,1,5')],
      1,
    ],
    [
      'an event of a wide id is in the first and in the third',
      [file(LESS, `${GREATEST},1,1`), file(COLUMNS, ...rows(11, MANY)), file(LESS, `${GREATEST},2,5`)],
      1,
    ],
    [
      'a quoted field is open in the middle, and another file follows',
      [
        small,
        file(
          COLUMNS,
          ...rows(11, MANY / 2),
          `800000,1,1,"${'\n1,1,1,1'.repeat(100_000)}",,`,
          ...rows(100_000, MANY / 4),
        ),
        small.replaceAll(/^(\d)/gm, '70$1'),
      ],
      1,
    ],
  ])('two threads come to the same as one when %s', async (_what, contents, slice) => {
    const files = Object.fromEntries(contents.map((content, n) => [`${n}.csv`, content]));

    const [one, two] = [await readFiles(1, files), await readFiles(2, files)];

    expect(two).toEqual(one);
    expect(two.from?.slice).toBe(slice);
  });

  test('two threads come to the same as one when one file is an archive', async () => {
    const files = {
      '0.csv.gz': file(COLUMNS, ...rows(11, 2000)),
      '1.csv': small,
      '2.csv.gz': file(LESS, 'z,1,1', '12,1,1'),
    };

    expect(await readFiles(2, files)).toEqual(await readFiles(1, files));
  });
});
