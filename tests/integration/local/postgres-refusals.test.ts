import { rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StateDirectoryError } from '../../../local/postgres/errors.ts';
import { PortInUseError } from '../../../local/processes/port-in-use-error.ts';
import { serverOf } from './queries.ts';
import { start, stateDirectory } from './state-directory.ts';

async function listen(host: string): Promise<number> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('startPostgres refuses', () => {
  it.each(['127.0.0.1', '0.0.0.0'])('a port that another program listens on at %s', async (host) => {
    const port = await listen(host);

    const attempt = start(await stateDirectory(), port);

    await expect(attempt).rejects.toThrow(PortInUseError);
    await expect(attempt).rejects.toThrow(new RegExp(`^Port ${port} is in use: .*POSTGRES_PORT.*$`));
  });

  it('passwords that are not those of the data', async () => {
    const stateDir = await stateDirectory();
    const server = await start(stateDir);
    await server.stop();
    await rm(join(stateDir, 'secrets.json'));

    const attempt = start(stateDir);

    await expect(attempt).rejects.toThrow(StateDirectoryError);
    await expect(attempt).rejects.toThrow('secrets.json');
  });

  it('data of another version of PostgreSQL', async () => {
    const stateDir = await stateDirectory();
    const server = await start(stateDir);
    const { dataDir } = await serverOf(server.adminUrl);
    await server.stop();
    await writeFile(join(dataDir, 'PG_VERSION'), '17\n');

    const attempt = start(stateDir);

    await expect(attempt).rejects.toThrow('made by PostgreSQL 17');
  });

  it('to hide why the server ended during its start', async () => {
    const stateDir = await stateDirectory();
    const server = await start(stateDir);
    const { dataDir } = await serverOf(server.adminUrl);
    await server.stop();
    await writeFile(join(dataDir, 'postgresql.conf'), 'no_such_setting = 1\n');

    const attempt = start(stateDir);

    await expect(attempt).rejects.toThrow('contains errors');
  });
});
