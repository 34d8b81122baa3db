import { readFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import tls from 'node:tls';
import { onTestFinished } from 'vitest';

/** A file of tests/fixtures/tls. */
export const fixture = (name: string): string => join(import.meta.dirname, '../../../../fixtures/tls', name);

/** The CA that signed all certificates there but localhost.crt, which signed itself. */
export const CA = fixture('ca.crt');

/** What a server shows, by the name of a certificate of tests/fixtures/tls. */
export const shown = (certificate: string): tls.SecureContext =>
  tls.createSecureContext({
    cert: readFileSync(fixture(`${certificate}.crt`)),
    key: readFileSync(fixture(`${certificate}.key`)),
  });

/**
 * A server that answers the first bytes that it hears, and after a yes (`S`) speaks TLS and says `hello`.
 *
 * @param certificate what it shows; undefined: it falls silent after its answer
 * @returns its port
 */
export async function serveTls(answer: string, certificate?: string): Promise<number> {
  const sockets: net.Socket[] = [];
  const speak = (socket: net.Socket) => {
    socket.write(answer);
    if (answer === 'S' && certificate !== undefined) {
      const secure = new tls.TLSSocket(socket, { isServer: true, secureContext: shown(certificate) });
      secure.on('error', () => undefined).write('hello');
    }
  };
  const server = net.createServer((socket) => {
    sockets.push(socket.on('error', () => undefined).once('data', () => speak(socket)));
  });
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) {
      socket.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The first that a server says. */
export async function firstBytes(socket: net.Socket): Promise<string> {
  const [bytes] = await new Promise<unknown[]>((resolve) => socket.once('data', (...args) => resolve(args)));
  socket.destroy();
  return String(bytes);
}
