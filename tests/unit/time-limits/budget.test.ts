import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { Budget } from '../../../lib/time-limits/budget.ts';

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

test('a budget gets used up as time goes by', () => {
  const budget = new Budget(1_000);

  vi.advanceTimersByTime(400);

  expect(budget.remainingMs).toBe(600);
});

test('of a budget that is used up nothing is left, and no debt', () => {
  const budget = new Budget(1_000);

  vi.advanceTimersByTime(5_000);

  expect(budget.remainingMs).toBe(0);
});

test('less than what is kept back leaves nothing', () => {
  expect(new Budget(1_000).keepingBack(3_000).remainingMs).toBe(0);
});

test('what is kept back is missing from a share, and is left when the share is used up', () => {
  const budget = new Budget(1_000);
  const share = budget.keepingBack(300);

  vi.advanceTimersByTime(700);

  expect([share.remainingMs, budget.remainingMs]).toEqual([0, 300]);
});

test('a share lasts so long at most', () => {
  expect(new Budget(1_000).atMost(200).remainingMs).toBe(200);
});

test('a share never lasts longer than the budget', () => {
  expect(new Budget(1_000).atMost(2_000).remainingMs).toBe(1_000);
});
