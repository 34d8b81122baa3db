import { AwsV4Signer } from 'aws4fetch';
import type { CredentialsProvider } from './keys.ts';

/** Whose requests are signed, and for what. */
export interface SigningOptions {
  /** As it stands in the signature: `s3`, `airflow`. */
  readonly service: string;
  readonly region: string;
  readonly credentials: CredentialsProvider;
}

/** A request to be signed. */
export interface SignedRequestInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the request and the reading of its answer. */
  readonly signal?: AbortSignal;
}

/** A request with the signature among its headers. */
export interface SignedRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
}

/**
 * Makes a function that signs requests with Signature Version 4.
 *
 * @returns a function that throws AwsSettingsError when there are no credentials
 */
export function requestSigner({ service, region, credentials }: SigningOptions) {
  // Of a signature most is a key that holds for a day: it is kept.
  const cache = new Map<string, ArrayBuffer>();
  return async (
    url: URL,
    { method = 'GET', headers = {}, body }: SignedRequestInit = {},
  ): Promise<SignedRequest> => {
    const { accessKeyId, secretAccessKey, sessionToken } = await credentials();
    const signer = new AwsV4Signer({
      ...{
        url: url.href,
        method,
        headers: { ...headers },
        service,
        region,
        cache,
        accessKeyId,
        secretAccessKey,
      },
      ...(body !== undefined && { body }),
      ...(sessionToken !== undefined && { sessionToken }),
    });
    return await signer.sign();
  };
}

/** A fetch that signs its requests. Redirects are not followed: the signature would be wrong there. */
export type SignedFetch = (url: URL, init?: SignedRequestInit) => Promise<Response>;

/**
 * Makes a fetch that signs each request as it is sent. It neither retries nor limits the time: whoever calls passes a signal, which
 * also ends an answer that stalls.
 *
 * @returns a function that throws AwsSettingsError without credentials, and otherwise what fetch throws
 * @example await signedFetch({ service: 'airflow', region, credentials })(url, { method: 'POST', body, signal })
 */
export function signedFetch(options: SigningOptions): SignedFetch {
  const sign = requestSigner(options);
  return async (url, init = {}) => {
    const { url: signedUrl, method, headers } = await sign(url, init);
    return await fetch(signedUrl, {
      method,
      headers,
      redirect: 'manual',
      ...(init.body !== undefined && { body: init.body }),
      ...(init.signal && { signal: init.signal }),
    });
  };
}
