import net from 'node:net';
import tls from 'node:tls';
import { SessionLostError } from './session-socket.ts';

/** Where a database is, and whether the connection to it is encrypted. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** Of libpq: https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION */
  readonly sslMode: SslMode;
}

export const SSL_MODES = ['disable', 'require', 'verify-full'] as const;
export type SslMode = (typeof SSL_MODES)[number];

/** The message that asks a server to speak TLS: its length, and the number that stands for a version. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
const YES = 'S';

/**
 * Connects to a database server, encrypted where the endpoint wants it.
 *
 * @throws the system's error when there is nobody; SessionLostError when it takes longer than `timeoutMs` or the server
 *   speaks no TLS; the TLS error when a certificate is not to be trusted
 */
export async function openSocket(endpoint: Endpoint, timeoutMs: number): Promise<net.Socket> {
  const { host, port, sslMode } = endpoint;
  const socket = net.connect({ host, port, keepAlive: true, noDelay: true });
  const late = () => socket.destroy(new SessionLostError(`no connection within ${timeoutMs} ms`));
  socket.setTimeout(timeoutMs, late);
  await happened(socket, 'connect');
  const ready = sslMode === 'disable' ? socket : await encrypted(socket, endpoint);
  socket.setTimeout(0);
  socket.off('timeout', late);
  return ready;
}

async function encrypted(socket: net.Socket, { host, sslMode }: Endpoint): Promise<tls.TLSSocket> {
  const answer = happened(socket, 'data');
  socket.write(SSL_REQUEST);
  if (String(await answer) !== YES) {
    socket.destroy();
    throw new SessionLostError('the server does not support TLS, but sslmode in the address requires it');
  }
  const secure = tls.connect({
    socket,
    // Without it a certificate is held against "localhost" when the host is an address.
    ...(net.isIP(host) ? { host } : { servername: host }),
    rejectUnauthorized: sslMode === 'verify-full',
  });
  await happened(secure, 'secureConnect');
  return secure;
}

/** What an event of a socket comes with; an error or an end before it is thrown. */
async function happened(socket: net.Socket, event: string): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const hungUp = () => reject(new SessionLostError('the server hung up'));
  socket.once(event, resolve).once('error', reject).once('close', hungUp);
  try {
    return await promise;
  } finally {
    socket.off(event, resolve).off('error', reject).off('close', hungUp);
  }
}
