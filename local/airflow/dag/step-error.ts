import type { Step } from './dag.ts';

/** What no retry can repair, by the name of the error a step throws. */
export const permanentErrors: readonly string[] = ['InputError', 'RunClosedError'];

/** Why an invocation of a step came to nothing. */
export class StepError extends Error {
  override readonly name = 'StepError';
  readonly step: Step;
  /** The name of the error the step threw, or one of ours for what lies between. */
  readonly type: string;
  readonly permanent: boolean;

  constructor(step: Step, type: string, message: string, permanent = permanentErrors.includes(type)) {
    super(message);
    this.step = step;
    this.type = type;
    this.permanent = permanent;
  }
}

/**
 * Reads the body of an invocation that ended in a function error. AWS names the error in `errorType`;
 * serverless-offline says `Error` there whatever was thrown (an error loses its name on its way out of the
 * worker thread) and keeps the name only where the stack begins, in `trace[0]`. A time-out is, on AWS,
 * `Sandbox.Timedout`, and offline an `Error` like any other.
 */
export function readFunctionError(step: Step, body: unknown): StepError {
  const { errorType, errorMessage, trace, stackTrace } = asRecord(body);
  const stack = Array.isArray(trace) ? trace : stackTrace;
  const named = typeof errorType === 'string' && errorType !== '' ? errorType : 'Error';
  const type = named === 'Error' ? (nameIn(stack) ?? named) : named;
  return new StepError(step, type, typeof errorMessage === 'string' ? errorMessage : JSON.stringify(body));
}

/** The error's name in the first line of a stack: `InputError: text`, `TypeError [CODE]: text`, `InputError`. */
function nameIn(stack: unknown): string | undefined {
  const first: unknown = Array.isArray(stack) ? stack[0] : undefined;
  if (typeof first !== 'string') {
    return undefined;
  }
  return /^([A-Za-z_$][\w$.]*)(?: \[\w+\])?(?::|$)/.exec(first)?.[1];
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
