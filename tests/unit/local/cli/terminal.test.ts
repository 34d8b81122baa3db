import { expect, onTestFinished, test, vi } from 'vitest';
import { alignedTable, say } from '../../../../local/cli/terminal.ts';

test('columns are as wide as their widest value', () => {
  const rows = [
    ['id', 'name'],
    ['1', 'Alice'],
    ['1000', 'Bo'],
  ];

  expect(alignedTable(rows)).toBe(['id    name', '1     Alice', '1000  Bo'].join('\n'));
});

test('lines have no spaces at their end', () => {
  expect(
    alignedTable([
      ['a', ''],
      ['b', 'long'],
    ]),
  ).toBe('a\nb  long');
});

test('rows may have different numbers of columns', () => {
  expect(alignedTable([['a'], ['bb', 'c', 'd']])).toBe('a\nbb  c  d');
});

test('no rows are an empty text', () => {
  expect(alignedTable([])).toBe('');
});

function captured() {
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  onTestFinished(() => {
    stderr.mockRestore();
    stdout.mockRestore();
  });
  return { stderr, stdout };
}

test('what is said goes to stderr, where it does not mix with results', () => {
  const { stderr, stdout } = captured();

  say('hello');

  expect(stderr.mock.calls.map(([text]) => text)).toEqual(['hello\n']);
  expect(stdout).not.toHaveBeenCalled();
});

test('no colour is used where NO_COLOR is set', () => {
  vi.stubEnv('NO_COLOR', '1');
  vi.stubEnv('FORCE_COLOR', undefined);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { stderr } = captured();

  say('failed', 'red');

  expect(stderr.mock.calls.map(([text]) => text)).toEqual(['failed\n']);
});

test('a value with line ends or escape sequences in it stays in its cell', () => {
  expect(
    alignedTable([
      ['a\nb', 'c'],
      ['\u001b[31mred', 'd'],
    ]),
  ).toBe('a⏎b       c\n [31mred  d');
});
