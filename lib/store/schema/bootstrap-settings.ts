import { ConfigError } from '../../errors.ts';

const VARIABLES = ['ADMIN_DATABASE_URL', 'DATABASE_URL', 'DATABASE_READ_URL'] as const;

/** One role of the services, as its connection URL says. */
export interface Account {
  role: string;
  password: string;
  database: string;
}

export interface BootstrapSettings {
  /** Where the server is, and as whom to prepare it. */
  admin: URL;
  /** The address that the services will use, as the owner. */
  ownerUrl: URL;
  owner: Account;
  reader: Account;
}

/**
 * Reads the addresses of the administrator (ADMIN_DATABASE_URL) and of the two roles to make (DATABASE_URL,
 * DATABASE_READ_URL) from an environment.
 *
 * @throws ConfigError naming all variables that are missing, or the first that cannot be used; never their values.
 */
export function readBootstrapSettings(
  environment: Readonly<Record<string, string | undefined>>,
): BootstrapSettings {
  const missing = VARIABLES.filter((name) => (environment[name] ?? '') === '');
  if (missing.length > 0) {
    throw new ConfigError(`missing: ${missing.join(', ')}`);
  }
  const admin = parseUrl('ADMIN_DATABASE_URL', environment['ADMIN_DATABASE_URL']);
  const owner = accountOf('DATABASE_URL', environment['DATABASE_URL']);
  const reader = accountOf('DATABASE_READ_URL', environment['DATABASE_READ_URL']);
  if (owner.database !== reader.database) {
    throw new ConfigError('DATABASE_URL and DATABASE_READ_URL must name the same database');
  }
  if (
    new Set([decode('ADMIN_DATABASE_URL', admin.username), owner.role, reader.role]).size < VARIABLES.length
  ) {
    throw new ConfigError(`${VARIABLES.join(', ')} must name three different roles`);
  }
  return { admin, ownerUrl: parseUrl('DATABASE_URL', environment['DATABASE_URL']), owner, reader };
}

/** No message may quote the value: it holds a password. */
function parseUrl(name: string, value = ''): URL {
  const url = URL.parse(value);
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new ConfigError(`${name} must be postgres://role:password@host:port/database`);
  }
  return url;
}

function accountOf(name: string, value: string | undefined): Account {
  const url = parseUrl(name, value);
  const role = decode(name, url.username);
  const password = decode(name, url.password);
  const database = decode(name, url.pathname.slice(1));
  if (role === '' || password === '' || database === '') {
    throw new ConfigError(`${name} must have a role, a password and a database`);
  }
  return { role, password, database };
}

function decode(name: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ConfigError(`${name} has a "%": write it as "%25"`);
  }
}
