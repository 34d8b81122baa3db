import { expect, test } from 'vitest';
import { interruptedLines } from '../../../../../../local/cli/runs/following/run-of-other-stack.ts';

test('whoever interrupts is told that the run goes on, and how to cancel it', () => {
  const text = interruptedLines('SIGINT', 'etl-7').join('\n');

  expect(text).toContain('run etl-7 goes on');
  expect(text).toContain('./run.sh cancel etl-7 ');
});

test('before there is a run nothing goes on', () => {
  expect(interruptedLines('SIGINT', undefined)).toEqual(['Interrupted (SIGINT) before a run was started.']);
});
