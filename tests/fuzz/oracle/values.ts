import { trimmed } from './text.ts';

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

/** The calendar of Date carries a day that does not exist over to another. */
function isReal(date: string): boolean {
  const time = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 10) === date;
}

/** `Thh:mm[:ss[.f]]`, with `Z`, `+hh`, `+hhmm`, `+hh:mm` or nothing after it; a space may stand for the T. */
function isTime(text: string): boolean {
  if (text[0] !== 'T' && text[0] !== ' ') {
    return false;
  }
  const zoneAt = [...text].findIndex((character) => 'Z+-'.includes(character));
  const clock = text.slice(1, zoneAt === -1 ? text.length : zoneAt);
  const zone = zoneAt === -1 ? 'Z' : text.slice(zoneAt);
  return isClock(clock) && (zone === 'Z' || (zone[0] !== 'Z' && isOffset(zone.slice(1))));
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

/** The ids of a list such as `1;2;3`; an empty text is an empty list. */
export function idListOf(text: string): bigint[] | 'bad_id_list' {
  if (text === '') {
    return [];
  }
  const ids: bigint[] = [];
  for (const part of text.split(';')) {
    const id = integerOf(trimmed(part, ','));
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
    const read = textIdOf(trimmed(part, ','));
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
