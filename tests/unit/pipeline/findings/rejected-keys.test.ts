import { describe, expect, test } from 'vitest';
import { inputNamed } from '../../../../lib/model/model.ts';
import {
  consequenceHint,
  type KeyedReject,
  rejectedKeys,
} from '../../../../lib/pipeline/findings/rejected-keys.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';
import { idTableOf } from '../../support/id-table-of.ts';
import { headerOf } from '../../support/slices.ts';

const users = inputNamed(sampleModel, 'users');
const header = headerOf(sampleModel, 'users', Buffer.from('name,user_id,signup_date\n'));
const reject = (raw: string, line = 2) =>
  ({ source: 'users.csv', line, reason: 'bad_date', severity: 'reject', raw }) as const;
const keysIn = (...pages: readonly KeyedReject[][]) =>
  rejectedKeys(pages, users, [{ source: 'users.csv', header }]);
const at = (line: number) => ({ input: 'users', source: 'users.csv', line, reason: 'bad_date' });

/** Rows that were rejected, by these ids. */
const rejected = (count: number, ...ids: bigint[]) => ({
  count,
  keys: new Map(ids.map((id, index) => [id, at(index)])),
});

test('rows that were rejected are known by their keys, however these are written', async () => {
  const { count, keys } = await keysIn(
    [reject('A,007,never', 2), reject('"B",\u00a08 ,never', 3)],
    [reject('C,x,2024-03-01', 4)],
  );

  expect(count).toBe(3);
  expect([...keys]).toEqual([
    [7n, at(2)],
    [8n, at(3)],
  ]);
});

test('of rows with the same key the first one is told', async () => {
  const { keys } = await keysIn([reject('A,7,never', 2)], [reject('B,7,never', 5)]);

  expect([...keys]).toEqual([[7n, at(2)]]);
});

test('rows with a warning are there', async () => {
  expect(await keysIn([{ ...reject('A,7,never'), severity: 'warning' }])).toEqual(rejected(0));
});

describe('that rows name what is not there', () => {
  const unknown = (...ids: bigint[]) => idTableOf(ids);

  test('follows from rows that were rejected, as many as there are', () => {
    const hint = consequenceHint(unknown(1n, 2n, 3n), rejected(2, 1n, 2n), users);

    expect(hint).toBe('2 of the 3 unknown users have a rejected row in users.csv: correct those rows first');
  });

  test('follows from rows that were rejected, all of them', () => {
    const hint = consequenceHint(unknown(1n, 2n), rejected(2, 1n, 2n), users);

    expect(hint).toBe('all 2 unknown users have a rejected row in users.csv: correct those rows first');
  });

  test('follows from one row, where it is one', () => {
    const hint = consequenceHint(unknown(1n), rejected(1, 1n), users);

    expect(hint).toBe('the row of this user in users.csv was rejected: correct that row first');
  });

  test('probably follows from as many rejected rows in which no key can be told', () => {
    const hint = consequenceHint(unknown(1n, 2n), rejected(2), users);

    expect(hint).toBe('2 rows of users.csv were rejected, probably these: correct them first');
  });

  test('follows from nothing where those who were rejected are others', () => {
    expect(consequenceHint(unknown(1n), rejected(1, 9n), users)).toBeUndefined();
    expect(consequenceHint(unknown(1n), rejected(0), users)).toBeUndefined();
  });
});
