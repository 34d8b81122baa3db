import { ConfigError } from '../../errors.ts';
import { type Endpoint, SSL_MODES, type SslMode } from './open-socket.ts';

/** What a database's address says: where it is, and who asks for which database. */
export interface Address {
  readonly endpoint: Endpoint;
  readonly username: string;
  readonly password: string;
  readonly database: string;
}

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…`; sslmode is `disable` unless it is named.
 *
 * @throws ConfigError, without the address in it, since there is a password in that
 */
export function readAddress(text: string): Address {
  const url = URL.parse(text);
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new ConfigError(
      'settings: a database address must look like postgres://user:password@host:5432/database',
    );
  }
  const database = decodeURIComponent(url.pathname.slice(1));
  const username = decodeURIComponent(url.username);
  return {
    endpoint: {
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(url.port || 5432),
      sslMode: readSslMode(url.searchParams.get('sslmode') ?? 'disable'),
    },
    username,
    password: decodeURIComponent(url.password),
    database: database || username,
  };
}

function readSslMode(text: string): SslMode {
  const mode = SSL_MODES.find((known) => known === text);
  if (mode !== undefined) {
    return mode;
  }
  throw new ConfigError(`settings: sslmode of a database address must be one of ${SSL_MODES.join(', ')}`);
}
