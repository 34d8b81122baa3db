import { describe, expect, test } from 'vitest';
import {
  fileStemOf,
  fileStems,
  inputOfFile,
  inputOfQuery,
  isOneInput,
} from '../../../lib/schemas/deprecated-file.ts';
import { rejectsQuery } from '../../../lib/schemas/parameters.ts';
import { rejectPosition } from '../../../lib/schemas/reject.ts';
import { sampleModel } from '../../support/sample-inputs.ts';

const { inputs } = sampleModel;
const query = rejectsQuery(sampleModel);
const position = rejectPosition(sampleModel);

test.each(inputs)('the input $name is found again by its file', ({ name }) => {
  expect(inputOfFile(inputs, fileStemOf(inputs, name))).toBe(name);
});

describe('inputs whose files have one name', () => {
  const alike = [
    { name: 'orders', files: ['a/x.csv'] },
    { name: 'logins', files: ['b/x.csv'] },
    { name: 'visits', files: ['x.csv'] },
    { name: 'towns', files: ['sub/places.csv'] },
    { name: 'places', files: ['towns.csv'] },
  ];

  test('and inputs that are called as the file of another are called by their own names', () => {
    expect(fileStems(alike)).toEqual(['orders', 'logins', 'visits', 'towns', 'places']);
  });

  test.each(alike)('$name is found again by what it is called', ({ name }) => {
    expect(isOneInput(alike, { input: name, file: fileStemOf(alike, name) })).toBe(true);
  });
});

test('an input that the model has no more is called by its own name', () => {
  expect(fileStemOf(inputs, 'planets')).toBe('planets');
});

describe('a query', () => {
  test.each([
    ['by its name', { input: 'experiments' }, 'experiments'],
    ['by its file', { file: 'user_experiments' }, 'experiments'],
    ['in both ways', { input: 'experiments', file: 'user_experiments' }, 'experiments'],
    ['in none', {}, undefined],
  ])('names an input %s', (_how, asked, input) => {
    expect(inputOfQuery(inputs, query.parse(asked))).toBe(input);
  });
});

test('a query that names two inputs is refused', () => {
  expect(query.safeParse({ input: 'users', file: 'user_experiments' }).success).toBe(false);
});

describe('a cursor', () => {
  test.each([
    ['of this release', 'experiments'],
    ['of an earlier one', 'user_experiments'],
  ])('%s is understood', (_release, name) => {
    const after = { input: 'experiments', line: '5', id: '7' };

    expect(position.parse([name, '5', '7'])).toEqual({ ...after, source: '' });
    expect(position.parse([name, 'a.csv', '5', '7'])).toEqual({ ...after, source: 'a.csv' });
  });

  test('of an input that the model has no more keeps it', () => {
    expect(position.parse(['people', '', '5', '7'])).toMatchObject({ input: 'people' });
  });

  test('that no database can hold is refused', () => {
    expect(position.safeParse(['peo\0ple', '', '5', '7']).success).toBe(false);
    expect(position.safeParse(['people', 'a\0.csv', '5', '7']).success).toBe(false);
  });
});
