import type { AnswerCode, RunCode } from './error-codes.ts';

/**
 * The code that an error has: the system's (`ENOENT`), Node's, PostgreSQL's (an SQLSTATE), or one of ours; of one without that is made
 * of several, that of the first: a host may have several addresses. Undefined when there is none.
 *
 * @example codeOf(error) === 'ENOENT'
 */
export function codeOf(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return error instanceof AggregateError ? codeOf(error.errors[0]) : undefined;
}

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
  /** The same in one short clause; undefined where the code alone says it. */
  readonly summary: string | undefined;
  /** The gates that stayed shut. */
  readonly gates: readonly string[];

  constructor(code: RunCode, message: string, options: InputErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.summary = options.summary;
    this.gates = options.gates ?? [];
  }
}

/** What is known of an InputError beside its text. */
export interface InputErrorOptions {
  readonly cause?: unknown;
  /** One short clause without a full stop: `users.csv was not found`. It stands in the result of the run. */
  readonly summary?: string;
  readonly gates?: readonly string[];
}

/** The run is closed or was overtaken, so this step has nothing left to do. Not retried, like InputError. */
export class RunClosedError extends Error {
  override readonly name = 'RunClosedError';
  readonly code: RunCode = 'RUN_CLOSED';
}

/** The server that has the files does not answer, or refuses for now. A step that fails with it is tried again. */
export class SourcesUnavailableError extends Error {
  override readonly name = 'SourcesUnavailableError';
  readonly code: RunCode = 'SOURCES_UNAVAILABLE';
}

/** Names of the errors that a retry of the step cannot help. */
export const PERMANENT_ERRORS = ['InputError', 'RunClosedError'] as const;

/**
 * The text of whatever was thrown.
 */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What a run's record has of the error that ended a step. */
export interface StepFailure {
  readonly code: RunCode | AnswerCode;
  readonly message: string;
  readonly summary: string | null;
  readonly gates: readonly string[];
}

/** What is recorded of whatever a step threw: its code, its text, and the short form where it has one. */
export function stepFailure(error: unknown): StepFailure {
  const message = messageOf(error);
  if (error instanceof InputError) {
    return { code: error.code, message, summary: error.summary ?? null, gates: error.gates };
  }
  const isCoded =
    error instanceof ServiceError ||
    error instanceof RunClosedError ||
    error instanceof SourcesUnavailableError;
  return { code: isCoded ? error.code : 'STEP_FAILED', message, summary: null, gates: [] };
}
