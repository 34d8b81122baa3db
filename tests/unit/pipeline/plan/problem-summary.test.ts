import { expect, test } from 'vitest';
import { folderProblem, problemsInShort } from '../../../../lib/pipeline/plan/problem-summary.ts';
import { SourceError } from '../../../../lib/sources/source-error.ts';

const missing = (notFound: string) => ({ message: `/data/${notFound}: does not exist`, notFound });
const unusable = { message: '/data/users.csv: the file is empty', summary: 'users.csv cannot be used' };

test.each([
  ['one file', [missing('users.csv')], 'users.csv was not found'],
  ['two files', [missing('a.csv'), missing('b.csv')], 'a.csv and b.csv were not found'],
  ['many files', Array.from({ length: 4 }, () => missing('a.csv')), '4 problems with the files'],
  ['one file that can not be used', [unusable], 'users.csv cannot be used'],
  ['problems of several kinds', [missing('a.csv'), unusable], '2 problems with the files'],
  ['a problem that has no short form', [{ message: 'text' }], '1 problem with the files'],
])('in short, %s', (_what, problems, summary) => {
  expect(problemsInShort(problems)).toBe(summary);
});

test.each([
  ['missing', 'the folder was not found'],
  ['not_a_folder', 'the folder cannot be read'],
] as const)('a folder that is %s is the only problem', (code, summary) => {
  expect(problemsInShort([folderProblem(new SourceError(code, '/data', 'is not there'))])).toBe(summary);
});
