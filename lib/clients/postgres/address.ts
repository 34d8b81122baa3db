import { ConfigError } from '../../errors.ts';
import { type Endpoint, SSL_MODES, type SslMode } from './ssl-modes.ts';

/** What a database's address says: where it is, and who asks for which database. */
export interface Address {
  readonly endpoint: Endpoint;
  readonly username: string;
  readonly password: string;
  readonly database: string;
}

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…&sslrootcert=…`; sslmode is `disable` unless it is named.
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
      ...readTls(url.searchParams),
    },
    username,
    password: decodeURIComponent(url.password),
    database: database || username,
  };
}

function readTls(parameters: URLSearchParams): Pick<Endpoint, 'sslMode' | 'rootCertificate'> {
  const named = readSslMode(parameters.get('sslmode') ?? 'disable');
  const rootCertificate = parameters.get('sslrootcert') || undefined;
  // As libpq does: whoever names a CA wants it to be checked.
  const sslMode = named === 'require' && rootCertificate !== undefined ? 'verify-ca' : named;
  return { sslMode, ...(rootCertificate === undefined ? {} : { rootCertificate }) };
}

function readSslMode(text: string): SslMode {
  const mode = SSL_MODES.find((known) => known === text);
  if (mode !== undefined) {
    return mode;
  }
  throw new ConfigError(`settings: sslmode of a database address must be one of ${SSL_MODES.join(', ')}`);
}
