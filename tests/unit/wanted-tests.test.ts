import { describe, expect, test } from 'vitest';
import { type WantedTests, WantedTestsError, wantedTests } from '../wanted-tests.ts';

const project = process.cwd();

/** What is wanted by these arguments, given in a folder of the project. */
const wanted = (args: readonly string[], caller = ''): WantedTests =>
  wantedTests(
    args,
    ['lint', 'types', 'unit', 'integration'],
    { unit: ['tests/unit'], integration: ['tests/integration'] },
    { project, caller: `${project}/${caller}` },
  );

test('kinds are those that are named', () => {
  expect(wanted(['types', 'unit'])).toEqual({ kinds: ['types', 'unit'], filters: [] });
});

test('nothing is all', () => {
  expect(wanted([])).toEqual({ kinds: [], filters: [] });
});

describe('files and folders', () => {
  test('go to the kind that is named', () => {
    expect(wanted(['unit', 'tests/unit/docs', 'tests/unit/time-limits/budget.test.ts'])).toEqual({
      kinds: ['unit'],
      filters: ['tests/unit/docs', 'tests/unit/time-limits/budget.test.ts'],
    });
  });

  test('say their kind themselves', () => {
    expect(wanted(['tests/unit/docs/']).kinds).toEqual(['unit']);
  });

  test('are relative to where they are given, or to the project', () => {
    expect(wanted(['./time-limits/budget.test.ts'], 'tests/unit').filters).toEqual([
      'tests/unit/time-limits/budget.test.ts',
    ]);
    expect(wanted(['tests/unit/docs'], 'docs').filters).toEqual(['tests/unit/docs']);
  });
});

test("a part of a test's name goes with the kind, and with files", () => {
  expect(wanted(['unit', '-t', 'README.md'])).toEqual({ kinds: ['unit'], filters: ['-t', 'README.md'] });
  expect(wanted(['tests/unit/docs', '-t', 'README.md']).filters).toEqual([
    'tests/unit/docs',
    '-t',
    'README.md',
  ]);
});

test.each([
  ['no kind', ['unti'], 'There is no kind of tests unti; there are lint, types, unit, integration.'],
  ['no file', ['unit', 'tests/unit/nope.test.ts'], 'There is no file or folder tests/unit/nope.test.ts.'],
  [
    'another kind',
    ['unit', 'tests/integration'],
    'tests/integration has no unit tests; they are in tests/unit.',
  ],
  ['no tests', ['lib/model'], 'lib/model has no tests: name one kind of tests'],
  ['a kind without files', ['lint', 'tests/unit/docs'], 'need one kind of tests, one of unit, integration.'],
  ['two kinds', ['unit', 'integration', 'tests/unit/docs'], 'need one kind of tests'],
  ['no name', ['unit', '-t'], "-t needs a part of a test's name"],
])('%s: what is wrong is told', (_what, args, told) => {
  expect(() => wanted(args)).toThrow(WantedTestsError);
  expect(() => wanted(args)).toThrow(told);
});
