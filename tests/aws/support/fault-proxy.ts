import { createServer, type IncomingMessage, request as requestTo, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type RunningProxy, running } from './running-proxy.ts';

/** What goes wrong with the next reads of objects. */
export interface Faults {
  /** That many of them, then all is well. */
  readonly reads: number;
  /** 503: it is refused, as S3 does when it is asked too fast. Otherwise it breaks off, or falls silent, after so many bytes. */
  readonly kind: 'refuse' | 'cut' | 'stall';
  readonly afterBytes?: number;
}

/** What has happened: how many reads of objects there were, and to how many of them a fault. */
export interface FaultReport {
  readonly reads: number;
  readonly faults: number;
}

/** Asked with GET for a FaultReport, with POST to set Faults, which ends the answers that have stalled, and begins a new report. */
export const FAULTS_PATH = '/-faults';

const BUSY = '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>';

/**
 * Starts a server between the functions and S3 that passes everything on, and makes the faults that it was told to make.
 *
 * @param target the address of S3
 */
export async function startFaultProxy(target: string): Promise<RunningProxy> {
  let faults: Faults = { reads: 0, kind: 'cut' };
  let report: FaultReport = { reads: 0, faults: 0 };
  const stalled: ServerResponse[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url !== FAULTS_PATH) {
      const fault = isRead(request) ? nextFault() : undefined;
      if (fault?.kind === 'stall') {
        stalled.push(response);
      }
      passOn(target, request, response, fault);
      return;
    }
    if (request.method === 'POST') {
      faults = JSON.parse(await text(request));
      report = { reads: 0, faults: 0 };
      for (const response of stalled.splice(0)) {
        response.destroy();
      }
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(report));
  }

  function nextFault(): Faults | undefined {
    const fault = report.faults < faults.reads ? faults : undefined;
    report = { reads: report.reads + 1, faults: report.faults + (fault ? 1 : 0) };
    return fault;
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  return await running(server);
}

/** Of an object, with a range; a listing has none. */
const isRead = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && headers.range !== undefined;

function passOn(target: string, request: IncomingMessage, response: ServerResponse, fault?: Faults): void {
  if (fault?.kind === 'refuse') {
    response.writeHead(503, { 'content-type': 'application/xml' }).end(BUSY);
    return;
  }
  // The host stays as it is: it is signed.
  const { method, headers, url = '/' } = request;
  const sent = requestTo(new URL(url, target), { ...(method && { method }), headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    if (fault === undefined) {
      answer.pipe(response);
    } else {
      passOnUntil(fault, answer, response);
    }
  });
  sent.on('error', () => response.destroy());
  request.pipe(sent);
}

function passOnUntil(
  { kind, afterBytes = 0 }: Faults,
  answer: IncomingMessage,
  response: ServerResponse,
): void {
  let left = afterBytes;
  answer.on('data', (chunk: Buffer) => {
    if (left <= 0) {
      return;
    }
    response.write(chunk.subarray(0, left));
    left -= chunk.length;
    if (left <= 0 && kind === 'cut') {
      // What was written has to leave first.
      setTimeout(() => response.destroy(), 20);
    }
  });
  // It is shorter than that: nothing goes wrong.
  answer.on('end', () => left > 0 && response.end());
}
