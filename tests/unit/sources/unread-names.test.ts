import { expect, test } from 'vitest';
import { unreadNames } from '../../../lib/sources/unread-names.ts';

test.each([
  ['user_experiments-2.csv', 'user_experiments.csv'],
  ['users (1).csv', 'users.csv'],
  ['users_old.csv', 'users.csv'],
  ['usersOld.csv', 'users.csv'],
  ['Users.csv', 'users.csv'],
  ['users2.csv', 'users.csv'],
  ['2024-05-users.csv', 'users.csv'],
  ['Copy of users.csv', 'users.csv'],
  ['user-experiments.csv', 'user_experiments.csv'],
  ['userexperiments.csv', 'user_experiments.csv'],
  ['users.tsv', 'users.csv'],
  ['users.txt.gz', 'users.csv'],
  ['users.csv', 'sub/users.csv'],
  ['user.csv', 'users.csv'],
  ['usres.csv', 'users.csv'],
  ['copmuonds.csv', 'compounds.csv'],
  ['orders-3.csv', 'orders-1.csv'],
  ['2025.csv', '2024.csv'],
  ['gro\u0308\u00dfen.csv', 'gr\u00f6\u00dfen.csv'],
])('%s is near %s', (name, read) => {
  const unread = unreadNames([name], [read], []);

  expect(unread).toEqual([name]);
});

test.each([
  ['orders.csv', 'users.csv'],
  ['tags.csv', 'logs.csv'],
  ['active_users.csv', 'users.csv'],
  ['users.json', 'users.csv'],
  ['users.csv.bak', 'users.csv'],
  ['.users.csv', 'users.csv'],
  ['README.txt', 'users.csv'],
  ['users.csv', 'users.csv'],
  ['orders.csv', '2024.csv'],
  ['copmuondz.csv', 'compounds.csv'],
  ['losers.csv', 'users.csv'],
  ['dates.csv', 'rates.csv'],
])('%s is not told, with %s read', (name, read) => {
  const unread = unreadNames([name], [read], []);

  expect(unread).toEqual([]);
});

test.each([
  ['user.csv', 'users.csv'],
  ['orders_old.csv', 'orders-*.csv'],
  ['orders.txt', 'orders-[0-9]*.csv'],
])('%s is near the pattern %s of which nothing is read', (name, pattern) => {
  const unread = unreadNames([name], [], [pattern]);

  expect(unread).toEqual([name]);
});

test('a pattern for files of any name is near to all in its folder, and to none in another', () => {
  const names = ['rentals/1.CSV', 'rentals/2.tsv', 'rentals/3.csv', 'rentals/.4.csv', 'users.csv'];

  expect(unreadNames(names, ['rentals/3.csv'], ['rentals/*.csv'])).toEqual([
    'rentals/1.CSV',
    'rentals/2.tsv',
  ]);
});

test('names are sorted, at most twenty', () => {
  const names = Array.from({ length: 30 }, (_, at) => `users-${at + 10}.csv`).toReversed();

  const unread = unreadNames(names, ['users.csv'], ['users.csv']);

  expect(unread).toEqual(names.toReversed().slice(0, 20));
});
