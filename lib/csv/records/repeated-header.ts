import { SPACE } from '../dialect.ts';
import { isInvisible, trimInvisible } from '../values/invisible.ts';
import type { RepeatedHeader } from './entry.ts';
import { rawText } from './raw-text.ts';

/** The names of a header, which a record may repeat where files were put together to one. */
export class HeaderNames {
  readonly #names: readonly string[];
  /** The first character of the first name; NaN where it is empty. */
  readonly firstCode: number;

  /** @param names without quotes, padding and invisible characters; none where there is no header to repeat */
  constructor(names: readonly string[]) {
    this.#names = names;
    this.firstCode = names[0]?.charCodeAt(0) ?? Number.NaN;
  }

  /** Whether fields are the names, letter by letter. Of nearly all records the first character tells. */
  areRepeatedBy(fields: readonly string[]): boolean {
    const code = fields[0]?.charCodeAt(0) ?? Number.NaN;
    if (code !== this.firstCode && code > SPACE && !isInvisible(code)) {
      return false;
    }
    const names = this.#names;
    return (
      fields.length === names.length && names.every((name, at) => trimInvisible(fields[at] ?? '') === name)
    );
  }
}

/** A record that repeats the header. */
export class RepeatedHeaderText implements RepeatedHeader {
  readonly kind = 'repeated_header';
  readonly line: number;
  readonly lastLine: number;
  readonly offset: number;
  readonly #text: string;

  constructor({ line, lastLine, offset }: Omit<RepeatedHeader, 'kind' | 'raw'>, text: string) {
    this.line = line;
    this.lastLine = lastLine;
    this.offset = offset;
    this.#text = text;
  }

  get raw(): string {
    return rawText(this.#text, true);
  }
}
