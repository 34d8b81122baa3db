import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../local/postgres/start-postgres.ts';
import { freePort } from '../free-port.ts';
import { makeRunDirectory, removeLeftovers, removeRunDirectory } from './run-directory.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server all integration tests share; test files take a database of their own (database.ts). */
    postgres: { adminUrl: string; ownerPassword: string; readerPassword: string };
  }
}

/** Starts one embedded PostgreSQL for the integration project; what is returned removes it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const stateDir = await makeRunDirectory(0o755);
  const server = await startPostgres({ stateDir, port: await freePort() });
  const { owner, reader } = server.passwords;
  project.provide('postgres', { adminUrl: server.adminUrl, ownerPassword: owner, readerPassword: reader });
  return async () => {
    await server.stop();
    await removeRunDirectory(stateDir);
  };
}
