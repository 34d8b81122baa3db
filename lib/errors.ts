/** What an error tells a client, and whether it may be told at all. */
export type ErrorOptions = {
  readonly cause?: unknown;
  /** Seconds after which trying again makes sense: becomes the header Retry-After. */
  readonly retryAfterS?: number;
  /** Further members of the error body. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * An error with an HTTP status and a stable machine-readable code. Only the message of an exposed error
 * reaches a client; any other error becomes a plain 500 (lib/http/error-reply.ts).
 */
export class ServiceError extends Error {
  override readonly name: string = 'ServiceError';
  readonly expose = true;
  readonly status: number;
  readonly code: string;
  readonly retryAfterS: number | undefined;
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, options: ErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.status = status;
    this.code = code;
    this.retryAfterS = options.retryAfterS;
    this.details = options.details ?? {};
    this.headers = options.headers ?? {};
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
  readonly code: string;

  constructor(code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}

/** The run is closed or was overtaken, so this step has nothing left to do. Not retried, like InputError. */
export class RunClosedError extends Error {
  override readonly name = 'RunClosedError';
  readonly code = 'RUN_CLOSED';
}

/** Names of the errors that a retry of the step cannot mend. */
export const PERMANENT_ERRORS = ['InputError', 'RunClosedError'] as const;

/**
 * The text of whatever was thrown.
 */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
