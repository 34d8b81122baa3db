/**
 * What PostgreSQL runs with, on a laptop. Given at every start instead of written into postgresql.conf, so that a
 * newer version of this file reaches the databases that are there.
 */
const SETTINGS = {
  fsync: 'on',
  synchronous_commit: 'on',
  max_connections: '200',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // No socket file: its path may be 107 bytes at most, which a state directory easily exceeds.
  unix_socket_directories: '',
  // The log is for the server's own life. Errors of statements quote values of rows; the client gets them anyway.
  logging_collector: 'off',
  log_destination: 'stderr',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
  log_line_prefix: '%m [%p] ',
} as const;

/**
 * The arguments of `postgres` for a data directory. The data directory and the port come first and in this order:
 * `runsDataDirectory` recognises a server by them.
 */
export function serverArguments(dataDir: string, host: string, port: number): string[] {
  const settings = Object.entries({ ...SETTINGS, listen_addresses: host });
  return [
    '-D',
    dataDir,
    '-p',
    String(port),
    ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/** Tells whether a command line is that of a PostgreSQL which was started by us for this data directory. */
export function runsDataDirectory(commandLine: string, dataDir: string): boolean {
  return commandLine.includes(`postgres -D ${dataDir} -p `);
}

/** The environment of PostgreSQL's programs: none of ours, which holds secrets and PG* variables they would obey. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
}
