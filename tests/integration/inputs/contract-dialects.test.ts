import { describe, expect, test, vi } from 'vitest';

vi.hoisted(() => vi.stubEnv('LOG_LEVEL', 'silent'));

import { EXPERIMENTS_HEADER, FAULTLESS, FAULTLESS_ROWS, USERS_HEADER } from '../../fixtures/faultless.ts';
import { useContract } from './contract.ts';

const { run } = useContract();

describe('Dialect per file, told from the header: delimiter `,` `;` `|`, and TAB if none of these is there.', () => {
  test.each([',', ';', '|', '\t'])('delimiter %j', async (delimiter) => {
    const { rows, table, found } = await run({ users: FAULTLESS.users.replaceAll(',', delimiter) });

    expect(rows).toEqual(FAULTLESS_ROWS);
    expect(table[1]).toMatchObject({ name: 'Ben', email: 'ben@example.com' });
    expect(found).toEqual([]);
  });

  test('each file has its own', async () => {
    const { rows, found } = await run({
      users: FAULTLESS.users.replaceAll(',', '|'),
      user_experiments: FAULTLESS.user_experiments.replaceAll(',', '\t'),
      compounds: FAULTLESS.compounds.replaceAll(',', ';'),
    });

    expect(rows).toEqual(FAULTLESS_ROWS);
    expect(found).toEqual([]);
  });

  test('it is told from the header, not from the rows', async () => {
    const { table } = await run({
      users: 'user_id|name|email|signup_date\n1|Lovelace, Ada;,,,|;;;;;|2023-01-01\n',
    });

    expect(table[0]).toMatchObject({ name: 'Lovelace, Ada;,,,', email: ';;;;;' });
  });

  test('TABs beside another delimiter are padding', async () => {
    const { rows } = await run({ users: FAULTLESS.users.replaceAll(',', ',\t') });

    expect(rows).toEqual(FAULTLESS_ROWS);
  });
});

describe("Padding of spaces (and TABs, when TAB is not the delimiter) round a field is not part of it, inside quotes either (the sample's `,<TAB>`; a row of the same file with a bare comma is fine).", () => {
  test('outside and inside quotes, beside rows without any', async () => {
    const { table, found } = await run({
      users: `user_id,\tname,\temail,\tsignup_date\n1,\t Ada ,\t" a@x\t",\t2023-01-01\t\n2,Ben,b@x,2023-02-01\n`,
    });

    expect(table).toMatchObject([
      { user_id: 1n, name: 'Ada', email: 'a@x' },
      { user_id: 2n, name: 'Ben', email: 'b@x' },
    ]);
    expect(found).toEqual([]);
  });

  test('in a file with TABs between the columns a TAB inside quotes is text', async () => {
    const { table } = await run({
      users: FAULTLESS.users.replaceAll(',', '\t').replace('Ada', ' "\tAda " '),
    });

    expect(table[0]).toMatchObject({ name: '\tAda' });
  });
});

describe('CRLF, LF, mixed; missing final newline; quotes as in RFC 4180 (also after padding) with delimiters, newlines and doubled quotes inside; in a `;` file a compound list needs quotes.', () => {
  test.each([
    ['LF', FAULTLESS.users, []],
    ['CRLF', FAULTLESS.users.replaceAll('\n', '\r\n'), []],
    ['mixed', FAULTLESS.users.replace('\n', '\r\n'), []],
    ['several CRs', FAULTLESS.users.replaceAll('\n', '\r\r\n'), []],
    ['missing final newline', FAULTLESS.users.slice(0, -1), ['users:     3 warning unended_line (row)']],
  ])('%s', async (_, users, expected) => {
    const { rows, table, found } = await run({ users });

    expect(rows).toEqual(FAULTLESS_ROWS);
    expect(table[1]).toMatchObject({ signup_date: '2023-02-01' });
    expect(found).toEqual(expected);
  });

  test.each([
    ['quotes round every field', '"Ada"', 'Ada'],
    ['after padding', ' \t"Ada" \t', 'Ada'],
    ['delimiters inside', '"Lovelace, Ada"', 'Lovelace, Ada'],
    ['newlines inside', '"Ada\nCountess\r\nLovelace"', 'Ada\nCountess\r\nLovelace'],
    ['doubled quotes inside', '"Ada ""the Countess"""', 'Ada "the Countess"'],
  ])('%s', async (_, written, name) => {
    const { table, found } = await run({ users: FAULTLESS.users.replace('Ada', written) });

    expect(table).toMatchObject([
      { user_id: 1n, name },
      { user_id: 2n, name: 'Ben' },
    ]);
    expect(found).toEqual([]);
  });

  test('a compound list in a `;` file, with quotes and without', async () => {
    const header = EXPERIMENTS_HEADER.replaceAll(',', ';');

    const { rows, found } = await run(
      { user_experiments: `${header}1;1;"1;2";10\n2;1;1;2;15\n` },
      { ETL_MAX_REJECT_RATIO: 1 },
    );

    expect(rows).toEqual([
      [1n, 1n, 10n],
      [2n, 0n, 0n],
    ]);
    expect(found).toEqual(['experiments:     3 reject wrong_column_count (row)']);
  });
});

describe('Records up to ETL_MAX_RECORD_BYTES.', () => {
  const recordOf = (bytes: number) => `3,${'x'.repeat(bytes - '3,,,2023-01-01'.length)},,2023-01-01`;

  test.each([1024, 1024 * 1024])(
    'of %i bytes: one of exactly as many counts, one of a byte more does not',
    async (limit) => {
      const users = `${USERS_HEADER}${recordOf(limit)}\r\n${recordOf(limit + 1)}\n4,Dan,,2023-01-01\n`;

      const { table, findings } = await run(
        { users, user_experiments: EXPERIMENTS_HEADER },
        { ETL_MAX_RECORD_BYTES: limit, ETL_MAX_REJECT_RATIO: 1 },
      );

      expect(table.map((row) => row['user_id'])).toEqual([3n, 4n]);
      expect(findings).toMatchObject([{ line: 3, column: null, reason: 'record_too_long' }]);
      expect(findings[0]?.raw.length).toBeLessThanOrEqual(2001);
    },
  );
});
