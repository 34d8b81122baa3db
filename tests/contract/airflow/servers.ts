import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';

/** Something that listens on this machine. */
export interface TestServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Accepts connections, reads what comes, and never answers. */
export async function startSilentServer(): Promise<TestServer> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.resume());
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) {
        socket.destroy();
      }
      server.close();
      await once(server, 'close');
    },
  };
}

/** A proxy in front of an Airflow, with the number of logins that went through it. */
export interface TokenSpoiler extends TestServer {
  readonly logins: number;
}

/** Passes everything on to an Airflow, but spoils the signature of the first token that it hands out. */
export async function startTokenSpoiler(target: string): Promise<TokenSpoiler> {
  let logins = 0;
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', headers, url = '/' } = incoming;
    const body = Buffer.concat(await incoming.toArray());
    const { authorization } = headers;
    const answer = await fetch(new URL(url, target), {
      method,
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      ...(body.length > 0 ? { body } : {}),
    });
    const text = await answer.text();
    const isLogin = url === '/auth/token';
    if (isLogin) {
      logins++;
    }
    outgoing.writeHead(answer.status, { 'content-type': 'application/json' });
    outgoing.end(isLogin && logins === 1 ? spoiled(text) : text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get logins() {
      return logins;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function spoiled(answer: string): string {
  const { access_token: token } = JSON.parse(answer) as { access_token: string };
  // The first character of the signature: the last one may carry bits that do not count.
  const at = token.lastIndexOf('.') + 1;
  const other = token[at] === 'A' ? 'B' : 'A';
  return JSON.stringify({ access_token: token.slice(0, at) + other + token.slice(at + 1) });
}
