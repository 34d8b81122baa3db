import { once } from 'node:events';
import type { Server } from 'node:http';
import { freePort } from '../../free-port.ts';

/** A server that passes calls on. */
export interface RunningProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** Has a server listen at a free port of this machine. Closing it ends what is under way. */
export async function running(server: Server): Promise<RunningProxy> {
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
