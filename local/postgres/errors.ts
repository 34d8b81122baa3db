/** The embedded PostgreSQL could not be started, or ended while it started. */
export class PostgresStartError extends Error {
  override readonly name = 'PostgresStartError';
}

/** What lies in the state directory cannot be used: it belongs to another user, is damaged or incomplete. */
export class StateDirectoryError extends Error {
  override readonly name = 'StateDirectoryError';
}
