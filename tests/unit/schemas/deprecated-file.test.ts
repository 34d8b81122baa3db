import { describe, expect, test } from 'vitest';
import { fileStemOf, inputOfFile, inputOfQuery } from '../../../lib/schemas/deprecated-file.ts';
import { rejectsQuery } from '../../../lib/schemas/parameters.ts';
import { rejectPosition } from '../../../lib/schemas/run.ts';
import { sampleModel } from '../../support/sample-inputs.ts';

const { inputs } = sampleModel;
const query = rejectsQuery(sampleModel);
const position = rejectPosition(sampleModel);

test.each(inputs)('the input $name is found again by its file', ({ name }) => {
  expect(inputOfFile(inputs, fileStemOf(inputs, name))).toBe(name);
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

  test('does not know an input by the name of its file', () => {
    expect(query.safeParse({ input: 'user_experiments' }).success).toBe(false);
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
    expect(position.parse([name, '5', '7'])).toEqual(['experiments', '5', '7']);
  });

  test('of nobody is refused', () => {
    expect(position.safeParse(['people', '5', '7']).success).toBe(false);
  });
});
