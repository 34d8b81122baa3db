import net from 'node:net';
import { happened } from './happened.ts';
import type { Endpoint } from './ssl-modes.ts';
import { encrypted } from './tls/encrypted.ts';

/**
 * Connects to a database server, encrypted where the endpoint wants it.
 *
 * @param timeoutMs milliseconds for all of it: the name, the connection, TLS
 * @throws the system's error when there is nobody; SessionLostError when it takes longer; TlsError when the server speaks
 *   no TLS, or is not to be trusted; ConfigError when the file of its CA can't be used
 */
export async function openSocket(endpoint: Endpoint, timeoutMs: number): Promise<net.Socket> {
  const { host, port, sslMode } = endpoint;
  const deadline = AbortSignal.timeout(timeoutMs);
  const socket = net.connect({ host, port, keepAlive: true, noDelay: true });
  try {
    await happened(socket, 'connect', deadline);
    return sslMode === 'disable' ? socket : await encrypted(socket, endpoint, deadline);
  } catch (error) {
    // What it says from now on is of no interest, and must not be an error that nobody listens for.
    socket.on('error', () => undefined).destroy();
    throw error;
  }
}
