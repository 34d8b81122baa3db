import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defineFeatures } from '../../../../../lib/model/declare.ts';
import { sampleModel } from '../../../../support/sample-inputs.ts';
import { shopInputs } from '../../../support/shop-inputs.ts';
import { tillInputs } from '../../../support/till-inputs.ts';
import { type Options, readCarefully, stage as stageOf } from './staged-rows.ts';

const HEADER = 'user_id,name,email,signup_date\n';
const file = (...lines: string[]) => Buffer.from(HEADER + lines.join('\n'));
const stage = (bytes: Buffer, options?: Options) => stageOf(sampleModel, bytes, options);

describe('rows on their way to the stage', () => {
  test('come as they stand in the file', async () => {
    const outcome = await stage(
      file('2,Bob,bob@example.com,2023-02-01', '1,Zoë \\ "x,,2024-02-29', '3,陈,c@d,2023-01-01', ''),
    );

    expect(outcome).toMatchObject({
      read: 3,
      rows: [
        [2n, 'Bob', 'bob@example.com', '2023-02-01'],
        [3n, '陈', 'c@d', '2023-01-01'],
      ],
      findings: [[{ line: 3, reason: 'stray_quote' }], [{ count: 1 }]],
    });
  });

  test('have a backslash as it is, on plain lines and on quoted ones', async () => {
    const outcome = await stage(file('1,a\\b,\\,2023-01-01', '2,"c\\""d","\\\\",2023-01-01', ''));

    expect(outcome).toMatchObject({
      rows: [
        [1n, 'a\\b', '\\', '2023-01-01'],
        [2n, 'c\\"d', '\\\\', '2023-01-01'],
      ],
    });
  });

  test('are not taken for NULL when that is a text of theirs', async () => {
    const outcome = await stage(file('1,NULL,null,2023-01-01', ''));

    expect(outcome).toMatchObject({ rows: [[1n, 'NULL', 'null', '2023-01-01']] });
  });

  test('keep the first of a key, however each is written', async () => {
    const outcome = await stage(
      file(
        '7,first,,2023-01-01',
        '"7",second,,2023-01-01',
        '007,third,,2023-01-01',
        '+7,fourth,,2023-01-01',
        '',
      ),
    );

    expect(outcome).toMatchObject({
      rows: [[7n, 'first', null, '2023-01-01']],
      findings: [[{ line: 3 }, { line: 4 }, { line: 5 }], [{ reason: 'duplicate_id', count: 3 }]],
    });
  });

  test('may have the largest key, and none beyond it', async () => {
    const outcome = await stage(file(`${2n ** 63n - 1n},A,,2023-01-01`, `${2n ** 63n},B,,2023-01-01`, ''));

    expect(outcome).toMatchObject({
      rows: [[2n ** 63n - 1n, 'A', null, '2023-01-01']],
      findings: [[{ reason: 'overflow' }], [{}]],
    });
  });

  test('with an unclosed quote among them are those of all other lines', async () => {
    const { keys, findings } = await stage(
      file('1,A,,2023-01-01', '2,"B,,2023-01-01', '3,C,,2023-01-01', ''),
    );

    expect(keys).toEqual([1n, 3n]);
    expect(findings).toMatchObject([[{ line: 3, reason: 'unclosed_quote' }], [{ count: 1 }]]);
  });
});

describe('optional columns', () => {
  const shops = defineFeatures(shopInputs, {});
  const file = (...lines: string[]) => Buffer.from(lines.join('\n'));

  test('are NULL where they are empty, on plain lines and on quoted ones; the key comes first', async () => {
    const outcome = await stageOf(
      shops,
      file('town,shop_id,opened,staff', ',1,,', '"",2,"",""', 'Ulm,3,2020-01-31,007', ''),
    );

    expect(outcome).toMatchObject({
      rows: [
        [1n, null, null, null],
        [2n, null, null, null],
        [3n, 'Ulm', '2020-01-31', 7n],
      ],
      findings: [[], []],
    });
  });

  test('are NULL in a file without them, and found by another name', async () => {
    const outcome = await stageOf(shops, file('employees,shop_id', '5,1', '"6",2', ''));

    expect(outcome).toMatchObject({
      rows: [
        [1n, null, null, 5n],
        [2n, null, null, 6n],
      ],
    });
  });

  test('reject the row when they are neither empty nor a value', async () => {
    const outcome = await stageOf(
      shops,
      file('town,shop_id,opened,staff', 'Ulm,1,soon,', 'Ulm,2,,many', 'Ulm,3,,', ''),
    );

    expect(outcome).toMatchObject({
      rows: [[3n, 'Ulm', null, null]],
      findings: [
        [
          { line: 2, column: 'opened', reason: 'bad_date', severity: 'reject' },
          { line: 3, column: 'staff', reason: 'not_an_integer', severity: 'reject' },
        ],
        [{ count: 1 }, { count: 1 }],
      ],
    });
  });

  test('are read by the fast path as by the careful one', async () => {
    const field = fc.constantFrom(
      '',
      ' ',
      '7',
      '007',
      '"7"',
      '""',
      'x',
      '-1',
      '2020-01-31',
      '2020-02-31',
      'é',
    );
    const columns = fc.shuffledSubarray(['shop_id', 'town', 'opened', 'staff', 'further'], { minLength: 2 });
    const wild = columns
      .filter((names) => names.includes('shop_id'))
      .chain((names) =>
        fc.tuple(
          fc.constant(names),
          fc.array(fc.array(field, { minLength: names.length, maxLength: names.length }), { maxLength: 20 }),
          fc.integer({ min: 1, max: 60 }),
        ),
      );
    const property = fc.asyncProperty(wild, async ([names, rows, chunk]) => {
      const bytes = file(...[names, ...rows].map((fields) => fields.join(',')), '');

      const fast = await stageOf(shops, bytes, { chunk });

      expect(fast).toEqual(await readCarefully(shops, bytes));
    });

    await fc.assert(property, { numRuns: 300 });
  });
});

describe('decimals, timestamps, and texts that stand for nothing', () => {
  const tills = defineFeatures(tillInputs, {});
  const HEAD = 'till_id,name,cash,opened,closed,note';
  const file = (...lines: string[]) => Buffer.from([HEAD, ...lines, ''].join('\n'));

  test('come as SQL has them', async () => {
    const outcome = await stageOf(
      tills,
      file(
        '1,A,12.50,2024-02-29T08:00:00Z,,x',
        '2,B,12.5,2024-02-29 08:00:00 UTC,2024-02-29T23:30-01:00,x',
        '3,"C",+7,2024-02-29,open,NA',
        '4,D,NULL,2024-02-29T08:00:00.5Z,NULL,"NA"',
      ),
    );

    expect(outcome).toMatchObject({
      rows: [
        [1n, 'A', '12.50', '2024-02-29T08:00:00Z', null, 'x'],
        [2n, 'B', '12.50', '2024-02-29T08:00:00Z', '2024-03-01T00:30:00Z', 'x'],
        [3n, 'C', '7.00', '2024-02-29T00:00:00Z', null, null],
        [4n, 'D', null, '2024-02-29T08:00:00.5Z', null, null],
      ],
      findings: [[], []],
    });
  });

  test('are told when a text is doubted, which counts', async () => {
    const outcome = await stageOf(tills, file('1,NULL,,2024-02-29,,NULL', '1,NA,,2024-02-29,,', '2,NA,,x,,'));

    expect(outcome).toMatchObject({
      rows: [[1n, 'NULL', null, '2024-02-29T00:00:00Z', null, 'NULL']],
      findings: [
        [
          { line: 2, column: 'name', reason: 'null_text', severity: 'warning' },
          { line: 3, reason: 'duplicate_id' },
          { line: 4, reason: 'bad_timestamp' },
        ],
        [{ count: 1 }, { count: 1 }, { count: 1 }],
      ],
    });
  });

  test('are read by the fast path as by the careful one', async () => {
    const field = fc.constantFrom(
      ...[
        '',
        ' ',
        '7',
        '12.50',
        '12.5',
        '"12.50"',
        '-1',
        '1,5',
        'NULL',
        ' NULL',
        '"NULL"',
        'NA',
        'open',
        'x',
      ],
      ...['2024-02-29', '2024-02-29T08:00:00Z', '2024-02-29 08:00:00.123Z', '2024-02-29T08:00:60Z'],
      ...['0001-01-01T00:00:00+01:00', '99999999999999999.99', '9999999999999999.99', 'None', 'é'],
    );
    const rows = fc.array(fc.array(field, { minLength: 6, maxLength: 6 }), { maxLength: 20 });
    const property = fc.asyncProperty(rows, fc.integer({ min: 1, max: 60 }), async (fields, chunk) => {
      const bytes = file(...fields.map((values, at) => [at, ...values.slice(1)].join(',')));

      const fast = await stageOf(tills, bytes, { chunk });

      expect(instants(fast)).toEqual(instants(await readCarefully(tills, bytes)));
    });

    await fc.assert(property, { numRuns: 300 });
  });

  /** Moments as SQL has them, in whichever way they are written. */
  function instants(outcome: Awaited<ReturnType<typeof stageOf>>) {
    return 'rows' in outcome
      ? {
          ...outcome,
          rows: outcome.rows.map((row) =>
            row.map((value) => (typeof value === 'string' ? value.replace(/(\d) (\d.*Z)$/, '$1T$2') : value)),
          ),
        }
      : outcome;
  }
});

describe('storing', () => {
  const many = (count: number) =>
    file(...Array.from({ length: count }, (_, id) => `${id},U,,2023-01-01`), '');

  test('is done in chunks, one at a time, and all that are read are stored in the end', async () => {
    let running = 0;
    const most: number[] = [];

    const outcome = await stage(many(65_000), {
      chunk: 50_000,
      onRows: async () => {
        most.push(++running);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running--;
      },
    });

    expect(outcome).toMatchObject({ read: 65_000, rows: { length: 65_000 } });
    expect(most.length).toBeGreaterThan(2);
    expect(new Set(most)).toEqual(new Set([1]));
  });

  test('is under way before more is read, although reading waits for nothing', async () => {
    let chunks = 0;
    const between: number[] = [];

    await stage(many(65_000), {
      chunk: 50_000,
      onChunk: () => chunks++,
      onRows: async () => {
        const before = chunks;
        await Promise.resolve();
        // As the driver writes a statement.
        setImmediate(() => between.push(chunks - before));
      },
    });

    expect(between.length).toBeGreaterThan(2);
    expect(new Set(between)).toEqual(new Set([0]));
  });

  test('that fails ends the reading with its error, whichever chunk it was', async () => {
    for (const failing of [1, 2, 3]) {
      let call = 0;

      const reading = stage(many(65_000), {
        chunk: 50_000,
        onRows: () => (++call === failing ? Promise.reject(new Error(`chunk ${call}`)) : Promise.resolve()),
      });

      await expect(reading).rejects.toThrow(`chunk ${failing}`);
    }
  });

  test('of a file without a usable row is not asked for', async () => {
    let called = false;

    const outcome = await stage(file('x,A,,2023-01-01', ''), {
      onRows: () => {
        called = true;
        return Promise.resolve();
      },
    });

    expect([outcome, called]).toMatchObject([{ read: 1, rows: [] }, false]);
  });
});

describe('the fast path', () => {
  const oneOf = (...texts: string[]) => fc.constantFrom(...texts);
  const id = fc.oneof(
    { weight: 6, arbitrary: fc.nat(40).map(String) },
    { weight: 2, arbitrary: fc.bigInt(0n, 2n ** 63n + 5n).map(String) },
    oneOf(
      '',
      '-1',
      '+3',
      '007',
      '5.0',
      '5.',
      'x',
      '1e3',
      '9223372036854775807',
      '9223372036854775808',
      '00000000000000000000012',
    ),
  );
  const date = fc.oneof(
    { weight: 6, arbitrary: oneOf('2023-01-31', '2024-02-29', '1999-12-01') },
    oneOf(
      '',
      '2023-02-29',
      '2023-00-10',
      '0000-01-01',
      '2023-01-01T10:00:00Z',
      '2023-1-1',
      '20230101',
      '2023-01-0x',
      '2023/01/01',
    ),
  );
  const text = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.string({
        unit: oneOf('a', 'B', ' ', '\t', 'é', '陈', '🧪', '\\', '{', "'", '\u00a0', ';'),
      }),
    },
    oneOf('', 'NULL', '"', 'a"b', '"q, r"', '"two\nlines"', '"dou""bled"', '"x" y', '\0', '\r', '"'),
  );
  const padding = oneOf('', '', '', ' ', '\t', '  ');
  const padded = (field: fc.Arbitrary<string>) =>
    fc.tuple(padding, field, padding).map((parts) => parts.join(''));
  const quoted = (field: fc.Arbitrary<string>) =>
    fc.tuple(field, fc.integer({ min: 0, max: 7 })).map(([value, die]) => (die === 0 ? `"${value}"` : value));
  const NAMES = ['user_id', 'name', 'email', 'signup_date', 'further'];
  type Order = readonly number[];
  const inOrder = (values: readonly string[], order: Order) => order.map((at) => values[at] as string);
  const row = (delimiter: string, order: Order) =>
    fc
      .tuple(padded(quoted(id)), padded(text), padded(text), padded(quoted(date)), text, fc.nat(30))
      .map(([a, b, c, d, e, die]) => {
        const fields = inOrder([a, b, c, d, e], order);
        if (die === 0) {
          fields.pop();
        }
        if (die === 1) {
          fields.push('more');
        }
        return fields.join(delimiter);
      });
  const orders = fc
    .tuple(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), fc.boolean())
    .map(([order, further]) => (further ? order : order.filter((at) => at < 4)));
  const wild = fc.tuple(oneOf(',', ';', '|', '\t'), orders).chain(([delimiter, order]) =>
    fc.record({
      header: fc.constant(inOrder(NAMES, order).join(delimiter)),
      rows: fc.array(
        fc.tuple(
          fc.oneof({ weight: 20, arbitrary: row(delimiter, order) }, oneOf('', ' ')),
          oneOf('\n', '\n', '\r\n'),
        ),
      ),
      last: oneOf('', inOrder(['50', 'Last', '', '2023-01-01', ''], order).join(delimiter)),
      damage: fc.option(fc.tuple(fc.nat(400), oneOf('\xff', '\xc3', '\xed\xa0\x80')), { freq: 4 }),
      chunk: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constant(1 << 20)),
      // The header, which must fit as well, has 40.
      maxRecordBytes: oneOf('44', '60', '1000000').map(Number),
    }),
  );

  test('gives the same rows, findings and lines as the careful one', async () => {
    const property = fc.asyncProperty(wild, async ({ header, rows, last, damage, chunk, maxRecordBytes }) => {
      const bytes = Buffer.from(`${header}\n${rows.map(([line, end]) => line + end).join('')}${last}`);
      const place = damage ? header.length + 1 + damage[0] : bytes.length;
      const damaged = Buffer.concat([
        bytes.subarray(0, place),
        Buffer.from(damage?.[1] ?? '', 'latin1'),
        bytes.subarray(place),
      ]);

      const fast = await stage(damaged, { chunk, maxRecordBytes });

      expect(fast).toEqual(await readCarefully(sampleModel, damaged, { maxRecordBytes }));
    });

    await fc.assert(property, { numRuns: 1_000 });
  });
});
