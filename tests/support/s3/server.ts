import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { AskedRequest, Fault, Faults } from './faults.ts';
import { listingDocument } from './listing.ts';
import { Objects, type StoredObject } from './objects.ts';
import { type Keys, signatureProblem } from './signature.ts';

export const KEYS: Keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalr/secret+EXAMPLE' };

/** What the server is like. */
export interface S3ServerOptions {
  readonly keys?: Keys;
  readonly region?: string;
  /** Keys in a page of a listing. */
  readonly pageKeys?: number;
  readonly port?: number;
}

/** An S3 server with objects in memory, that may be told to fail. */
export interface S3Server {
  readonly url: string;
  /** What points to it, and lets in. */
  readonly environment: Readonly<Record<string, string>>;
  readonly objects: Objects;
  /** What was asked, the last one at the end. */
  readonly asked: AskedRequest[];
  /** From now on. */
  failWith(faults: Faults): void;
  close(): Promise<void>;
}

/** Starts one on 127.0.0.1. It checks signatures as S3 does. */
export async function startS3(options: S3ServerOptions = {}): Promise<S3Server> {
  const { keys = KEYS, region = 'eu-central-1', pageKeys = 1000, port = 0 } = options;
  const objects = new Objects();
  const asked: AskedRequest[] = [];
  let faults: Faults = () => undefined;
  const server = createServer((request, response) => {
    const seen = askedBy(request, asked.length);
    asked.push(seen);
    const fault = faults(seen);
    const problem = signatureProblem(request, keys, region);
    if (problem !== undefined) {
      const status = problem === 'AuthorizationHeaderMalformed' ? 400 : 403;
      refuse(response, status, problem, `<Region>${region}</Region>`);
    } else if (fault === 'reset') {
      request.socket.destroy();
    } else if (fault !== 'silent') {
      answer(response, request, seen, { objects, fault, pageKeys });
    }
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    environment: {
      AWS_ENDPOINT_URL_S3: url,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_SESSION_TOKEN: keys.sessionToken ?? '',
    },
    objects,
    asked,
    failWith: (next) => {
      faults = next;
    },
    close: async () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function askedBy({ method = '', url = '', headers }: IncomingMessage, index: number): AskedRequest {
  const [path = '', query = ''] = url.split('?');
  const [bucket = '', ...key] = path.slice(1).split('/').map(decodeURIComponent);
  return {
    ...{ method, bucket, key: key.join('/'), query: new URLSearchParams(query) },
    ...{ range: headers.range, index },
  };
}

interface Answering {
  readonly objects: Objects;
  readonly fault: Exclude<Fault, 'reset' | 'silent'> | undefined;
  readonly pageKeys: number;
}

function answer(
  response: ServerResponse,
  request: IncomingMessage,
  { bucket, key, query }: AskedRequest,
  { objects, fault, pageKeys }: Answering,
): void {
  const found = objects.buckets.get(bucket);
  const object = found?.get(key);
  if (typeof fault === 'object' && 'status' in fault) {
    const { status, code, body, headers = {} } = fault;
    if (body === undefined) {
      refuse(response, status, code ?? 'Error', '', headers);
    } else {
      response.writeHead(status, headers).end(body);
    }
  } else if (!found) {
    refuse(response, 404, 'NoSuchBucket');
  } else if (key === '') {
    response.writeHead(200, { 'content-type': 'application/xml' }).end(
      listingDocument(found, {
        ...{ bucket, prefix: query.get('prefix') ?? '', delimiter: query.get('delimiter') },
        ...{ startAfter: query.get('start-after'), token: query.get('continuation-token') },
        ...{ isEncoded: query.get('encoding-type') === 'url' },
        pageKeys: Math.min(pageKeys, Number(query.get('max-keys') ?? pageKeys)),
      }),
    );
  } else if (!object) {
    refuse(response, 404, 'NoSuchKey');
  } else {
    answerObject(response, request, object, fault);
  }
}

function answerObject(
  response: ServerResponse,
  { method, headers: { range, 'if-match': wanted } }: IncomingMessage,
  { body, etag, modifiedAt, headers: own }: StoredObject,
  fault: Answering['fault'],
): void {
  const headers = { etag, 'last-modified': modifiedAt.toUTCString(), 'accept-ranges': 'bytes', ...own };
  if (wanted !== undefined && wanted !== etag && fault !== 'ignores if-match') {
    refuse(response, 412, 'PreconditionFailed');
    return;
  }
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  if (first === undefined || last === undefined || fault === 'ignores ranges') {
    response.writeHead(200, { ...headers, 'content-length': body.length });
    send(response, method === 'HEAD' ? Buffer.alloc(0) : body, fault);
    return;
  }
  const from = Number(first) + (fault === 'shifts ranges' ? 1 : 0);
  const to = Math.min(Number(last) + 1, body.length);
  if (from >= body.length) {
    refuse(response, 416, 'InvalidRange');
    return;
  }
  const part = body.subarray(from, to);
  const contentRange = `bytes ${from}-${to - 1}/${body.length}`;
  response.writeHead(206, { ...headers, 'content-length': part.length, 'content-range': contentRange });
  send(response, part, fault);
}

function send(response: ServerResponse, bytes: Buffer, fault: Answering['fault']): void {
  if (typeof fault === 'object' && 'cutAfter' in fault && fault.cutAfter < bytes.length) {
    response.write(bytes.subarray(0, fault.cutAfter), () => response.destroy());
  } else if (typeof fault === 'object' && 'stallAfter' in fault && fault.stallAfter < bytes.length) {
    response.write(bytes.subarray(0, fault.stallAfter));
    response.flushHeaders();
  } else {
    response.end(bytes);
  }
}

function refuse(
  response: ServerResponse,
  status: number,
  code: string,
  more = '',
  headers: Record<string, string> = {},
): void {
  const document = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>It is ${code}.</Message>${more}</Error>`;
  response
    .writeHead(status, { 'content-type': 'application/xml', 'x-amz-request-id': 'R1', ...headers })
    .end(document);
}
