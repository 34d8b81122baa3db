import { jsonLine } from '../terminal/lines/json-line.ts';
import { ConfigError } from './errors.ts';

/** From the least to the most serious; `silent` writes nothing. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

type Fields = Readonly<Record<string, unknown>>;

/** Writes one JSON object a line. Fields given to `with` stand in every line of the new logger. */
export interface Logger {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
  with(fields: Fields): Logger;
}

interface LoggerOptions {
  readonly level: LogLevel;
  readonly fields?: Fields;
  readonly write?: (line: string) => void;
  readonly now?: () => Date;
}

/**
 * A structured logger. It writes to stderr, never to stdout: `sls invoke local` prints the function's result
 * there, and a log line beside it would break every script that reads it. Errors among the fields are
 * written with name, message, stack and cause.
 */
export function createLogger(options: LoggerOptions): Logger {
  const {
    level,
    fields = {},
    write = (line) => process.stderr.write(line),
    now = () => new Date(),
  } = options;
  const threshold = LOG_LEVELS.indexOf(level);

  const log =
    (at: LogLevel) =>
    (message: string, more: Fields = {}) => {
      if (LOG_LEVELS.indexOf(at) < threshold) {
        return;
      }
      const entry = { level: at, time: now().toISOString(), message, ...fields, ...more };
      // Names of files are in it, and errors quote them.
      write(`${jsonLine(entry, replacer)}\n`);
    };

  return {
    debug: log('debug'),
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
    with: (more) => createLogger({ ...options, fields: { ...fields, ...more } }),
  };
}

/** This process's logger, at the level that LOG_LEVEL says; lib/config.ts refuses an unknown level. */
export const processLogger: Logger = createLogger({
  level: LOG_LEVELS.find((level) => level === process.env['LOG_LEVEL']) ?? 'info',
});

function replacer(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') {
    return value.toString();
  }
  if (!(value instanceof Error)) {
    return value;
  }
  // A ConfigError's stack adds nothing to its text, which names every variable.
  const stack = value instanceof ConfigError ? undefined : value.stack;
  return { name: value.name, message: value.message, stack, cause: value.cause };
}
