/**
 * How a connection to the server is protected, by libpq's names (table 32.1 of its documentation):
 *
 * | mode | encrypted | the certificate is signed by a CA that is trusted | and is for the host in the address |
 * |---|---|---|---|
 * | `disable` | no | | |
 * | `require` | yes | not checked | not checked |
 * | `verify-ca` | yes | checked | not checked |
 * | `verify-full` | yes | checked | checked |
 */
export const SSL_MODES = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
export type SslMode = (typeof SSL_MODES)[number];

/** Where a database is, and how the connection to it is protected. */
export interface Endpoint {
  /** A name, or an IP address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly sslMode: SslMode;
  /**
   * A file with the certificates of the only CAs that are trusted, in PEM; `system`: Node's own. Undefined: those of Amazon
   * RDS and Node's own.
   */
  readonly rootCertificate?: string | undefined;
}

/** Whether the server's certificate is looked at. */
export const isVerified = (mode: SslMode): boolean => mode === 'verify-ca' || mode === 'verify-full';
