import { describe, expect, test } from 'vitest';
import { isGlob, matches, mayMatchBelow } from '../../../../lib/sources/names/globs.ts';

test.each([
  ['users.csv', false],
  ['users (1).csv', false],
  ['a+(b)!.csv', false],
  ['*.csv', true],
  ['user?.csv', true],
  ['[a-z].csv', true],
  ['{a,b}.csv', true],
])('of %s says that it is a glob: %s', (pattern, expected) => {
  const is = isGlob(pattern);

  expect(is).toBe(expected);
});

describe('matches', () => {
  test.each([
    ['users.csv', 'users.csv'],
    ['users.csv', '*.csv'],
    ['users1.csv', 'users?.csv'],
    ['users1.csv', 'users[0-9].csv'],
    ['usersb.csv', 'users[!0-9].csv'],
    ['users.csv', '{users,orders}.csv'],
    ['2024/users.csv', '2024/*.csv'],
    ['2024/05/users.csv', '**/*.csv'],
    ['users.csv', '**/*.csv'],
    ['.users.csv', '.*.csv'],
    ['.users.csv', '{.users,orders}.csv'],
    ['2024/.users.csv', '**/.*.csv'],
    ['users [1].csv', 'users [1].csv'],
    ['users+(1).csv', '*+(1).csv'],
    ['größe.csv', 'gr??e.csv'],
    ['a\nb.csv', 'a*.csv'],
  ])('takes %j for %s', (name, pattern) => {
    const is = matches(name, pattern);

    expect(is).toBe(true);
  });

  test.each([
    ['users.csv', 'Users.csv'],
    ['users.csv', '*.tsv'],
    ['.users.csv', '*.csv'],
    ['.users.csv', '?users.csv'],
    ['.users.csv', '[.]users.csv'],
    ['.old/users.csv', '**/*.csv'],
    ['2024/.users.csv', '2024/*.csv'],
    ['2024/users.csv', '*.csv'],
    ['2024/05/users.csv', '2024/*.csv'],
    ['users11.csv', '*+(1).csv'],
  ])('does not take %s for %s', (name, pattern) => {
    const is = matches(name, pattern);

    expect(is).toBe(false);
  });
});

describe('mayMatchBelow', () => {
  test.each([
    ['2024', '2024/*.csv'],
    ['2024', '*/*.csv'],
    ['2024', '2024/05/*.csv'],
    ['2024/05', '2024/*/*.csv'],
    ['a/b/c', '**/*.csv'],
    ['2024/a/b', '2024/**/*.csv'],
    ['2024', '2024/**/*.csv'],
    ['.old', '.old/*.csv'],
    ['a/.old', '**/.old/*.csv'],
    ['2024', '{2024/05,2025}/*.csv'],
  ])('looks into %s for %s', (folder, pattern) => {
    const is = mayMatchBelow(folder, pattern);

    expect(is).toBe(true);
  });

  test.each([
    ['2024', '*.csv'],
    ['2023', '2024/*.csv'],
    ['2024/05', '2024/*.csv'],
    ['2023/a', '2024/**/*.csv'],
    ['.git', '**/*.csv'],
    ['.git', '*/*.csv'],
    ['a/.git', '**/*.csv'],
    ['.git', '{2024/05,2025}/*.csv'],
  ])('does not look into %s for %s', (folder, pattern) => {
    const is = mayMatchBelow(folder, pattern);

    expect(is).toBe(false);
  });
});
