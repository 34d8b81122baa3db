import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '../../../web/dashboard/data/api.ts';
import { Poller, type PollerOptions } from '../../../web/dashboard/data/poller.ts';
import { delayAfter } from '../../../web/dashboard/data/polling.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const unavailable = () => new ApiError({ status: 503, code: 'DATABASE_UNAVAILABLE', message: 'down' });

function poller(given: Partial<PollerOptions<string>> = {}) {
  const options = {
    ask: vi.fn(() => Promise.resolve('answer')),
    isActive: () => true,
    onData: vi.fn(),
    onProblem: vi.fn(),
    isHidden: () => false,
    ...given,
  };
  return { ...options, poller: new Poller(options) };
}

test('what goes on is asked about often, and ever more rarely', () => {
  expect([0, 1, 2, 20].map((streak) => delayAfter('active', streak))).toEqual([300, 390, 507, 2000]);
});

test('what has ended is asked about rarely', () => {
  expect([delayAfter('idle', 0), delayAfter('idle', 20)]).toEqual([5000, 30_000]);
});

test('it asks at once, tells the answer, and asks again', async () => {
  const ask = vi.fn(() => Promise.resolve('answer'));
  const { poller: polling, onData } = poller({ ask });

  polling.now();
  await vi.advanceTimersByTimeAsync(1000);

  expect(onData).toHaveBeenCalledWith('answer');
  expect(ask.mock.calls.length).toBeGreaterThanOrEqual(3);
});

test('it never asks twice at once', () => {
  const { poller: polling, ask } = poller({ ask: vi.fn(() => new Promise<string>(() => undefined)) });

  polling.now();
  polling.now();

  expect(ask).toHaveBeenCalledTimes(1);
});

test('it asks nothing while nobody looks', async () => {
  let hidden = true;
  const { poller: polling, ask } = poller({ isHidden: () => hidden });

  polling.now();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).not.toHaveBeenCalled();
  hidden = false;
  polling.now();

  expect(ask).toHaveBeenCalledTimes(1);
});

test('an error is told, and asked about again', async () => {
  const ask = vi.fn(() => Promise.reject(unavailable()));
  const { poller: polling, onProblem } = poller({ ask });

  polling.now();
  await vi.advanceTimersByTimeAsync(1500);

  expect(onProblem).toHaveBeenCalledWith(expect.objectContaining({ code: 'DATABASE_UNAVAILABLE' }));
  expect(ask).toHaveBeenCalledTimes(2);
});

test('once it has ended it tells nothing and asks nothing', async () => {
  const { poller: polling, ask, onData } = poller();

  polling.now();
  polling.end();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(ask).toHaveBeenCalledTimes(1);
  expect(onData).not.toHaveBeenCalled();
});
