import { expect, test } from 'vitest';
import { run } from './support/project.ts';

test.each([[''], ['data'], ['routes'], ['airflow']])('bench %s --help says how it is used', async (kind) => {
  const args = ['bench', kind, '--help'].filter((arg) => arg !== '');

  const { code, stdout, stderr } = await run(args, {});

  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain(`Usage: ./run.sh ${args.slice(0, -1).join(' ')} [`);
});

test.each([
  ['an unknown option', ['data', '--nonsense']],
  ['an unknown case', ['data', '--case', 'nonsense']],
  ['an unknown benchmark', ['nonsense']],
])('%s ends with 2, and is told with the usage', async (_what, args) => {
  const { code, stdout, stderr } = await run(['bench', ...args], {});

  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('nonsense');
  expect(stderr).toContain('Usage: ./run.sh bench');
  expect(stderr).not.toMatch(/\n\s+at /);
});
