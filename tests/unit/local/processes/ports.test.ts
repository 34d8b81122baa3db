import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PortInUseError } from '../../../../local/processes/port-in-use-error.ts';
import { isPortFree } from '../../../../local/processes/ports.ts';

async function listener(host: string): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  const close = async (): Promise<void> => {
    if (server.listening) {
      server.close();
      await once(server, 'close');
    }
  };
  onTestFinished(close);
  return { port: typeof address === 'object' && address !== null ? address.port : 0, close };
}

describe('isPortFree', () => {
  it.each(['127.0.0.1', '0.0.0.0'])('is false while somebody listens at %s', async (host) => {
    const { port } = await listener(host);

    expect(await isPortFree('127.0.0.1', port)).toBe(false);
  });

  it('is true again once the listener has closed', async () => {
    const { port, close } = await listener('127.0.0.1');
    await close();

    expect(await isPortFree('127.0.0.1', port)).toBe(true);
  });

  it('throws when the address is none of this machine', async () => {
    // 192.0.2.0/24 is reserved for documentation (RFC 5737).
    await expect(isPortFree('192.0.2.1', 5432)).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
  });
});

describe('PortInUseError', () => {
  it('names port and setting in one line', () => {
    const error = new PortInUseError(54320, 'POSTGRES_PORT');

    expect(error.message).toMatch(/^Port 54320 .*POSTGRES_PORT.*$/);
    expect(error).toMatchObject({ name: 'PortInUseError', port: 54320, settingName: 'POSTGRES_PORT' });
  });
});
