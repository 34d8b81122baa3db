import type { Random } from '../random.ts';

/** Integers about the limits: of 15 digits, of doubles, of bigint. */
const LARGE = [
  999_999_999_999_999n,
  1_000_000_000_000_000n,
  2n ** 53n - 1n,
  2n ** 53n + 1n,
  2n ** 62n,
  2n ** 63n - 1n,
];
const TOO_LARGE = [
  '9223372036854775808',
  '18446744073709551616',
  '9999999999999999999',
  `1${'0'.repeat(40)}`,
];
const NO_INTEGERS = [
  '',
  'x',
  '1e3',
  '1,000',
  '0x10',
  '10.',
  '.0',
  '1.5',
  '10.00001',
  '+',
  '-',
  '--1',
  '+-1',
  '1 2',
];
const ODD_DIGITS = [
  '１２',
  '٣',
  'NaN',
  'null',
  '1_000',
  '\u00a01',
  '1\u00a0',
  '5\r',
  '1.0.0',
  '1;2',
  '1|2',
  '1\t2',
];
const NEGATIVE = ['-1', '-0', '-0.0', '-007', '-9223372036854775809', '-12.00'];

/** One of the ways in which an integer may be written. */
export function writtenInteger(random: Random, value: bigint | number): string {
  const plain = String(value);
  if (random.chance(0.7)) {
    return plain;
  }
  const sign = random.chance(0.3) ? '+' : '';
  const zeros = random.chance(0.5) ? '0'.repeat(random.between(1, 24)) : '';
  const fraction = random.chance(0.5) ? `.${'0'.repeat(random.between(1, 4))}` : '';
  return sign + zeros + plain + fraction;
}

/** An integer that a column may hold. */
export function anyInteger(random: Random): string {
  const kind = random.below(10);
  if (kind < 7) {
    return writtenInteger(random, random.below(100_000));
  }
  if (kind < 9) {
    return writtenInteger(random, random.pick(LARGE));
  }
  return writtenInteger(random, BigInt(random.next()) * BigInt(random.between(1, 2 ** 31 - 1)));
}

/** A text that is no integer of 0 ... 2^63-1, now and then by a digit. */
export function badInteger(random: Random): string {
  const kind = random.below(5);
  if (kind === 0) {
    return random.pick(NEGATIVE);
  }
  if (kind === 1) {
    return random.pick(TOO_LARGE);
  }
  if (kind === 2) {
    return `${'0'.repeat(random.below(3))}922337203685477${random.between(5000, 9999)}`;
  }
  return random.pick(kind === 3 ? NO_INTEGERS : ODD_DIGITS);
}

const TIMES = [
  'T00:00',
  ' 23:59:59',
  'T12:30:00Z',
  'T12:30:00.123456789Z',
  'T23:59:60+05:30',
  ' 01:02-0800',
  'T01:02+14',
  ' 00:00:00 UTC',
  ' 23:59:59.9 +00:00',
  'T12:00 Z',
  'T12:00UTC',
];
const BAD_TIMES = [
  'T24:00',
  'T12',
  'T12:60',
  ' 12:00:00.',
  'T12:00:00z',
  'T12:00+5',
  'T12:00  Z',
  'T12:00 z',
  'T12:00 GMT',
  'T1:00',
  ' ',
  'Z',
  'x',
];
const BAD_DATES = [
  '',
  '01/02/2023',
  '20230101',
  '2023-1-1',
  '2023-02-29',
  '1900-02-29',
  '0000-01-01',
  '2023-13-01',
];
const ODD_DATES = [
  '2023-00-10',
  '2023-04-31',
  '2023-06-00',
  'yesterday',
  '12023-01-01',
  '2023-01-0１',
  '+023-01-01',
  'NULL',
];

const two = (value: number) => String(value).padStart(2, '0');

/** A real date, as such or in a timestamp. */
export function goodDate(random: Random): string {
  if (random.chance(0.1)) {
    return random.pick(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31', '1970-01-01']);
  }
  const year = random.chance(0.04) ? random.between(1600, 1899) : random.between(1900, 2100);
  const date = `${year}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`;
  return random.chance(0.2) ? date + random.pick(TIMES) : date;
}

/** A text that is no date; a few of them are after all, by the numbers drawn. */
export function badDate(random: Random): string {
  const kind = random.below(4);
  if (kind === 0) {
    return goodDate(random).slice(0, 10) + random.pick(BAD_TIMES);
  }
  if (kind === 1) {
    return `${random.below(10_000)}-${two(random.below(15))}-${two(random.below(34))}`;
  }
  return random.pick(kind === 2 ? BAD_DATES : ODD_DATES);
}

/** A real timestamp, or a date. */
export function goodTimestamp(random: Random): string {
  if (random.chance(0.2)) {
    return random.pick(['0001-01-01T00:00Z', '9999-12-31 23:59:59.999999Z', '2016-12-31T23:59:60Z']);
  }
  const date = goodDate(random).slice(0, 10);
  // With an offset the first or the last day may be one of another year.
  const isEdge = date.startsWith('0001') || date.startsWith('9999');
  return random.chance(0.8) && !isEdge ? date + random.pick(TIMES) : date;
}

/** A text that is no timestamp; a few of them are after all. */
export function badTimestamp(random: Random): string {
  return random.chance(0.3)
    ? random.pick(['0001-01-01T00:00+00:01', '9999-12-31T23:59:60Z', '2024-01-01 00:00:00.1234567890'])
    : badDate(random);
}

const PIECES = [
  'a',
  'Bo',
  '7',
  'é',
  '漢字',
  '😀',
  'ß',
  ' ',
  "'",
  '\\',
  '.',
  '@',
  '\u00a0',
  '\ufeff',
  '\u2028',
];
const SPECIAL = [',', ';', '|', '\t', '"', '""', '\n', '\r\n', '\r', '","', '";"', '"\n"'];

/** What tools write where there is no value, and what is nearly that. */
const NULL_LIKE = ['NULL', 'null', '\\N', 'NA', 'N/A', '#N/A', 'NaN', 'nan', 'None', 'Null', 'none', 'NULL.'];

/**
 * A text of any characters but NUL.
 *
 * @param special share of the characters that have a meaning in CSV
 * @param long share of the texts that go over 2 to 12 lines
 */
export function anyText(random: Random, special: number, long = 0): string {
  const piece = () => random.pick(random.chance(special) ? SPECIAL : PIECES);
  const line = () => Array.from({ length: random.below(7) }, piece).join('');
  if (!random.chance(long)) {
    return line();
  }
  return Array.from({ length: random.between(2, 12) }, line).join('\n');
}

/** A text that is doubted, now and then by a letter. */
export const doubtfulText = (random: Random): string => random.pick(NULL_LIKE);

/** A list of ids, nearly always of those below `known`. */
export function idList(random: Random, known: number): string {
  const place = () => {
    const id = writtenInteger(random, random.below(random.chance(0.05) ? 2 * known + 1 : known));
    return random.chance(0.1) ? ` ${id}\t` : id;
  };
  return Array.from({ length: random.below(5) }, place).join(';');
}

/** A text that is no list of ids. */
export function badIdList(random: Random): string {
  return random.pick([
    '1;;2',
    '1;',
    ';',
    ';1',
    '1,2',
    '1 2',
    'x',
    '1;x',
    '-1;2',
    '[1;2]',
    '1;9223372036854775808',
    '1.5',
  ]);
}
