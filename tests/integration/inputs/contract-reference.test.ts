import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';

vi.hoisted(() => vi.stubEnv('LOG_LEVEL', 'silent'));

import { FAULTLESS, FAULTLESS_ROWS, USERS_HEADER } from '../../fixtures/faultless.ts';
import { csvFile } from '../../unit/csv/records/csv-files.ts';
import { outcomes, readAll } from '../../unit/csv/records/reading.ts';
import { useContract } from './contract.ts';

const { run } = useContract();

describe('csv-parse is the reference: on valid CSV the fast path and csv-parse agree row for row (property test), and irregular records are read as it reads them.', () => {
  // A small one: tests/unit/csv/records/records.property.test.ts holds it over many more files.
  test('on valid CSV both give the same rows', async () => {
    await fc.assert(
      fc.asyncProperty(csvFile, async ({ text, delimiter, width }) => {
        const padding = delimiter === '\t' ? /^ +| +$/g : /^[ \t]+|[ \t]+$/g;
        const rows: string[][] = parse(text, {
          ...{ delimiter, trim: true, skip_empty_lines: true, record_delimiter: ['\r\n', '\n'] },
        });

        const { entries } = await readAll(text, { delimiter, width });

        expect(outcomes(entries)).toEqual(rows.map((row) => row.map((field) => field.replace(padding, ''))));
      }),
      { numRuns: 100 },
    );
  });

  test('a file of irregular records is published as csv-parse reads it', async () => {
    const users = `${USERS_HEADER}1,"A ""d"" a","a,b",2023-01-01\n"2","B\n""\r\nen","""",2023-02-01\n`;
    const [, first, second]: string[][] = parse(users, { record_delimiter: '\n' });

    const { table } = await run({ users });

    expect(table).toMatchObject([
      { user_id: 1n, name: first?.[1], email: first?.[2] },
      { user_id: 2n, name: second?.[1], email: second?.[2] },
    ]);
  });
});

describe("(Trap: csv-parse's on_skip may fire twice for one record with a pair of stray quotes, and after text that follows a closing quote it may lose the following rows.)", () => {
  test.each([
    ['a pair of stray quotes', '9,a"b"c,,2023-01-01'],
    ['text after a closing quote', '9,"a"b,,2023-01-01'],
    ['text after a closing quote, with a doubled one', '9,"a""b"c,"",2023-01-01'],
  ])('%s costs one record and no more', async (_, row) => {
    const users = FAULTLESS.users.replace(USERS_HEADER, `${USERS_HEADER}${row}\n`);

    const { rows, found, inputs } = await run({ users }, { ETL_MAX_REJECT_RATIO: 1 });

    expect(found).toEqual(['users:     2 reject stray_quote (row)']);
    expect(inputs['users']).toEqual({ read: 3, rejected: 1, warnings: 0 });
    expect(rows).toEqual(FAULTLESS_ROWS);
  });
});
