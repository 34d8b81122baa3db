import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Who may ask. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** S3 refuses what was signed longer ago, or for later. */
const MOST_SKEW_MS = 15 * 60_000;

/** Why a request is refused, as S3's error code; undefined when its signature is right. By the text of the specification, not by a library. */
export function signatureProblem(request: IncomingMessage, keys: Keys, region: string): string | undefined {
  const { authorization = '', 'x-amz-date': date = '', 'x-amz-security-token': token } = request.headers;
  const [, keyId, day = '', signedRegion = '', names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      authorization,
    ) ?? [];
  if (signature === undefined) {
    return 'AccessDenied';
  }
  if (keyId !== keys.accessKeyId) {
    return 'InvalidAccessKeyId';
  }
  if (token !== keys.sessionToken) {
    return 'InvalidToken';
  }
  if (signedRegion !== region) {
    return 'AuthorizationHeaderMalformed';
  }
  const time = String(date).replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z');
  if (Math.abs(Date.parse(time) - Date.now()) > MOST_SKEW_MS) {
    return 'RequestTimeTooSkewed';
  }
  const scope = `${day}/${signedRegion}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical(request, names))].join('\n');
  const key = [day, signedRegion, 's3', 'aws4_request'].reduce(
    (secret: string | Buffer, part) => hmac(secret, part),
    `AWS4${keys.secretAccessKey}`,
  );
  return hmac(key, text).toString('hex') === signature ? undefined : 'SignatureDoesNotMatch';
}

function canonical({ method = '', url = '', headers }: IncomingMessage, names: string): string {
  const [path = '', query = ''] = url.split('?');
  const parameters =
    query === '' ? [] : query.split('&').map((pair) => (pair.includes('=') ? pair : `${pair}=`));
  const lines = names.split(';').map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`);
  return [
    method,
    path,
    parameters.toSorted().join('&'),
    lines.join(''),
    names,
    headers['x-amz-content-sha256'] ?? '',
  ].join('\n');
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
