import { describe, expect, it } from 'vitest';
import { runsDataDirectory, serverArguments } from '../../../../../local/postgres/server/server-settings.ts';

function commandLine(dataDir: string): string {
  return ['/some where/bin/postgres', ...serverArguments(dataDir, '127.0.0.1', 5432)].join(' ');
}

describe('runsDataDirectory', () => {
  it('recognises the server of a data directory', () => {
    expect(runsDataDirectory(commandLine('/a b/data'), '/a b/data')).toBe(true);
  });

  it.each(['/a b/data2', '/a b'])('does not take that of %s for it', (other) => {
    expect(runsDataDirectory(commandLine(other), '/a b/data')).toBe(false);
  });

  it('does not take a program for it that only names the directory', () => {
    expect(runsDataDirectory('less /a b/data/postgresql.conf', '/a b/data')).toBe(false);
  });
});

describe('serverArguments', () => {
  it('listens on the address it is told, and on no socket file', () => {
    const args = serverArguments('/data', '127.0.0.1', 5432);

    expect(args).toContain('listen_addresses=127.0.0.1');
    expect(args).toContain('unix_socket_directories=');
  });
});
