import { AwsSettingsError } from '../../../aws/environment.ts';
import { codeOf, SourcesUnavailableError } from '../../../errors.ts';
import { oneLine } from '../../../messages/one-line.ts';
import { SourceError } from '../../source-error.ts';
import type { Timing } from '../timing.ts';
import type { S3Answer, S3Connection, S3Request } from './connection.ts';
import { Interruption, type InterruptionKind, interruptionOf } from './interruption.ts';
import { documentOf } from './received.ts';
import { errorCodeIn, refusalOf } from './refusal.ts';
import { Retries } from './retries.ts';

/** Whom to ask, and how long; the connection is made when it is first needed. */
export interface S3Server {
  /** @throws AwsSettingsError when a setting is missing or can't be used */
  readonly connection: () => S3Connection;
  readonly timing: Timing;
}

/** Of what comes with a refusal this much is read: S3 says it in less than 1 KB. */
const MOST_REFUSAL_BYTES = 64 * 1024;

/** Answers after which the same request may succeed, by their codes where the status alone does not tell it. */
const BUSY_STATUSES = [408, 429, 500, 502, 503, 504];
const BUSY_CODES = ['SlowDown', 'RequestTimeout', 'InternalError', 'ServiceUnavailable', 'OperationAborted'];

/**
 * Does some work with requests, again and again as long as what goes wrong may pass.
 *
 * @param work is told what to report progress to, and that an attempt begins anew
 * @throws SourcesUnavailableError when it does not pass in time: of no source is known then what is wrong with it
 * @throws {SourceError} unreadable when the settings or the certificate are wrong; what else the work throws as it is
 */
export async function persistently<T>(
  { connection, timing }: S3Server,
  uri: string,
  signal: AbortSignal,
  work: (connection: S3Connection, retries: Retries) => Promise<T>,
): Promise<T> {
  const retries = new Retries(timing);
  const startedAt = performance.now();
  for (;;) {
    try {
      return await work(connection(), retries);
    } catch (error) {
      signal.throwIfAborted();
      const interruption = interruptionOf(error);
      if (!interruption) {
        throw settled(error, uri, connection);
      }
      if (!(await retries.pause(interruption, signal))) {
        const seconds = Math.round((performance.now() - startedAt) / 1000);
        const seen = gaveUp(interruption, connection().origin, seconds);
        throw new SourcesUnavailableError(`${oneLine(uri)}: ${seen}`, { cause: error });
      }
    }
  }
}

/**
 * Sends a request once.
 *
 * @param good the statuses that are no error
 * @throws {SourceError} what a refusal means; Interruption when to send it again may help
 */
export async function answered(
  connection: S3Connection,
  uri: string,
  request: S3Request,
  good: readonly number[],
): Promise<S3Answer> {
  const answer = await connection.send(request);
  const { status, headers, body } = answer;
  if (good.includes(status)) {
    return answer;
  }
  const { text: document } = await documentOf(body, {
    ...{ stallMs: connection.answerMs, wholeMs: connection.answerMs },
    mostBytes: MOST_REFUSAL_BYTES,
  });
  const code = errorCodeIn(document);
  if (BUSY_STATUSES.includes(status) || (code !== undefined && BUSY_CODES.includes(code))) {
    throw new Interruption('busy', `answered with status ${status}${code === undefined ? '' : ` (${code})`}`);
  }
  throw refusalOf({ uri, address: request.address, connection, status, headers, document });
}

/** An error that does not pass, as one of sources where it is about them. */
function settled(error: unknown, uri: string, connection: S3Server['connection']): unknown {
  if (error instanceof AwsSettingsError) {
    return new SourceError('unreadable', uri, error.message, error);
  }
  const code = codeOf(error);
  if (code === undefined || error instanceof SourceError) {
    return error;
  }
  const hint = code.startsWith('HPE_')
    ? 'what answers there does not speak HTTP; check AWS_ENDPOINT_URL_S3, and whether it must begin with https://'
    : 'no safe connection came about; check AWS_ENDPOINT_URL_S3, whether it must begin with http://, and NODE_EXTRA_CA_CERTS if its certificate is of an authority of your own';
  return new SourceError('unreadable', uri, `${connection().origin} can't be used (${code}); ${hint}`, error);
}

/** What is told when it did not pass. */
function gaveUp({ kind, message }: Interruption, origin: string, seconds: number): string {
  const texts: Readonly<Record<InterruptionKind, string>> = {
    unreachable: `${origin} can't be reached: ${message}; check AWS_ENDPOINT_URL_S3, AWS_REGION, the network, and that the server is up`,
    'no credentials': `${message}; it was tried again for ${seconds} s`,
    busy: `${origin} ${message}, and it was tried again for ${seconds} s; S3 is probably overloaded or the network is bad: try again later`,
  };
  return texts[kind];
}
