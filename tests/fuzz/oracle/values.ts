import { bare } from './text.ts';

const MAX = 2n ** 63n - 1n;

function isDigits(text: string): boolean {
  return text !== '' && [...text].every((character) => character >= '0' && character <= '9');
}

/** An integer of 0 ... 2^63-1: digits, leading zeros and `+` allowed, and a fraction of zeros. */
export function integerOf(text: string): bigint | 'not_an_integer' | 'negative' | 'overflow' {
  const signed = text.startsWith('+') || text.startsWith('-');
  const [whole = '', fraction, ...more] = (signed ? text.slice(1) : text).split('.');
  const zeros = fraction === undefined || (fraction !== '' && [...fraction].every((digit) => digit === '0'));
  if (!isDigits(whole) || !zeros || more.length > 0) {
    return 'not_an_integer';
  }
  if (text.startsWith('-')) {
    return 'negative';
  }
  const value = BigInt(whole);
  return value > MAX ? 'overflow' : value;
}

/** A real date `YYYY-MM-DD`, or the date part of an ISO timestamp. */
export function dateOf(text: string): string {
  const date = text.slice(0, 10);
  const parts = date.split('-');
  const formed = parts.map((part) => (isDigits(part) ? part.length : 0)).join() === '4,2,2';
  if (!formed || parts[0] === '0000' || !isReal(date)) {
    return 'bad_date';
  }
  return text.length === 10 || isTime(text.slice(10)) ? date : 'bad_date';
}

/** The moment of a timestamp in UTC, as PostgreSQL's JSON has it with a Z; a date is its midnight. */
export function timestampOf(text: string): string {
  const date = dateOf(text);
  if (date === 'bad_date' || /\.\d{10}/.test(text)) {
    return 'bad_timestamp';
  }
  const clock = /^.{11}(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?/.exec(text) ?? [];
  const [hours, minutes, seconds] = [1, 2, 3].map((at) => Number(clock[at] ?? 0)) as [number, number, number];
  const zone = /([+-])(\d\d):?(\d\d)?$/.exec(text.slice(11)) ?? [];
  const ahead = (Number(zone[2] ?? 0) * 60 + Number(zone[3] ?? 0)) * (zone[1] === '-' ? -1 : 1);
  const moment =
    new Date(`${date}T00:00:00Z`).getTime() + ((hours * 60 + minutes - ahead) * 60 + seconds) * 1000;
  const [whole = ''] = new Date(moment).toISOString().split('.');
  const fraction = (clock[4] ?? '').slice(0, 6).replace(/0+$/, '');
  const isInRange = /^\d{4}-/.test(whole) && !whole.startsWith('0000');
  return isInRange ? `${whole}${fraction === '' ? '' : `.${fraction}`}Z` : 'bad_timestamp';
}

/** A decimal in units of its last place. */
export function decimalOf(
  text: string,
  scale: number,
): bigint | 'not_a_decimal' | 'negative' | 'too_many_decimals' | 'overflow' {
  const signed = text.startsWith('+') || text.startsWith('-');
  const [whole = '', fraction = '0', ...more] = (signed ? text.slice(1) : text).split('.');
  if (!isDigits(whole) || !isDigits(fraction) || more.length > 0) {
    return 'not_a_decimal';
  }
  if (text.startsWith('-')) {
    return 'negative';
  }
  // As a fraction of whole numbers: all digits over ten to the number of those after the point.
  const scaled = BigInt(whole + fraction) * 10n ** BigInt(scale);
  const divisor = 10n ** BigInt(fraction.length);
  if (scaled % divisor !== 0n) {
    return 'too_many_decimals';
  }
  return scaled / divisor > MAX ? 'overflow' : scaled / divisor;
}

/** The calendar of Date carries a day that does not exist over to another. */
function isReal(date: string): boolean {
  const time = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 10) === date;
}

/**
 * `Thh:mm[:ss[.f]]`, with `Z`, `UTC`, `+hh`, `+hhmm`, `+hh:mm`, perhaps after a space, or nothing after it; a space may stand for the
 * T.
 */
function isTime(text: string): boolean {
  if (text[0] !== 'T' && text[0] !== ' ') {
    return false;
  }
  const zoneAt = [...text].findIndex((character) => 'ZU+-'.includes(character));
  if (zoneAt === -1) {
    return isClock(text.slice(1));
  }
  const before = text.slice(1, zoneAt);
  const clock = before.endsWith(' ') ? before.slice(0, -1) : before;
  const zone = text.slice(zoneAt);
  return (
    isClock(clock) &&
    (['Z', 'UTC'].includes(zone) || ('+-'.includes(zone[0] ?? 'x') && isOffset(zone.slice(1))))
  );
}

function isClock(clock: string): boolean {
  const [hours = '', minutes = '', seconds = '00', ...more] = clock.split(':');
  const [second = '', fraction = '0', ...rest] = seconds.split('.');
  const exact = more.length === 0 && rest.length === 0 && isDigits(fraction);
  return exact && isBelow(hours, 24) && isBelow(minutes, 60) && isBelow(second, 61);
}

function isOffset(offset: string): boolean {
  const [hours, minutes] = offset.length === 4 ? [offset.slice(0, 2), offset.slice(2)] : offset.split(':', 2);
  if (offset.split(':').length > 2) {
    return false;
  }
  return isBelow(hours ?? '', 24) && isBelow(minutes ?? '00', 60);
}

/** Two digits of a number below the limit. */
function isBelow(text: string, limit: number): boolean {
  return text.length === 2 && isDigits(text) && Number(text) < limit;
}

/** A text that tools write where there is no value: it is kept, with a warning. */
export const isNullLike = (text: unknown): boolean =>
  typeof text === 'string' &&
  ['NULL', 'null', '\\N', 'NA', 'N/A', '#N/A', 'NaN', 'nan', 'None'].includes(text);

/** The ids of a list such as `1;2;3`; an empty text is an empty list. */
export function idListOf(text: string): bigint[] | 'bad_id_list' {
  if (text === '') {
    return [];
  }
  const ids: bigint[] = [];
  for (const part of text.split(';')) {
    const id = integerOf(bare(part));
    if (typeof id === 'string') {
      return 'bad_id_list';
    }
    ids.push(id);
  }
  return ids;
}

const MOST_BYTES = 255;

/** A text that is an id as it stands: of 1 to 255 bytes. */
export function textIdOf(text: string): { readonly id: string } | 'empty_id' | 'long_id' {
  if (text === '') {
    return 'empty_id';
  }
  return new TextEncoder().encode(text).length > MOST_BYTES ? 'long_id' : { id: text };
}

/** The ids of a list such as `P-1;P-2`; an empty text is an empty list. */
export function textIdListOf(text: string): string[] | 'bad_text_id_list' {
  if (text === '') {
    return [];
  }
  const ids: string[] = [];
  for (const part of text.split(';')) {
    const read = textIdOf(bare(part));
    if (typeof read === 'string') {
      return 'bad_text_id_list';
    }
    ids.push(read.id);
  }
  return ids;
}

/** A number, or a text where ids are texts. */
export type Id = bigint | string;

/** The order of ids: of numbers, or of texts by their bytes in UTF-8. */
export function inOrder(one: Id, other: Id): number {
  if (typeof one === 'string' && typeof other === 'string') {
    return Buffer.compare(Buffer.from(one), Buffer.from(other));
  }
  return one < other ? -1 : Number(one > other);
}
