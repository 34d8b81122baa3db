import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCarefully, stage } from './staged-users.ts';

const HEADER = 'user_id,name,email,signup_date\n';
const file = (...lines: string[]) => Buffer.from(HEADER + lines.join('\n'));
const user = (userId: bigint, name: string | null, email: string | null, signupDate: string) => ({
  ...{ userId, name, email, signupDate },
});

describe('users on their way to the stage', () => {
  test('come as they stand in the file', async () => {
    const outcome = await stage(
      file('2,Bob,bob@example.com,2023-02-01', '1,Zoë \\ "x,,2024-02-29', '3,陈,c@d,2023-01-01', ''),
    );

    expect(outcome).toMatchObject({
      read: 3,
      users: [user(2n, 'Bob', 'bob@example.com', '2023-02-01'), user(3n, '陈', 'c@d', '2023-01-01')],
      findings: [[{ line: 3, reason: 'stray_quote' }], [{ count: 1 }]],
    });
  });

  test('have a backslash as it is, on plain lines and on quoted ones', async () => {
    const outcome = await stage(file('1,a\\b,\\,2023-01-01', '2,"c\\""d","\\\\",2023-01-01', ''));

    expect(outcome).toMatchObject({
      users: [user(1n, 'a\\b', '\\', '2023-01-01'), user(2n, 'c\\"d', '\\\\', '2023-01-01')],
    });
  });

  test('are not taken for NULL when that is their name', async () => {
    const outcome = await stage(file('1,NULL,null,2023-01-01', ''));

    expect(outcome).toMatchObject({ users: [user(1n, 'NULL', 'null', '2023-01-01')] });
  });

  test('keep the first of an id, however each is written', async () => {
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
      users: [{ name: 'first' }],
      findings: [[{ line: 3 }, { line: 4 }, { line: 5 }], [{ reason: 'duplicate_id', count: 3 }]],
    });
  });

  test('may have the largest id, and none beyond it', async () => {
    const outcome = await stage(file(`${2n ** 63n - 1n},A,,2023-01-01`, `${2n ** 63n},B,,2023-01-01`, ''));

    expect(outcome).toMatchObject({
      users: [{ userId: 2n ** 63n - 1n }],
      findings: [[{ reason: 'overflow' }], [{}]],
    });
  });

  test('with an unclosed quote among them come to its line', async () => {
    expect(await stage(file('1,A,,2023-01-01', '2,"B,,2023-01-01', ''))).toEqual({ line: 3 });
  });
});

describe('storing', () => {
  const many = (count: number) =>
    file(...Array.from({ length: count }, (_, id) => `${id},U,,2023-01-01`), '');

  test('is done in chunks, one at a time, and all that are read are stored in the end', async () => {
    let running = 0;
    const most: number[] = [];

    const outcome = await stage(many(35_000), {
      chunk: 50_000,
      onUsers: async () => {
        most.push(++running);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running--;
      },
    });

    expect(outcome).toMatchObject({ read: 35_000, users: { length: 35_000 } });
    expect(most.length).toBeGreaterThan(2);
    expect(new Set(most)).toEqual(new Set([1]));
  });

  test('that fails ends the reading with its error, whichever chunk it was', async () => {
    for (const failing of [1, 2, 3]) {
      let call = 0;

      const reading = stage(many(25_000), {
        chunk: 50_000,
        onUsers: () => (++call === failing ? Promise.reject(new Error(`chunk ${call}`)) : Promise.resolve()),
      });

      await expect(reading).rejects.toThrow(`chunk ${failing}`);
    }
  });

  test('of a file without a usable user is not asked for', async () => {
    let called = false;

    const outcome = await stage(file('x,A,,2023-01-01', ''), {
      onUsers: () => {
        called = true;
        return Promise.resolve();
      },
    });

    expect([outcome, called]).toMatchObject([{ read: 1, users: [] }, false]);
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
      maxRecordBytes: oneOf('20', '60', '1000000').map(Number),
    }),
  );

  test('gives the same users, findings and lines as the careful one', async () => {
    const property = fc.asyncProperty(wild, async ({ header, rows, last, damage, chunk, maxRecordBytes }) => {
      const bytes = Buffer.from(`${header}\n${rows.map(([line, end]) => line + end).join('')}${last}`);
      const place = damage ? header.length + 1 + damage[0] : bytes.length;
      const damaged = Buffer.concat([
        bytes.subarray(0, place),
        Buffer.from(damage?.[1] ?? '', 'latin1'),
        bytes.subarray(place),
      ]);

      const fast = await stage(damaged, { chunk, maxRecordBytes });

      expect(fast).toEqual(await readCarefully(damaged, { maxRecordBytes }));
    });

    await fc.assert(property, { numRuns: 1_000 });
  });
});
