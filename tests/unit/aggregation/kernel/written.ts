import fc from 'fast-check';

/** How the fields of a file are written. */
const QUOTINGS = ['never', 'never', 'always', 'some', 'oddly'] as const;
export type Quoting = (typeof QUOTINGS)[number];
export const quoting = fc.constantFrom(...QUOTINGS);

/** Texts of a column that nobody reads. */
export const text = fc.constantFrom(
  ...[
    '',
    'some words',
    'x',
    "it's",
    'café',
    'Zoë',
    '日本語',
    '😀',
    '\u00a0',
    'x\u200b',
    '\ufeff',
    '€5',
    '\f',
  ],
  ...['a, b', 'the "other" one', '"', ',', '"",""', 'two\nlines', 'cr\r', ' padded '],
);

/** What is wrong with a field, or unusual. */
const ODD = fc.constantFrom(
  (field: string) => ` "${field}"\t`,
  (field: string) => `"${field}" `,
  (field: string) => `\t"${field}"`,
  (field: string) => `"${field}`,
  (field: string) => `${field}"`,
  (field: string) => `"${field}"x`,
  (field: string) => `"${field}" "`,
  (field: string) => `"${field}" "x"`,
  (field: string) => `x"${field}"`,
  (field: string) => `="${field}"`,
  (field: string) => `"${field}\n"`,
  (field: string) => `"${field}""1"`,
  (field: string) => `"${field}"\r`,
  (field: string) => `"" ${field}`,
  (field: string) => `"${field},"`,
  (field: string) => `"${' '.repeat(60)}${field}"${' '.repeat(70)}`,
  () => '""',
  () => '" "',
  () => '""""',
  () => '"',
);

const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;
const NEEDS_QUOTES = /[",\n\r]/;

/** A field as it stands in a file. */
export function written(field: fc.Arbitrary<string>, how: Quoting): fc.Arbitrary<string> {
  const always = field.map(quoted);
  const needed = field.map((value) => (NEEDS_QUOTES.test(value) ? quoted(value) : value));
  const odd = fc.tuple(field, ODD).map(([value, of]) => of(value));
  switch (how) {
    case 'never':
      return field.map((value) => value.replaceAll(/[",\n]/g, ''));
    case 'always':
      return always;
    case 'some':
      return fc.oneof({ weight: 2, arbitrary: needed }, always);
    case 'oddly':
      return fc.oneof({ weight: 10, arbitrary: needed }, { weight: 10, arbitrary: always }, odd);
  }
}

/** The bytes of a text: in UTF-8 mostly, and sometimes in an encoding that is not, where letters become any bytes. */
export const encoded = (file: fc.Arbitrary<string>): fc.Arbitrary<Buffer> =>
  fc
    .tuple(file, fc.constantFrom('utf8' as const, 'utf8' as const, 'utf8' as const, 'latin1' as const))
    .map(([value, encoding]) => Buffer.from(value, encoding));
