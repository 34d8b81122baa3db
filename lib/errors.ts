import type { AnswerCode, RunCode } from './error-codes.ts';

/** What an error tells a client beside its text. */
export interface ErrorOptions {
  readonly cause?: unknown;
  /** Seconds after which trying again makes sense, where lib/http/reply/statuses.ts cannot know them. */
  readonly retryAfterS?: number;
  /** Further members of the error body. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * An error that a client is told: its text, and a code of the catalogue. Which HTTP status that is, is up to
 * lib/http/reply/statuses.ts. Any other error becomes a plain 500 (lib/http/reply/error-reply.ts).
 */
export class ServiceError extends Error {
  override readonly name: string = 'ServiceError';
  readonly code: AnswerCode;
  readonly retryAfterS: number | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: AnswerCode, message: string, options: ErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryAfterS = options.retryAfterS;
    this.details = options.details ?? {};
  }
}

/** The settings are unusable: every problem is named in one message. Never told to a client. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * The inputs can't be used, and trying again would not help. The DAG does not retry a step that failed with
 * this name, so the name is part of the contract with dags/etl_pipeline.py.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: RunCode;

  constructor(code: RunCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}

/** The run is closed or was overtaken, so this step has nothing left to do. Not retried, like InputError. */
export class RunClosedError extends Error {
  override readonly name = 'RunClosedError';
  readonly code: RunCode = 'RUN_CLOSED';
}

/** Names of the errors that a retry of the step cannot help. */
export const PERMANENT_ERRORS = ['InputError', 'RunClosedError'] as const;

/**
 * The text of whatever was thrown.
 */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
