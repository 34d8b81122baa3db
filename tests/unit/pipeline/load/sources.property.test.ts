import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NONE_TAKEN, type TakenIds, takenRanges } from '../../../../lib/aggregation/ids/taken-ids.ts';
import { encodeTotals } from '../../../../lib/aggregation/partial/encode-totals.ts';
import { mergeTotals } from '../../../../lib/aggregation/partial/merge-totals.ts';
import { repeatedRanges } from '../../../../lib/aggregation/partial/repeated-ids.ts';
import { eventsPlanOf, inputNamed } from '../../../../lib/model/model.ts';
import { keyAndLookups } from '../../../../lib/model/read-columns.ts';
import { Findings } from '../../../../lib/pipeline/findings/findings.ts';
import { UNENDED_LINE } from '../../../../lib/pipeline/findings/row-reasons.ts';
import { entityToStage } from '../../../../lib/pipeline/load/entity/entity-to-stage.ts';
import { aggregateEvents } from '../../../../lib/pipeline/load/events/aggregate-events.ts';
import { readKeys } from '../../../../lib/pipeline/load/reference/read-keys.ts';
import { bytesOf, type Slice } from '../../../../lib/pipeline/load/slice.ts';
import { entityColumns } from '../../../../lib/store/derivation/table-columns.ts';
import { idStream } from '../../../fuzz/slices/parts.ts';
import { comparable } from '../../../fuzz/slices/whole-events.ts';
import { partialBytes, storedInMemory } from '../../../support/event-totals.ts';
import { elementsOf } from '../../support/array-elements.ts';
import { anyDivided, foundInRows, type RowsOfFile, textOf } from '../../support/divided-rows.ts';
import { dividedShops } from '../../support/divided-shops.ts';
import { writtenSources } from '../../support/written-sources.ts';

const maxRecordBytes = 1 << 20;
const worker = new URL('../../support/divided-worker.ts', import.meta.url);

/** Has files read, and gives what that came to and what was found, by the number of the row. */
async function readOf<T>(
  input: string,
  files: readonly RowsOfFile[],
  read: (slices: readonly Slice[], findings: Findings) => Promise<T>,
) {
  const contents = Object.fromEntries(files.map((file) => [file.name, textOf(file).text]));
  const { slices, remove } = await writtenSources(dividedShops, input, contents);
  try {
    const findings = new Findings();
    const result = await read(slices, findings);
    // Whose last line has no line end is a matter of the file, not of its rows.
    const isOfRows = ({ reason }: { readonly reason: string }) => reason !== UNENDED_LINE;
    const found = foundInRows(files, findings.rows.filter(isOfRows));
    return { result, found, kinds: findings.counts().filter(isOfRows) };
  } finally {
    remove();
  }
}

const small = fc.integer({ min: 0, max: 9 }).map(String);
const wide = fc.integer({ min: 0, max: 4 }).map((n) => String(2n ** 40n + BigInt(n)));
const odd = fc.constantFrom(
  '',
  'x',
  '-1',
  ' 7 ',
  '+7',
  '7.0',
  'é',
  '7\n8',
  'a "quote"',
  '99999999999999999999',
);
// A row without a key may be blank in one file, and not in another that has further columns.
const key = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 400 }).map(String) },
  { weight: 2, arbitrary: wide },
  { weight: 1, arbitrary: odd.filter((text) => text !== '') },
);
const value = fc.oneof({ weight: 9, arbitrary: small }, { weight: 1, arbitrary: odd });
const maybe = fc.oneof(value, fc.constant(''));
const list = fc.oneof(
  { weight: 9, arbitrary: fc.array(fc.oneof(small, wide), { maxLength: 4 }).map((ids) => ids.join(';')) },
  { weight: 1, arbitrary: odd },
);

const anyOrders = anyDivided(
  fc.record({
    order_id: key,
    shop_id: value,
    item_ids: list,
    voucher_id: maybe,
    amount: value,
    discount: maybe,
  }),
  ['order_id', 'shop_id', 'item_ids', 'voucher_id', 'amount', 'discount'],
  ['item_ids', 'voucher_id', 'discount'],
);

const readOrders = (files: readonly RowsOfFile[], twoThreadsBytes: number) =>
  readOf('orders', files, async (slices, findings) => {
    const plan = eventsPlanOf(dividedShops, 'orders');
    const options = { plan, findings, maxRecordBytes, twoThreadsBytes, worker };
    const { read, totals } = await aggregateEvents(slices, options);
    const accumulated = totals.accumulated.map((state) =>
      JSON.stringify(state, (_, own) => (typeof own === 'bigint' ? String(own) : own)),
    );
    return { read, partial: partialBytes(totals), accumulated };
  });

test('events in several files come to the same as in one', async () => {
  const property = fc.asyncProperty(anyOrders, async ({ files, whole }) => {
    expect(await readOrders(files, Number.POSITIVE_INFINITY)).toEqual(
      await readOrders([whole], Number.POSITIVE_INFINITY),
    );
  });

  await fc.assert(property, { numRuns: 100 });
});

test('events in several files come to the same by two threads as in one file by one', async () => {
  const property = fc.asyncProperty(anyOrders, async ({ files, whole }) => {
    expect(await readOrders(files, 0)).toEqual(await readOrders([whole], Number.POSITIVE_INFINITY));
  });

  await fc.assert(property, { numRuns: 15 });
});

/** What files come to in two parts, of which the second is read once more when it has events of the first. */
const readInParts = (files: readonly RowsOfFile[], first: number) =>
  readOf('orders', files, async (slices, findings) => {
    const plan = eventsPlanOf(dividedShops, 'orders');
    const read = async (part: readonly Slice[], taken: TakenIds = NONE_TAKEN) => {
      const own = new Findings();
      const { totals } = await aggregateEvents(part, { plan, findings: own, maxRecordBytes, taken });
      return { totals, own };
    };
    const ofParts = [slices.slice(0, first), slices.slice(first)].filter((part) => part.length > 0);
    const partials: Awaited<ReturnType<typeof read>>[] = [];
    for (const part of ofParts) {
      partials.push(await read(part));
    }
    for (const [part, taken] of await repeatedRanges(partials.map(({ totals }) => idStream(totals)))) {
      partials[part] = await read(ofParts[part] ?? [], takenRanges(taken));
    }
    for (const { own } of partials) {
      findings.append({ rows: own.rows, kinds: own.counts() }, { source: '', linesBefore: 0 });
    }
    const stored = partials.map(({ totals }) => storedInMemory(encodeTotals(totals, 'without ids')));
    return comparable(await mergeTotals(plan, stored));
  });

test('events in several files come to the same in two parts as in one', async () => {
  const property = fc.asyncProperty(anyOrders, fc.nat(6), async ({ files, whole }, first) => {
    const parts = await readInParts(files, first);

    expect(parts).toEqual(await readInParts([whole], 1));
  });

  await fc.assert(property, { numRuns: 100 });
});

const anyShops = anyDivided(
  fc.record({
    shop_id: key,
    town: fc.oneof(fc.constantFrom('Ulm', 'Köln', 'NULL', '\\', '{a,b}'), odd),
    opened: fc.constantFrom('2024-02-29', '2023-02-29', ''),
    employees: maybe,
  }),
  ['shop_id', 'town', 'opened', 'employees'],
  ['town', 'opened', 'employees'],
);

const readShops = (files: readonly RowsOfFile[]) =>
  readOf('shops', files, async (slices, findings) => {
    const columns = entityColumns(dividedShops);
    const staged: (string | null)[][] = columns.map(() => []);
    const options = { findings, maxRecordBytes, openBytes: bytesOf };
    const { read, keys } = await entityToStage(slices, columns, options, (rows) => {
      for (const [index, array] of rows.columns.entries()) {
        staged[index]?.push(...elementsOf(Buffer.from(array).toString()));
      }
      return Promise.resolve();
    });
    const numbers = (column: number) => ['id', 'integer'].includes(columns[column]?.type ?? '');
    const rows = staged.map((values, index) =>
      values.map((own) => (own !== null && numbers(index) ? BigInt(own) : own)),
    );
    return { read, keys: [...keys.sorted()], rows };
  });

test('rows of the entity in several files come to the same as in one', async () => {
  const property = fc.asyncProperty(anyShops, async ({ files, whole }) => {
    expect(await readShops(files)).toEqual(await readShops([whole]));
  });

  await fc.assert(property, { numRuns: 200 });
});

const anyItems = anyDivided(
  fc.record({ item_id: key, label: fc.oneof(small, odd) }),
  ['item_id', 'label'],
  [],
);

const readItems = (files: readonly RowsOfFile[]) =>
  readOf('items', files, async (slices, findings) => {
    const columns = keyAndLookups(dividedShops, inputNamed(dividedShops, 'items'));
    const { read, keys, lookups } = await readKeys(slices, columns, { findings, maxRecordBytes });
    return { read, keys: [...keys], lookups };
  });

test('rows of a reference in several files come to the same as in one', async () => {
  const property = fc.asyncProperty(anyItems, async ({ files, whole }) => {
    expect(await readItems(files)).toEqual(await readItems([whole]));
  });

  await fc.assert(property, { numRuns: 200 });
});
