import { describe, expect, test } from 'vitest';
import { changedModel, otherStack } from '../../../../local/cli/other-stack.ts';
import { readSettings } from '../../../../local/stack/settings.ts';

test('it names the stack, every difference, and what to do', () => {
  const [head, ...rest] = otherStack({ pid: 42 }, ['ETL_DATA_DIR is /a there, /b here', 'x']).split('\n');

  expect(head).toContain('process 42');
  expect(rest).toEqual([
    '  ETL_DATA_DIR is /a there, /b here',
    '  x',
    expect.stringContaining('kill 42'),
    expect.stringContaining('ETL_STATE_DIR'),
  ]);
});

describe('a model whose sources have changed', () => {
  const running = { settings: readSettings({ ETL_MODEL: 'models/cars' }, '/project'), modelHash: 'before' };
  const built = { folder: 'models/cars', hash: 'after' };

  test('is told', () => {
    expect(changedModel(running, built)).toEqual([expect.stringContaining('models/cars')]);
  });

  test.each([
    ['the same', running, { ...built, hash: 'before' }],
    ['another, which is told as a setting,', running, { ...built, folder: 'models/boats' }],
    ['of a stack of an earlier release', { settings: running.settings }, built],
  ])('%s is not told', (_, stack, now) => {
    expect(changedModel(stack, now)).toEqual([]);
  });
});
