import { AwsSettingsError } from '../../../aws/environment.ts';
import { codeOf } from '../../../errors.ts';

/** Why a request came to nothing. */
export type InterruptionKind =
  /** No connection came about: retried for a short time. */
  | 'unreachable'
  /** Nobody gave credentials to sign with, for now: retried for longer. The message is a sentence of its own. */
  | 'no credentials'
  /** S3 asks to be left alone for a while, or an answer was cut or stalled: retried for longer. */
  | 'busy';

/** A request came to nothing, and may succeed when it is sent again. The message is a clause, as in `stopped sending`. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly kind: InterruptionKind;

  constructor(kind: InterruptionKind, seen: string, cause?: unknown) {
    super(seen, { cause });
    this.kind = kind;
  }
}

/** Errors of connecting: nothing was sent. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host could not be looked up',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
};

/** Errors of connections that may not come again. */
const BROKEN: Readonly<Record<string, string>> = {
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ECONNABORTED: 'the connection was cut',
  ETIMEDOUT: 'the connection timed out',
  ERR_STREAM_PREMATURE_CLOSE: 'the connection was cut',
  HPE_INVALID_EOF_STATE: 'the connection was cut',
};

/** What an error of the network means; undefined when to try again would not help, as with a certificate. */
export function interruptionOf(error: unknown): Interruption | undefined {
  if (error instanceof Interruption) {
    return error;
  }
  if (error instanceof AwsSettingsError && error.mayPass) {
    return new Interruption('no credentials', error.message, error);
  }
  const code = codeOf(error) ?? '';
  const unreachable = UNREACHABLE[code];
  if (unreachable !== undefined) {
    return new Interruption('unreachable', unreachable, error);
  }
  const broken = BROKEN[code];
  return broken === undefined ? undefined : new Interruption('busy', broken, error);
}
