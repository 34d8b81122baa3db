import { isIP, type Socket } from 'node:net';
import tls from 'node:tls';
import { happened } from '../happened.ts';
import { SessionLostError } from '../session-socket.ts';
import { type Endpoint, isVerified } from '../ssl-modes.ts';
import { failedHandshake, noTls, TlsError, untrusted } from './tls-error.ts';
import { trustFor } from './trust.ts';

/** The message that asks a server to speak TLS: its length, and the number that stands for a version. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
const YES = 'S';

/**
 * Asks the server at the other end of a socket to speak TLS, and checks its certificate as the endpoint wants it.
 *
 * @throws TlsError when it speaks none, or is not to be trusted; SessionLostError when it hangs up or is too late;
 *   ConfigError when the file of its CA can't be used
 */
export async function encrypted(
  socket: Socket,
  endpoint: Endpoint,
  deadline: AbortSignal,
): Promise<tls.TLSSocket> {
  const { host, sslMode } = endpoint;
  const trust = isVerified(sslMode) ? await trustFor(endpoint.rootCertificate) : undefined;
  const answer = happened(socket, 'data', deadline);
  socket.write(SSL_REQUEST);
  // Exactly this: whatever came with it would be taken for a part of the encrypted conversation.
  const said = String(await answer);
  if (said !== YES) {
    throw noTls(endpoint, said);
  }
  const secure = tls.connect({
    socket,
    host,
    // The name that is asked for; an address can't be one. What is checked is said below, so it is never "localhost".
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(trust ? { secureContext: trust.context } : {}),
    checkServerIdentity: (_name, certificate) =>
      sslMode === 'verify-full' ? tls.checkServerIdentity(host, certificate) : undefined,
    // Node would end the connection, and with it what the certificate says. It is judged below, before anything is sent.
    rejectUnauthorized: false,
  });
  try {
    await happened(secure, 'secureConnect', deadline);
    if (trust && !secure.authorized) {
      throw untrusted(endpoint, secure, trust);
    }
    return secure;
  } catch (error) {
    secure.on('error', () => undefined).destroy();
    throw error instanceof TlsError || error instanceof SessionLostError
      ? error
      : failedHandshake(endpoint, error);
  }
}
