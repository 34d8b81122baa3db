import { expect, test } from 'vitest';
import { otherStack } from '../../../../local/cli/other-stack.ts';

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
