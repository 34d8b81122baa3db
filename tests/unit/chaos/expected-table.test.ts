import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { expectedTable } from '../../chaos/data/expected-table.ts';
import { FIELD_SEPARATOR, tableDifference } from '../../chaos/data/table-text.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let directory: string;
beforeEach(() => {
  directory = temporaryFolder();
  const files = {
    users: 'user_id,name,email,signup_date\n10,Bo,,2024-07-01\n9,Al,a@b.c,2024-05-30\n',
    user_experiments:
      'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n1,9,1,5\n2,9,1,7\n2,10,1,9\n',
    compounds: 'compound_id,compound_name,compound_structure\n1,C,C\n',
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(directory, `${name}.csv`), text);
  }
});

describe('the table that files must give', () => {
  test('has a row per user, ascending, with days, experiments and run time', () => {
    const { rows, digest } = expectedTable(directory, '2024-06-01');

    const readable = rows.map((row) => row.split(FIELD_SEPARATOR));
    expect(readable).toEqual([
      ['9', 'Al', 'a@b.c', '2024-05-30', '2', '2', '12', '2024-06-01'],
      ['10', 'Bo', '', '2024-07-01', '0', '0', '0', '2024-06-01'],
    ]);
    expect(digest.rows).toBe(2);
  });

  test('has another digest when a single value differs', () => {
    const before = expectedTable(directory, '2024-06-01').digest;
    writeFileSync(
      join(directory, 'users.csv'),
      'user_id,name,email,signup_date\n10,Bo,,2024-07-01\n9,Al,a@b.d,2024-05-30\n',
    );

    const after = expectedTable(directory, '2024-06-01').digest;

    expect(after.rows).toBe(before.rows);
    expect(after.md5).not.toBe(before.md5);
  });
});

describe('the difference of two tables', () => {
  test.each([
    [['1', '2'], ['1', '2'], undefined],
    [['1', '2'], ['1', '3'], '2 rows instead of 2; row 1 is 3 instead of 2'],
    [['1', '2'], ['1'], '1 rows instead of 2; row 1 is missing instead of 2'],
    [['1'], ['1', '2'], '2 rows instead of 1; row 1 is 2 instead of missing'],
    [['1'], [], '0 rows instead of 1; row 0 is missing instead of 1'],
  ])('of %j and %j is %s', (expected, found, difference) => {
    const told = tableDifference(expected, found);

    expect(told).toBe(difference);
  });
});
