import type { IncomingHttpHeaders } from 'node:http';
import { quoted, visible } from '../../../messages/visible.ts';
import { SourceError, type SourceErrorCode } from '../../source-error.ts';
import type { S3Address } from '../address.ts';
import type { S3Connection } from './connection.ts';
import { textIn } from './xml.ts';

/** A request that was refused, as far as the answer tells. */
export interface RefusedRequest {
  readonly uri: string;
  readonly address: S3Address;
  readonly connection: Pick<S3Connection, 'origin' | 'region'>;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The document that S3 answers with; empty for HEAD. */
  readonly document: string;
}

/** Which error a refusal is, and what is said: what was seen, the likely cause, what to do. */
type Told = readonly [code: SourceErrorCode, detail: string];

const NEW_KEYS = 'check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and that they are for';

/** The code of a refusal by a policy; of an object that is missing, too, if the bucket may not be listed. */
const DENIED = 'AccessDenied';

/** A policy does not allow it. */
export class AccessDeniedError extends SourceError {}

/** What S3's error codes mean: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const REFUSALS: Readonly<Record<string, (refused: RefusedRequest) => Told>> = {
  NoSuchKey: () => ['missing', 'does not exist'],
  NoSuchBucket: ({ address, connection }) => [
    'missing',
    `there is no bucket ${visible(address.bucket)} at ${connection.origin}; check its name, and AWS_ENDPOINT_URL_S3 if the bucket is elsewhere`,
  ],
  [DENIED]: ({ address: { bucket, key }, document }) => [
    'unreadable',
    `the credentials may not read it (AccessDenied${saying(document)}); their policy must allow s3:ListBucket on arn:aws:s3:::${bucket} and ` +
      `s3:GetObject on arn:aws:s3:::${bucket}/${key === '' ? '' : `${keyShown(key)}`}*, and kms:Decrypt if the objects are encrypted with a key of KMS`,
  ],
  InvalidAccessKeyId: ({ connection }) => [
    'unreadable',
    `the access key is not known (InvalidAccessKeyId); ${NEW_KEYS} ${connection.origin}`,
  ],
  SignatureDoesNotMatch: ({ connection }) => [
    'unreadable',
    `the signature is wrong (SignatureDoesNotMatch): probably AWS_SECRET_ACCESS_KEY is not that of AWS_ACCESS_KEY_ID; ${NEW_KEYS} ${connection.origin}`,
  ],
  ExpiredToken: () => [
    'unreadable',
    'the credentials have expired (ExpiredToken); get new ones: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN',
  ],
  InvalidToken: () => [
    'unreadable',
    'AWS_SESSION_TOKEN is not valid (InvalidToken): probably it belongs to other keys; set all three variables anew, or remove it if the keys are permanent',
  ],
  RequestTimeTooSkewed: ({ headers }) => [
    'unreadable',
    `the clocks differ too much (RequestTimeTooSkewed): it is ${new Date().toUTCString()} here, and ${visible(headers.date ?? 'another time')} there; set the clock of this machine`,
  ],
  InvalidObjectState: () => [
    'unreadable',
    'the object is archived (InvalidObjectState), as in Glacier; restore it, or copy it to another storage class',
  ],
  PermanentRedirect: otherRegion,
  TemporaryRedirect: otherRegion,
  AuthorizationHeaderMalformed: otherRegion,
  IllegalLocationConstraintException: otherRegion,
};

/** What stands for a code where the answer has none: HEAD is answered without a document. */
const BY_STATUS: Readonly<Record<number, string>> = {
  301: 'PermanentRedirect',
  307: 'TemporaryRedirect',
  403: DENIED,
  404: 'NoSuchKey',
};

/** The error that an answer of S3 is which no retry helps. */
export function refusalOf(refused: RefusedRequest): SourceError {
  const { uri, status, headers, document } = refused;
  const told = errorCodeIn(document);
  const code = told ?? BY_STATUS[status] ?? '';
  const [kind, detail] = REFUSALS[code]?.(refused) ?? ['unreadable', unknown(refused, code)];
  const isFromS3 = document === '' || told !== undefined || 'x-amz-request-id' in headers;
  if (isFromS3 && code === DENIED) {
    return new AccessDeniedError(kind, uri, detail);
  }
  return new SourceError(isFromS3 ? kind : 'unreadable', uri, isFromS3 ? detail : noS3(refused));
}

/** The code of an error document; undefined when it is none. */
export const errorCodeIn = (document: string): string | undefined =>
  /<Error[\s>]/.test(document) ? textIn(document, 'Code') : undefined;

/** What an answer says that S3 would not give. */
export function noS3({ connection, status, headers }: Omit<RefusedRequest, 'document'>): string {
  const type = headers['content-type'] ?? 'of no type';
  return (
    `what answers at ${connection.origin} is probably not S3: it answered with status ${status}, ${visible(type)}; ` +
    'check AWS_ENDPOINT_URL_S3 (and AWS_ENDPOINT_URL)'
  );
}

function otherRegion({ headers, document, connection }: RefusedRequest): Told {
  const told = headers['x-amz-bucket-region'] ?? textIn(document, 'Region');
  const region = typeof told === 'string' && /^[a-z0-9-]+$/.test(told) ? told : undefined;
  const is = region === undefined ? 'is in another region' : `is in the region ${region}`;
  return [
    'unreadable',
    `the bucket ${is}, but requests are signed for ${connection.region}; set AWS_REGION${region === undefined ? ' to the region of the bucket' : `=${region}`}`,
  ];
}

function unknown({ status, document, connection }: RefusedRequest, code: string): string {
  const named = code === '' ? '' : ` (${visible(code)}${saying(document)})`;
  return `${connection.origin} refused it with status ${status}${named}; look the code up in the documentation of S3`;
}

/** What the document says in words. */
function saying(document: string): string {
  const message = textIn(document, 'Message');
  return message ? `: ${quoted(message, 200)}` : '';
}

const keyShown = (key: string): string => visible(key, 200);
