import { expect, onTestFinished, test, vi } from 'vitest';
import type { Figures } from '../../../../terminal/progress/figures.ts';
import { ProgressDisplay } from '../../../../terminal/progress/progress-display.ts';

const figures: Figures = {
  bytesDone: 50e6,
  bytesTotal: 100e6,
  rows: 10,
  rejected: 1,
  phase: 'load',
  usualMs: null,
};

function display({
  isTTY = true,
  columns = 100,
  environment = {},
}: {
  isTTY?: boolean;
  columns?: number;
  environment?: Record<string, string>;
} = {}) {
  vi.stubEnv('NO_COLOR', '1');
  vi.stubEnv('FORCE_COLOR', undefined);
  onTestFinished(() => void vi.unstubAllEnvs());
  const written: string[] = [];
  const clock = { ms: 1_000 };
  const stream = { isTTY, columns, write: (text: string) => written.push(text) > 0 };
  const shown = new ProgressDisplay(stream, environment, () => clock.ms);
  return { shown, written, clock };
}

test('on a terminal one line is drawn over', () => {
  const { shown, written, clock } = display();

  shown.show(figures);
  clock.ms += 1_000;
  shown.show({ ...figures, rows: 20 });

  expect(written).toHaveLength(2);
  expect(written.every((text) => text.startsWith('\r') && text.endsWith('\u001b[K'))).toBe(true);
  expect(written.join('')).not.toContain('\n');
  expect(written[1]).toContain('20 rows');
});

test('the line leaves the last column free', () => {
  const { shown, written } = display({ columns: 40 });

  shown.show(figures);

  expect(written[0]?.replace('\r', '').replace('\u001b[K', '')).toHaveLength(39);
});

test('it is drawn at most ten times a second', () => {
  const { shown, written, clock } = display();

  for (let ms = 0; ms < 1_000; ms++) {
    shown.show(figures);
    clock.ms++;
  }

  expect(written).toHaveLength(10);
});

test('closing takes the line away', () => {
  const { shown, written } = display();

  shown.show(figures);
  shown.close();

  expect(written.at(-1)).toBe('\r\u001b[K');
});

test('closing writes nothing when nothing was drawn', () => {
  const { shown, written } = display();

  shown.close();

  expect(written).toEqual([]);
});

test('nothing is shown once it is closed', () => {
  const { shown, written, clock } = display();

  shown.close();
  clock.ms += 60_000;
  shown.show(figures);

  expect(written).toEqual([]);
});

test('the rate is that since bytes flow', () => {
  const { shown, written, clock } = display();
  shown.show({ ...figures, bytesDone: 0 });
  clock.ms += 60_000;
  shown.show({ ...figures, bytesDone: 1 });

  clock.ms += 2_000;
  shown.show(figures);

  expect(written.at(-1)).toContain('ETA 0:02');
});

test.each([
  ['there is no terminal', { isTTY: false }],
  ['the terminal is dumb', { environment: { TERM: 'dumb' } }],
  ['a CI reads along', { environment: { CI: 'true' } }],
])('where %s lines are plain, the first after five seconds', (_where, options) => {
  const { shown, written, clock } = display(options);

  for (let ms = 0; ms <= 11_000; ms += 100) {
    shown.show(figures);
    clock.ms += 100;
  }
  shown.close();

  expect(written).toHaveLength(2);
  for (const text of written) {
    expect(text).toMatch(/^ {2}50 %, 50\.0\/100\.0 MB, .*\n$/);
  }
  expect(written.join('')).not.toContain('\r');
});

test('CI=false is no CI', () => {
  const { shown, written } = display({ environment: { CI: 'false' } });

  shown.show(figures);

  expect(written[0]).toContain('\r');
});
