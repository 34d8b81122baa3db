import { onTestFinished, vi } from 'vitest';

/** A line of the log, as it stands on stderr. */
export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

/** Keeps what this process writes to stderr from now on to the end of the test; returns the lines so far. */
export function captureLog(): () => LogLine[] {
  let text = '';
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  onTestFinished(() => {
    spy.mockRestore();
  });
  return () =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LogLine);
}
