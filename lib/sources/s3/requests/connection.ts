import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { awsCredentials } from '../../../aws/credentials.ts';
import { awsRegion, hasCustomEndpoint, serviceEndpoint } from '../../../aws/endpoint.ts';
import type { Environment } from '../../../aws/environment.ts';
import { requestSigner } from '../../../aws/signed-fetch.ts';
import type { S3Address } from '../address.ts';
import type { Timing } from '../timing.ts';
import { Interruption } from './interruption.ts';
import { watchSilence } from './silence.ts';
import { transportFor } from './transport.ts';

/** What is asked of a bucket. */
export interface S3Request {
  readonly method?: 'GET' | 'HEAD';
  /** Its key is empty when the request is about the bucket. */
  readonly address: S3Address;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** An answer; its body has to be read or destroyed. */
export interface S3Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: IncomingMessage;
}

/** Sends requests to S3, or to what stands in for it. */
export interface S3Connection {
  /** Where it is, and for which region requests are signed: for messages. */
  readonly origin: string;
  readonly region: string;
  /** How long is waited for an answer to begin, and for all of what comes with a refusal. */
  readonly answerMs: number;
  /** @throws what went wrong on the way, as node has it; Interruption when no answer came in time; AwsSettingsError without credentials */
  send(request: S3Request): Promise<S3Answer>;
}

/**
 * The connection that an environment describes. It uses node:http, not fetch: fetch would decompress an object that is stored with
 * `Content-Encoding: gzip`, so that offsets were of other bytes, and it takes half as much processor time again.
 *
 * @throws AwsSettingsError when a setting is missing or can't be used
 */
export function connectS3(environment: Environment, { answerMs }: Pick<Timing, 'answerMs'>): S3Connection {
  const endpoint = serviceEndpoint('s3', environment);
  const region = awsRegion('s3', environment);
  const isCustom = hasCustomEndpoint('s3', environment);
  const sign = requestSigner({ service: 's3', region, credentials: awsCredentials(environment) });
  return {
    origin: endpoint.origin,
    region,
    answerMs,
    send: async ({ method = 'GET', address, query = {}, headers = {}, signal }) => {
      const url = urlOf(endpoint, address, isCustom);
      url.search = new URLSearchParams(query).toString().replaceAll('+', '%20');
      const signed = await sign(url, { method, headers });
      // Not signed: some on the way change it.
      const sent = { ...Object.fromEntries(signed.headers), 'accept-encoding': 'identity' };
      return await answerTo(signed.url, method, sent, { answerMs, signal });
    },
  };
}

/** At AWS the bucket is part of the host's name, unless it has dots, for which there is no certificate; others often know no such hosts. */
function urlOf(endpoint: URL, { bucket, key }: S3Address, isCustom: boolean): URL {
  const isInPath = isCustom || !/^[a-z0-9-]+$/.test(bucket);
  const url = new URL(endpoint);
  if (!isInPath) {
    url.hostname = `${bucket}.${url.hostname}`;
  }
  const parts = [...(isInPath ? [bucket] : []), ...key.split('/')].map(encoded);
  url.pathname = `${endpoint.pathname.replace(/\/+$/, '')}/${parts.join('/')}`;
  return url;
}

/** As signatures have it: what encodeURIComponent leaves and RFC 3986 does not is encoded as well. */
const encoded = (part: string): string =>
  encodeURIComponent(part.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Sends a request, and waits until its answer begins. */
async function answerTo(
  url: URL,
  method: string,
  headers: Record<string, string>,
  { answerMs, signal }: { readonly answerMs: number; readonly signal: AbortSignal },
): Promise<S3Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<S3Answer>();
  const { request: send, agent } = transportFor(url.protocol);
  const request = send(url, { method, headers, signal, agent }, (body) => {
    // Who reads it listens as well; one that nobody reads may end as it likes.
    body.on('error', () => undefined);
    resolve({ status: body.statusCode ?? 0, headers: body.headers, body });
  });
  request.on('error', reject);
  request.end();
  const silence = watchSilence(answerMs, () => {
    request.destroy(new Interruption('busy', `did not answer within ${answerMs / 1000} s`));
  });
  try {
    return await promise;
  } finally {
    silence.end();
  }
}
