import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile } from '../../files/durable-file.ts';

/** One JSON document on disk, replaced as a whole: whatever happens leaves the old document or the new one. */
export class StateFile {
  readonly #path: string;
  readonly #snapshot: () => unknown;
  #writing: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  /** `snapshot` is called when a write begins. The folder is made when it is missing. */
  constructor(path: string, snapshot: () => unknown) {
    this.#path = path;
    this.#snapshot = snapshot;
    mkdirSync(dirname(path), { recursive: true });
  }

  /**
   * The document, or undefined when there is none yet. One that is no JSON is moved aside to `<path>.damaged`
   * and reported to `log`: a history that cannot be read must not keep the stack from starting.
   */
  read(log: (line: string) => void): unknown {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        return undefined;
      }
      throw error;
    }
    try {
      return JSON.parse(text);
    } catch {
      log(`${this.#path} is damaged: it is kept as ${this.#path}.damaged, and the history starts empty`);
      renameSync(this.#path, `${this.#path}.damaged`);
      return undefined;
    }
  }

  /**
   * Resolves when what is true now is on disk; rejects when it cannot be written. Calls during a write share
   * the one that follows it.
   */
  save(): Promise<void> {
    if (!this.#writing) {
      this.#writing = this.#write().finally(() => {
        this.#writing = undefined;
      });
      return this.#writing;
    }
    this.#next ??= this.#writing
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.save();
      });
    return this.#next;
  }

  async #write(): Promise<void> {
    await replaceFile(this.#path, JSON.stringify(this.#snapshot()));
  }
}
