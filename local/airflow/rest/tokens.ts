import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a token lasts: Airflow's api_auth.jwt_expiration_time, 24 h. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;
/** The oldest goes when there are more: a client that logs in for every call must not fill the memory. */
const MAX_TOKENS = 1000;

/** Logins of the one user, and the tokens they were given. Tokens do not outlive the process. */
export class Tokens {
  readonly #username: string;
  readonly #password: string;
  readonly #now: () => Date;
  /** When each expires, in milliseconds since the epoch; oldest first. */
  readonly #expiry = new Map<string, number>();

  constructor(options: { username: string; password: string; now: () => Date }) {
    this.#username = options.username;
    this.#password = options.password;
    this.#now = options.now;
  }

  /** A new token, or undefined when the name or the password is wrong. */
  logIn(username: string, password: string): string | undefined {
    const nameFits = isSame(username, this.#username);
    const passwordFits = isSame(password, this.#password);
    if (!nameFits || !passwordFits) {
      return undefined;
    }
    const token = randomBytes(32).toString('base64url');
    this.#expiry.set(token, this.#now().getTime() + LIFETIME_MS);
    const oldest = this.#expiry.keys().next().value;
    if (this.#expiry.size > MAX_TOKENS && oldest !== undefined) {
      this.#expiry.delete(oldest);
    }
    return token;
  }

  /** Whether a token may be used. One that has expired is remembered until newer ones take its place. */
  validity(token: string): 'valid' | 'expired' | 'unknown' {
    const expiry = this.#expiry.get(token);
    if (expiry === undefined) {
      return 'unknown';
    }
    return expiry > this.#now().getTime() ? 'valid' : 'expired';
  }
}

/** In constant time, whatever the lengths. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
