/**
 * What may follow the date in a timestamp, as tools write ISO 8601: `[T ]hh:mm[:ss[.fff]]`, then perhaps `Z`, `UTC` or an offset
 * `±hh:mm`, `±hhmm`, `±hh`, each also after a space. Second 60 is a leap second. Hour 24 is left out: it would be the next day's
 * midnight, so the date part would not be the date.
 */
const TIME =
  /^[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d|60)(?:\.(\d+))?)?(?: ?(?:Z|UTC|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?))?$/;

/** Whether a text is what may follow a date. */
export const isTime = (text: string): boolean => TIME.test(text);

/** What follows the date in a timestamp. */
export interface Time {
  /** `hh:mm`. */
  readonly minute: string;
  /** 0 to 60. */
  readonly second: number;
  /** The digits of the fraction of a second; empty for none. */
  readonly fraction: string;
  /** How many minutes it is ahead of UTC: 0 where no offset is written. */
  readonly offset: number;
}

/** Reads what follows the date in a timestamp; undefined for what is none. */
export function parseTime(text: string): Time | undefined {
  const [, minute, second = '0', fraction = '', sign, hours = '0', minutes = '0'] = TIME.exec(text) ?? [];
  if (minute === undefined) {
    return undefined;
  }
  const offset = Number(hours) * 60 + Number(minutes);
  return { minute, second: Number(second), fraction, offset: sign === '-' ? -offset : offset };
}
