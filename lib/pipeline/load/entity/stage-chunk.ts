import { ArrayLiteral } from '../../../store/array-literal.ts';
import type { StagedUsers } from '../../../store/derivation/stage.ts';
import type { UserRow } from './entity-rows.ts';

/** Where the fields of a user stand in the bytes: start and end of each, without padding. */
export interface UserFields {
  idFrom: number;
  idTo: number;
  nameFrom: number;
  nameTo: number;
  emailFrom: number;
  emailTo: number;
  dateFrom: number;
  dateTo: number;
}

/** Users on their way to the stage, column by column, in the form in which the database takes them. */
export class UserChunk {
  /** How many there are. */
  size = 0;
  readonly #userIds = new ArrayLiteral();
  readonly #names = new ArrayLiteral();
  readonly #emails = new ArrayLiteral();
  readonly #signupDates = new ArrayLiteral();

  /** Adds a user whose fields are known to be usable as they stand: digits, texts without a quote, a date. */
  addFields(bytes: Uint8Array, fields: UserFields): void {
    this.size++;
    this.#userIds.addPlain(bytes, fields.idFrom, fields.idTo);
    this.#names.addText(bytes, fields.nameFrom, fields.nameTo);
    this.#emails.addText(bytes, fields.emailFrom, fields.emailTo);
    this.#signupDates.addPlain(bytes, fields.dateFrom, fields.dateTo);
  }

  /** Adds a user that was read the careful way. */
  addRow({ userId, name, email, signupDate }: UserRow): void {
    const columns = [this.#userIds, this.#names, this.#emails, this.#signupDates];
    this.size++;
    for (const [index, value] of [String(userId), name ?? '', email ?? '', signupDate].entries()) {
      const bytes = Buffer.from(value);
      (columns[index] as ArrayLiteral).addText(bytes, 0, bytes.length);
    }
  }

  /** All users; none are left. */
  take(): StagedUsers {
    this.size = 0;
    return {
      userIds: this.#userIds.take(),
      names: this.#names.take(),
      emails: this.#emails.take(),
      signupDates: this.#signupDates.take(),
    };
  }
}
