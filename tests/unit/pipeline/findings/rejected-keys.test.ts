import { describe, expect, test } from 'vitest';
import { inputNamed } from '../../../../lib/model/model.ts';
import { consequenceHint, rejectedKeys } from '../../../../lib/pipeline/findings/rejected-keys.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';
import { idTableOf } from '../../support/id-table-of.ts';
import { headerOf } from '../../support/slices.ts';

const users = inputNamed(sampleModel, 'users');
const header = headerOf(sampleModel, 'users', Buffer.from('name,user_id,signup_date\n'));
const reject = (raw: string) => ({ source: 'users.csv', severity: 'reject', raw }) as const;
const keysIn = (...rows: Parameters<typeof rejectedKeys>[0]) =>
  rejectedKeys(rows, users, [{ source: 'users.csv', header }]);

test('rows that were rejected are known by their keys, however these are written', () => {
  const { count, keys } = keysIn(
    reject('A,007,never'),
    reject('"B",\u00a08 ,never'),
    reject('C,x,2024-03-01'),
  );

  expect(count).toBe(3);
  expect([...keys]).toEqual([7n, 8n]);
});

test('rows with a warning are there', () => {
  expect(keysIn({ ...reject('A,7,never'), severity: 'warning' })).toEqual({ count: 0, keys: new Set() });
});

describe('that rows name what is not there', () => {
  const unknown = (...ids: bigint[]) => idTableOf(ids);

  test('follows from rows that were rejected, as many as there are', () => {
    const hint = consequenceHint(unknown(1n, 2n, 3n), { count: 2, keys: new Set([1n, 2n]) }, users);

    expect(hint).toBe(
      'of the 3 users that are named, 2 have a row in users.csv that was rejected: correct those rows first',
    );
  });

  test('follows from one row, where it is one', () => {
    const hint = consequenceHint(unknown(1n), { count: 1, keys: new Set([1n]) }, users);

    expect(hint).toBe('the row of this user in users.csv was rejected: correct that row first');
  });

  test('probably follows from as many rejected rows in which no key can be told', () => {
    const hint = consequenceHint(unknown(1n, 2n), { count: 2, keys: new Set() }, users);

    expect(hint).toBe('2 rows of users.csv were rejected, which are probably those: correct them first');
  });

  test('follows from nothing where those who were rejected are others', () => {
    expect(consequenceHint(unknown(1n), { count: 1, keys: new Set([9n]) }, users)).toBeUndefined();
    expect(consequenceHint(unknown(1n), { count: 0, keys: new Set() }, users)).toBeUndefined();
  });
});
