import type { TLSSocket } from 'node:tls';
import { codeOf } from '../../../errors.ts';
import { visible } from '../../../messages/visible.ts';
import type { Endpoint } from '../ssl-modes.ts';
import { reasonOf } from './reasons.ts';
import type { Trust } from './trust.ts';

/** There is a server, but it can't be spoken to as sslmode wants it: to try again would not help. */
export class TlsError extends Error {
  override readonly name = 'TlsError';
  readonly code = 'TLS_REFUSED';
}

const serverOf = ({ host, port }: Endpoint): string => `the database server ${visible(host, 255)}:${port}`;

/** The server's answer to the question for TLS, one letter. */
const NO = 'N';

/** @param said what it answered instead of yes */
export function noTls(endpoint: Endpoint, said: string): TlsError {
  const mode = `the address says sslmode=${endpoint.sslMode}`;
  return new TlsError(
    said === NO
      ? `${serverOf(endpoint)} does not support TLS, but ${mode}. Turn TLS on in the server (ssl = on), or take sslmode ` +
          'out of the address if the way to the server is private'
      : `${serverOf(endpoint)} does not answer as PostgreSQL does when it is asked for TLS (${mode}). Check host and port: ` +
          'it may be another service, or a proxy',
  );
}

/** @param error what TLS itself says */
export function failedHandshake(endpoint: Endpoint, error: unknown): TlsError {
  const code = codeOf(error) ?? 'no code';
  return new TlsError(
    `${serverOf(endpoint)} and this client could not agree on TLS (${visible(code, 100)}). Check that the server supports ` +
      'TLS 1.2 or newer',
    { cause: error },
  );
}

/** @param socket the connection to a server whose certificate did not pass */
export function untrusted(endpoint: Endpoint, socket: TLSSocket, { who }: Trust): TlsError {
  const reason = reasonOf(String(socket.authorizationError), {
    host: endpoint.host,
    certificate: socket.getPeerCertificate(),
    now: new Date(),
  });
  return new TlsError(
    `the certificate of ${serverOf(endpoint)} ${reason.seen}. Wanted (sslmode=${endpoint.sslMode}): one that is valid, is ` +
      `signed by a trusted CA${endpoint.sslMode === 'verify-full' ? ', and names the host in the address' : ''}. Trusted ` +
      `are ${who}. ${reason.advice}`,
  );
}
