import { expect, onTestFinished, test, vi } from 'vitest';
import { ConfigError } from '../../lib/errors.ts';
import { createLogger, LOG_LEVELS, type LogLevel } from '../../lib/logger.ts';
import { captureLog } from './support/captured-log.ts';
import { freshProcess, REQUIRED_SETTINGS } from './support/environment.ts';

const NOW = new Date('2026-01-02T03:04:05.678Z');

function recorded(level: LogLevel = 'debug') {
  const lines: string[] = [];
  const logger = createLogger({ level, write: (line) => lines.push(line), now: () => NOW });
  const entries = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { logger, lines, entries };
}

test('an entry is one line of JSON with level, time and message', () => {
  const { logger, lines } = recorded();

  logger.info('run started', { runId: 'etl-1' });

  expect(lines).toEqual([
    '{"level":"info","time":"2026-01-02T03:04:05.678Z","message":"run started","runId":"etl-1"}\n',
  ]);
});

test('line ends in a message or a field do not break the line', () => {
  const { logger, lines } = recorded();

  logger.warn('two\nlines', { text: 'a\r\nb' });

  expect(lines).toHaveLength(1);
  expect(lines[0]?.indexOf('\n')).toBe((lines[0]?.length ?? 0) - 1);
});

test('nothing in a line steers the terminal that it is read on, and it is the same JSON', () => {
  const { logger, lines, entries } = recorded();
  const hostile = '\u001b[2J\u009b1m\u007f\u202e\u2066\u200f\u061c\u2028\u{e0041}.csv';

  logger.warn(hostile, { source: hostile });

  expect(lines[0]?.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(entries()).toMatchObject([{ message: hostile, source: hostile }]);
});

test.each(LOG_LEVELS.map((level, index) => [level, LOG_LEVELS.slice(index, -1)] as const))(
  'at level %s only %j are written',
  (level, expected) => {
    const { logger, entries } = recorded(level);

    for (const at of ['debug', 'info', 'warn', 'error'] as const) {
      logger[at]('text');
    }

    expect(entries().map((entry) => entry['level'])).toEqual(expected);
  },
);

test('fields given to `with` stand in every line of the new logger', () => {
  const { logger, entries } = recorded();
  const ofRun = logger.with({ requestId: 'a' }).with({ runId: 'etl-1' });

  ofRun.info('first');
  ofRun.error('second', { code: 'X' });

  expect(entries()).toMatchObject([
    { message: 'first', requestId: 'a', runId: 'etl-1' },
    { message: 'second', requestId: 'a', runId: 'etl-1', code: 'X' },
  ]);
});

test('fields given to `with` stay out of the lines of the logger it came from', () => {
  const { logger, entries } = recorded();

  logger.with({ runId: 'etl-1' });
  logger.info('text');

  expect(entries()[0]).not.toHaveProperty('runId');
});

test('a logger made by `with` keeps the level', () => {
  const { logger, lines } = recorded('error');

  logger.with({ runId: 'etl-1' }).warn('text');

  expect(lines).toEqual([]);
});

test('an error is written with name, message and stack', () => {
  const { logger, entries } = recorded();
  const error = new TypeError('no such thing');

  logger.error('step failed', { error });

  expect(entries()[0]?.['error']).toEqual({
    name: 'TypeError',
    message: 'no such thing',
    stack: error.stack,
  });
});

test('an error is written with its causes', () => {
  const { logger, entries } = recorded();
  const root = new RangeError('root');

  logger.error('text', { error: new Error('outer', { cause: new Error('inner', { cause: root }) }) });

  expect(entries()[0]).toMatchObject({
    error: {
      message: 'outer',
      cause: { message: 'inner', cause: { name: 'RangeError', message: 'root' } },
    },
  });
});

test('a ConfigError is written without its stack', () => {
  const { logger, entries } = recorded();

  logger.error('text', { error: new ConfigError('settings: A is missing') });

  expect(entries()[0]?.['error']).toEqual({ name: 'ConfigError', message: 'settings: A is missing' });
});

test('a bigint is written exactly, as a text', () => {
  const { logger, entries } = recorded();

  logger.info('text', { userId: 2n ** 63n - 1n, ids: [1n] });

  expect(entries()[0]).toMatchObject({ userId: '9223372036854775807', ids: ['1'] });
});

test('the process logger writes to stderr and not to stdout', async () => {
  freshProcess();
  const onStderr = captureLog();
  const stdout = vi.spyOn(process.stdout, 'write');
  onTestFinished(() => stdout.mockRestore());
  const { processLogger } = await import('../../lib/logger.ts');

  for (const level of ['info', 'warn', 'error'] as const) {
    processLogger[level]('text');
  }

  expect(onStderr().map(({ level }) => level)).toEqual(['info', 'warn', 'error']);
  expect(stdout).not.toHaveBeenCalled();
});

test.each([
  ['error', ['error']],
  ['silent', []],
  ['nonsense', ['info', 'warn', 'error']],
])('the process logger obeys a LOG_LEVEL of %s', async (level, expected) => {
  freshProcess({ ...REQUIRED_SETTINGS, LOG_LEVEL: level });
  const onStderr = captureLog();
  const { processLogger } = await import('../../lib/logger.ts');

  for (const at of ['debug', 'info', 'warn', 'error'] as const) {
    processLogger[at]('text');
  }

  expect(onStderr().map((line) => line.level)).toEqual(expected);
});
