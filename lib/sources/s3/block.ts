import type { S3Address } from './address.ts';
import { changed, type Pin, refuseOtherRange } from './ranged-answer.ts';
import { answered, persistently, type S3Server } from './requests/asking.ts';
import { Interruption } from './requests/interruption.ts';
import { drained } from './requests/received.ts';

/** An object, and what it has to be while it is read. */
export interface PinnedObject {
  readonly uri: string;
  readonly address: S3Address;
  readonly pin: Pin;
  readonly server: S3Server;
}

/**
 * A range of an object that is being fetched: by one request, and when that is cut, stalls or is refused for now, by further ones from
 * the byte on that is missing. It keeps what came until it is taken.
 */
export class Block {
  readonly #object: PinnedObject;
  readonly #to: number;
  readonly #abort = new AbortController();
  /** What came and was not taken yet; of the first chunk some bytes may be taken. */
  #chunks: Buffer[] = [];
  #taken = 0;
  #available = 0;
  /** The next byte that is to come. */
  #at: number;
  #failure: { readonly error: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(object: PinnedObject, from: number, to: number) {
    this.#object = object;
    this.#at = from;
    this.#to = to;
    this.#fetch().catch((error: unknown) => {
      this.#failure = { error };
      this.#wake?.();
    });
  }

  /** Whether everything was taken. */
  get isDone(): boolean {
    return this.#at === this.#to && this.#available === 0;
  }

  /**
   * Waits until so many bytes are there, or all that are left.
   *
   * @returns how many are there
   * @throws {SourceError} what reading failed with, as soon as nothing is left of what came before
   */
  async has(bytes: number): Promise<number> {
    while (this.#available < bytes && this.#at < this.#to) {
      if (this.#failure) {
        throw this.#failure.error;
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
    return this.#available;
  }

  /** Copies the next bytes that are there; as many as there is room for. @returns how many it were */
  takeInto(target: Buffer): number {
    let copied = 0;
    while (copied < target.length) {
      const [chunk] = this.#chunks;
      if (!chunk) {
        break;
      }
      const length = chunk.copy(target, copied, this.#taken);
      copied += length;
      this.#taken += length;
      if (this.#taken === chunk.length) {
        this.#chunks.shift();
        this.#taken = 0;
      }
    }
    this.#available -= copied;
    return copied;
  }

  /** Nobody wants the rest. */
  stop(): void {
    this.#abort.abort();
    this.#chunks = [];
  }

  async #fetch(): Promise<void> {
    const { server, uri, address, pin } = this.#object;
    const { signal } = this.#abort;
    await persistently(server, uri, signal, async (connection, retries) => {
      const range = { from: this.#at, to: this.#to };
      const headers = { range: `bytes=${range.from}-${range.to - 1}`, 'if-match': pin.tag };
      const answer = await answered(connection, uri, { address, headers, signal }, [200, 206, 412]);
      try {
        if (answer.status === 412) {
          throw changed(uri);
        }
        refuseOtherRange(uri, answer, range, pin);
        await drained(answer.body, server.timing.stallMs, (chunk) => {
          retries.progressed();
          this.#take(chunk);
        });
      } catch (error) {
        answer.body.destroy();
        throw error;
      }
      if (this.#at < this.#to) {
        throw new Interruption('busy', 'ended its answer too soon');
      }
    });
  }

  /** A server that sends more than it said is not believed. */
  #take(chunk: Buffer): void {
    const wanted = chunk.subarray(0, this.#to - this.#at);
    if (wanted.length > 0) {
      this.#chunks.push(wanted);
      this.#at += wanted.length;
      this.#available += wanted.length;
      this.#wake?.();
    }
  }
}
