import { createHash, createHmac } from 'node:crypto';

/** A request as it arrived. The names of headers are in lower case. */
export interface SignedMessage {
  readonly method: string;
  /** Without a query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a signature has to be made with. */
export interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  readonly service: string;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/**
 * Whether a request is signed with Signature Version 4 by that key, for that service and region. Made from the description of
 * the algorithm, not from the library under test; a request that botocore signed is its own test.
 */
export function isSignedBy(message: SignedMessage, signer: Signer): boolean {
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      message.headers['authorization'] ?? '',
    );
  const [, credential = '', signedHeaders = '', signature = ''] = parts ?? [];
  const time = message.headers['x-amz-date'] ?? '';
  const scope = `${time.slice(0, 8)}/${signer.region}/${signer.service}/aws4_request`;
  const names = signedHeaders.split(';');
  if (
    credential !== `${signer.accessKeyId}/${scope}` ||
    !names.includes('host') ||
    !names.includes('x-amz-date')
  ) {
    return false;
  }
  const canonical = [
    message.method,
    message.path,
    '',
    ...names.map((name) => `${name}:${message.headers[name] ?? ''}`),
    '',
    signedHeaders,
    sha256(message.body),
  ].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${signer.secretAccessKey}`);
  return (
    hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString('hex') === signature
  );
}
