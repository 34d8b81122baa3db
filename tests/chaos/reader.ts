import { setTimeout as delay } from 'node:timers/promises';
import { openSession, type Session } from '../real-stack/session.ts';
import { DIGEST_STATEMENT, type Digest } from './data/table-text.ts';

const PAUSE_MS = 20;

/** What a reader may see at the moment: one table, or the one that a run replaces it by. */
export interface Allowed {
  readonly old: Digest;
  readonly new: Digest;
}

const same = (a: Digest, b: Digest): boolean => a.rows === b.rows && a.md5 === b.md5;

/** Judges one look after the other: the old table, then the new one, and nothing else, nor the old one again. */
export class Sightings {
  readonly #allowed: Allowed;
  #sawNew = false;
  readonly wrong: string[] = [];
  looks = 0;

  constructor(allowed: Allowed) {
    this.#allowed = allowed;
  }

  add(seen: Digest): void {
    this.looks++;
    if (same(seen, this.#allowed.new)) {
      this.#sawNew = true;
    } else if (!same(seen, this.#allowed.old)) {
      this.wrong.push(`a reader saw ${seen.rows} rows that are neither table (${seen.md5})`);
    } else if (this.#sawNew) {
      this.wrong.push('a reader saw the old table after the new one');
    }
  }
}

/** Somebody who looks at the table all the time, each time in one statement. */
export class Reader {
  readonly #stopping = new AbortController();
  #sightings: Sightings | undefined;
  #url: string | undefined;
  readonly #looking: Promise<void>;

  constructor() {
    this.#looking = this.#look();
  }

  /** From now on at this database; another one after each restart of the stack. */
  lookAt(url: string): void {
    this.#url = url;
  }

  /** What it has seen since the last call counts for what that returned; from now on for what this returns. */
  expect(allowed: Allowed): Sightings {
    this.#sightings = new Sightings(allowed);
    return this.#sightings;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#looking;
  }

  async #look(): Promise<void> {
    let session: Session | undefined;
    let url: string | undefined;
    while (!this.#stopping.signal.aborted) {
      if (this.#url !== url || !session) {
        await session?.close();
        url = this.#url;
        session = url === undefined ? undefined : openSession(url);
      }
      // A look that fails has seen nothing: the database may be what the fault is done to.
      const sightings = this.#sightings;
      const [seen] = (await session?.rows<Digest>(DIGEST_STATEMENT).catch(() => [])) ?? [];
      if (seen) {
        sightings?.add(seen);
      } else if (session) {
        await session.close();
        session = undefined;
      }
      await delay(PAUSE_MS);
    }
    await session?.close();
  }
}
