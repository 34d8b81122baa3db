import { readFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSocket } from '../../../../lib/clients/postgres/open-socket.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/tls');
const certificate = readFileSync(join(FIXTURES, 'localhost.crt'), 'utf8');
const context = tls.createSecureContext({
  cert: certificate,
  key: readFileSync(join(FIXTURES, 'localhost.key')),
});

const servers: net.Server[] = [];
let trusted: string[];
beforeEach(() => {
  trusted = tls.getCACertificates('default');
});
afterEach(() => {
  tls.setDefaultCACertificates(trusted);
  for (const server of servers.splice(0)) {
    server.close();
  }
});

/** A server that answers the request for TLS with `answer`, and says `hello` when it was `S`. */
async function listen(answer: string): Promise<number> {
  const server = net.createServer((socket) => {
    socket
      .on('error', () => undefined)
      .once('data', () => {
        socket.write(answer);
        if (answer !== 'S') {
          return;
        }
        const secure = new tls.TLSSocket(socket, { isServer: true, secureContext: context });
        secure.on('error', () => undefined).write('hello');
      });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function firstBytes(socket: net.Socket): Promise<string> {
  const [bytes] = await new Promise<unknown[]>((resolve) => socket.once('data', (...args) => resolve(args)));
  socket.destroy();
  return String(bytes);
}

test('sslmode=require encrypts, whoever has signed', async () => {
  const port = await listen('S');

  const socket = await openSocket({ host: '127.0.0.1', port, sslMode: 'require' }, 5_000);

  expect(await firstBytes(socket)).toBe('hello');
});

test('sslmode=verify-full refuses a certificate that nobody trusted has signed', async () => {
  const port = await listen('S');

  const refused = openSocket({ host: 'localhost', port, sslMode: 'verify-full' }, 5_000);

  await expect(refused).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
});

test.each(['127.0.0.1', 'localhost'])(
  'sslmode=verify-full takes a trusted certificate for %s',
  async (host) => {
    tls.setDefaultCACertificates([...trusted, certificate]);
    const port = await listen('S');

    const socket = await openSocket({ host, port, sslMode: 'verify-full' }, 5_000);

    expect(await firstBytes(socket)).toBe('hello');
  },
);

test('a server that speaks no TLS is refused where sslmode asks for it', async () => {
  const port = await listen('N');

  const refused = openSocket({ host: '127.0.0.1', port, sslMode: 'require' }, 5_000);

  await expect(refused).rejects.toThrow('the server does not support TLS');
});
