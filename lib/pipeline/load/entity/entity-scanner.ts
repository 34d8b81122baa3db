import { isUtf8 } from 'node:buffer';
import type { IdTable } from '../../../aggregation/partial/id-table.ts';
import { CR, LF, NUL, QUOTE, SPACE, TAB } from '../../../csv/dialect.ts';
import { INPUT_BYTES, type LineScanner, type Scanned } from '../../../csv/plain-first-reader.ts';
import type { RecordOptions } from '../../../csv/records/record-parser.ts';
import { calendarDate, plainId } from '../../../csv/values/plain-values.ts';
import type { UserChunk, UserFields } from './stage-chunk.ts';

/** What is not plain may be a user all the same. */
const NONE: Scanned['refused'] = [];

/** Where the columns of the users are. */
export interface UserScannerOptions extends Pick<RecordOptions, 'delimiter' | 'width' | 'maxRecordBytes'> {
  readonly columns: Readonly<Record<string, number>>;
}

/**
 * Reads plain lines of users.csv from bytes to the columns of the stage, without a string for a field. Plain is a line of
 * the right number of columns without a quote or NUL, in UTF-8, whose id is digits and new, and whose date is YYYY-MM-DD.
 * All others are left to the careful path, which also says what is wrong with them.
 */
export class UserScanner implements LineScanner {
  readonly input = Buffer.allocUnsafeSlow(INPUT_BYTES);
  readonly #options: UserScannerOptions;
  readonly #delimiter: number;
  readonly #userIds: IdTable;
  readonly #chunk: UserChunk;
  readonly #ends: Int32Array;
  readonly #fields: UserFields = {
    ...{ idFrom: 0, idTo: 0, nameFrom: 0, nameTo: 0 },
    ...{ emailFrom: 0, emailTo: 0, dateFrom: 0, dateTo: 0 },
  };
  /** Whether the whole input is known to be UTF-8: where it is not, each line is looked at. */
  #valid = false;
  #checked = false;

  /** @param userIds the ids of the users so far; those of plain lines are added, as the users are to `chunk` */
  constructor(options: UserScannerOptions, userIds: IdTable, chunk: UserChunk) {
    this.#options = options;
    this.#delimiter = options.delimiter.charCodeAt(0);
    this.#userIds = userIds;
    this.#chunk = chunk;
    this.#ends = new Int32Array(options.width);
  }

  begin(): void {
    this.#checked = false;
  }

  scan(from: number, to: number): Scanned {
    if (!this.#checked) {
      this.#valid = isUtf8(this.input.subarray(from, to));
      this.#checked = true;
    }
    let at = from;
    let lines = 0;
    while (at < to) {
      const end = this.#split(at);
      if (end < 0 || !this.#add(at)) {
        break;
      }
      at = end + 1;
      lines++;
    }
    return { at, lines, refused: NONE };
  }

  /** Finds where the fields of the line at `start` end. Returns where its LF stands, or -1 when it is not plain. */
  #split(start: number): number {
    const input = this.input;
    const delimiter = this.#delimiter;
    const ends = this.#ends;
    const { width } = this.#options;
    let column = 0;
    let seen = 0;
    let at = start;
    for (;;) {
      const byte = input[at] as number;
      seen |= byte;
      if (byte === delimiter) {
        if (column === width) {
          return -1;
        }
        ends[column++] = at;
      } else if (byte === LF) {
        break;
      } else if (byte === QUOTE || byte === NUL) {
        return -1;
      }
      at++;
    }
    if (column !== width - 1 || !this.#isValid(start, at, seen)) {
      return -1;
    }
    ends[column] = input[at - 1] === CR ? at - 1 : at;
    return at;
  }

  /** Whether the line `input[from, to)` is short enough, and in UTF-8; `seen` has all bits that occur in it. */
  #isValid(from: number, to: number, seen: number): boolean {
    if (to - from > this.#options.maxRecordBytes) {
      return false;
    }
    return this.#valid || seen < 0x80 || isUtf8(this.input.subarray(from, to));
  }

  /** Adds the user of the line at `start`, whose fields were found. False, and nothing added, when it is not plain. */
  #add(start: number): boolean {
    const { columns } = this.#options;
    const fields = this.#fields;
    const input = this.input;
    fields.idFrom = this.#from(columns['user_id'] as number, start);
    fields.idTo = this.#to(columns['user_id'] as number, fields.idFrom);
    const id = plainId(input, fields.idFrom, fields.idTo);
    if (id === undefined) {
      return false;
    }
    fields.dateFrom = this.#from(columns['signup_date'] as number, start);
    fields.dateTo = this.#to(columns['signup_date'] as number, fields.dateFrom);
    if (!calendarDate(input, fields.dateFrom, fields.dateTo)) {
      return false;
    }
    const known = this.#userIds.size;
    if (this.#userIds.add(id) < known) {
      return false;
    }
    fields.nameFrom = this.#from(columns['name'] as number, start);
    fields.nameTo = this.#to(columns['name'] as number, fields.nameFrom);
    fields.emailFrom = this.#from(columns['email'] as number, start);
    fields.emailTo = this.#to(columns['email'] as number, fields.emailFrom);
    this.#chunk.addFields(input, fields);
    return true;
  }

  /** Where a field begins, behind its padding. */
  #from(column: number, start: number): number {
    const end = this.#ends[column] as number;
    let from = column === 0 ? start : (this.#ends[column - 1] as number) + 1;
    while (from < end && this.#isPadding(this.input[from] as number)) {
      from++;
    }
    return from;
  }

  /** Where a field that begins at `from` ends, before its padding. */
  #to(column: number, from: number): number {
    let to = this.#ends[column] as number;
    while (to > from && this.#isPadding(this.input[to - 1] as number)) {
      to--;
    }
    return to;
  }

  #isPadding(byte: number): boolean {
    return byte === SPACE || (byte === TAB && this.#delimiter !== TAB);
  }
}
