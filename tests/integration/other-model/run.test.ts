import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Config } from '../../../lib/config.ts';
import { checkInputs } from '../../../lib/pipeline/check/check.ts';
import { makeWorkbench, type Workbench } from '../pipeline/workbench.ts';
import { RECORDS, ROWS, SHOPS, type ShopFile, shopFiles } from './shops.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await makeWorkbench({ model: SHOPS });
});
afterEach(() => bench.remove());

interface Changes {
  readonly config: Partial<Config>;
}

/** Several parts for the sales. */
const IN_PARTS: Changes = { config: { ETL_PART_BYTES: 1024, ETL_MAX_REJECT_RATIO: 0.9 } };
const IN_ONE: Changes = { config: { ETL_MAX_REJECT_RATIO: 0.9 } };

/** Runs over the files with these lines more, and says what is left behind. */
async function run(more: Partial<Record<ShopFile, readonly string[]>> = {}, changes = IN_PARTS) {
  bench.write(shopFiles(more));
  await bench.look`DROP TABLE IF EXISTS shops_derivation`;
  await bench.look`DELETE FROM etl.runs`;
  const { runId: _, ...counts } = await bench.run('etl-1', { asOf: '2024-01-01' }, changes);
  const parts = await bench.look`SELECT input, read::int FROM etl.parts ORDER BY part`;
  const rejects = await bench.look`
    SELECT input, line::int, column_name, reason, severity FROM etl.rejected_rows ORDER BY input, line, reason`;
  const tallied = await bench.look`
    SELECT input, reason, sum(count)::int AS count FROM etl.reject_counts GROUP BY 1, 2 ORDER BY 1, 2`;
  const table = [...(await bench.look`SELECT * FROM shops_derivation ORDER BY shop_id`)];
  const shown = rejects.map((row) => Object.values(row).join(' '));
  return { counts, parts: [...parts], rejects: shown, tallied: [...tallied], table };
}

describe('a run over a model of other names', () => {
  test.each([
    ['one part for each input', IN_ONE, 1],
    ['several parts for one of them', IN_PARTS, 3],
  ])('publishes every value, by %s', async (_how, changes, salesParts) => {
    const { table, counts, parts } = await run({}, changes);

    expect(table).toEqual(ROWS);
    expect(counts).toMatchObject({ read: 218, rejected: 0, warnings: 0, inserted: 5 });
    expect(parts.filter(({ input }) => input === 'sales')).toHaveLength(salesParts);
  });

  test('reads every input, also that which nothing references', async () => {
    const { parts } = await run();

    const read = Object.fromEntries(parts.map(({ input }) => [input, 0]));
    for (const { input, read: records } of parts) {
      read[String(input)] = (read[String(input)] ?? 0) + Number(records);
    }
    expect(read).toEqual(RECORDS);
  });

  test('done again changes nothing', async () => {
    await run();

    const again = await bench.run('etl-2', { asOf: '2024-01-01' }, IN_PARTS);

    expect(again).toMatchObject({ inserted: 0, updated: 0, deleted: 0, unchanged: 5 });
  });

  test('takes files without the columns that may be missing', async () => {
    bench.write({
      ...shopFiles(),
      shops: 'shop_id\n1\n2\n',
      sales: 'sale_id,shop_id,sold\n1,1,8\n',
    });

    await bench.run('etl-1', { asOf: '2024-01-01' }, IN_PARTS);

    const table = await bench.look`SELECT * FROM shops_derivation ORDER BY shop_id`;
    const nothing = { city: null, opened: null, employees: null, age: null, least: null, usual: null };
    expect([...table]).toMatchObject([
      { ...nothing, shop_id: 1n, sales_count: 1n, turnover: 0n },
      { ...nothing, shop_id: 2n, sales_count: 0n, turnover: 0n },
    ]);
  });

  test('says all that is missing, by the names that a column may have', async () => {
    bench.write({ ...shopFiles(), shops: 'city\nUlm\n', visits: 'visit,place\n1,1\n' });

    const failure = bench.run('etl-1');

    await expect(failure).rejects.toThrow(
      /visits\.csv: column "minutes" is missing.*shops\.csv: column "shop_id" \(or "shop no"\) is missing/s,
    );
  });
});

describe('rows that are wrong', () => {
  const BAD = {
    shops: ['x;Gera;6;2023-01-01', '1;Gera;7;2023-02-30', '1;Gera;1;2023-01-01'],
    sales: ['300,1,x,1,8', '301,1,-1,1,8', '302,1,5,y,8', '1,2,1000,1,8', '303,99,7,1,8', '304,1,,7,8;77'],
    visits: ['4,1,', '5,98,1'],
    tills: ['2', 'z'],
  };

  test('are rejected or warned of, each with its input, line, column and reason', async () => {
    const { rejects, counts } = await run(BAD);

    expect(rejects).toEqual([
      'sales 207 amount not_an_integer reject',
      'sales 208 amount negative reject',
      'sales 209 till not_an_integer reject',
      'sales 210 sale_id duplicate_id reject',
      'sales 211 shop_id unknown_shop reject',
      'sales 212 sold unknown_article warning',
      'sales 212 till unknown_till warning',
      'shops 7 employees not_an_integer reject',
      'shops 8 opened bad_date reject',
      'shops 9 shop_id duplicate_id reject',
      'tills 4 till duplicate_id reject',
      'tills 5 till not_an_integer reject',
      'visits 5 minutes not_an_integer reject',
      'visits 6 place unknown_shop reject',
    ]);
    expect(counts).toMatchObject({ read: 231, rejected: 12, warnings: 2 });
  });

  test('leave the others as they are: only the sale of an unknown till and article counts', async () => {
    const { table } = await run(BAD);

    const [first, ...others] = ROWS;
    expect(table).toEqual([{ ...first, sales_count: 4n }, ...others]);
  });

  test('come to the same in one part', async () => {
    const { parts: _, ...inOne } = await run(BAD, IN_ONE);

    const { parts: __, ...inParts } = await run(BAD, IN_PARTS);

    expect(inParts).toEqual(inOne);
  });

  test('are foretold by check', async () => {
    const { counts, rejects } = await run(BAD);

    const { inputs, refusals } = await checkInputs({ ...bench.config, ...IN_PARTS.config }, SHOPS);

    const found = inputs.flatMap(({ input, findings }) =>
      findings.rows.map(({ line, column, reason, severity }) =>
        [input.name, line, column, reason, severity].join(' '),
      ),
    );
    expect(found.sort()).toEqual(rejects.toSorted());
    expect(refusals).toEqual([]);
    expect(inputs.reduce((sum, { read }) => sum + read, 0)).toBe(counts.read);
  });
});

describe('gates', () => {
  test('speak of the entity by its name', async () => {
    bench.write({ ...shopFiles(), shops: 'shop_id\n' });

    await expect(bench.run('etl-1', {}, IN_ONE)).rejects.toThrow(
      'shops.csv: none of 0 rows is a usable shop, so the table would be empty',
    );
  });

  test('name the column and the shop of a total that no bigint holds', async () => {
    const most = String(2n ** 63n - 1n);

    await expect(run({ visits: [`4,5,${most}`, `5,5,${most}`] }, IN_ONE)).rejects.toThrow(
      `shop 5: sum of minutes is ${2n ** 64n - 2n}, more than a bigint can hold`,
    );
  });
});
