/** What requests are signed with. Never written to a log or a message. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** Gives the credentials as they are now; called for each request. */
export type CredentialsProvider = () => Promise<Credentials>;

/** The same with when they end to be valid, in milliseconds since 1970. */
export interface ExpiringCredentials extends Credentials {
  readonly expiresAt: number;
}
