import { describe, expect, test } from 'vitest';
import { type Header, type HeaderDefect, readHeader } from '../../../../lib/csv/header/header.ts';
import { required } from '../../../support/wanted-columns.ts';

const USERS = ['user_id', 'name', 'email', 'signup_date'] as const;
const NAMES = 'user_id,name,email,signup_date';

const look = (head: string | Buffer, size?: number) => readHeader(Buffer.from(head), required(USERS), size);

function headerOf(head: string | Buffer, size?: number): Header {
  const header = look(head, size);
  if (Array.isArray(header)) {
    throw new Error(header.map(({ message }) => message).join('; '));
  }
  return header;
}

function defectsOf(head: string | Buffer, size?: number): HeaderDefect[] {
  const header = look(head, size);
  return Array.isArray(header) ? header : [];
}

const codes = (defects: HeaderDefect[]) => defects.map(({ code }) => code);

describe('readHeader', () => {
  test('tells names, columns and where the body starts', () => {
    const header = headerOf(`${NAMES}\n1,Alice,a@example.com,2023-01-01\n`);

    expect(header).toEqual({
      delimiter: ',',
      names: ['user_id', 'name', 'email', 'signup_date'],
      columns: { user_id: 0, name: 1, email: 2, signup_date: 3 },
      width: 4,
      line: 1,
      skipped: [],
      bodyOffset: NAMES.length + 1,
      bodyLine: 2,
    });
  });

  test('reads the head of the sample: a blank line, and a TAB behind each comma', () => {
    const header = headerOf('\nuser_id,\tname,\temail,\tsignup_date\n1,\tAlice,\ta@b.c,\t2023-01-01\n');

    expect(header).toMatchObject({ delimiter: ',', names: USERS, line: 2, bodyLine: 3, bodyOffset: 35 });
  });

  test.each([
    [',', 'user_id,name,email,signup_date'],
    [';', 'user_id;name;email;signup_date'],
    ['|', 'user_id|name|email|signup_date'],
    ['\t', 'user_id\tname\temail\tsignup_date'],
    [';', 'user_id;name;email;signup_date;city, country'],
    ['\t', 'user_id\tname\temail\tsignup_date\tcity, country'],
    ['|', '"user_id"|"name"|"email"|"signup_date"|"a;b,c"'],
  ])('tells the delimiter %j from %s', (delimiter, names) => {
    const header = headerOf(`${names}\n`);

    expect(header.delimiter).toBe(delimiter);
  });

  test('takes names in any order and any case', () => {
    const header = headerOf('Signup_Date,EMAIL,Name,User_ID\n');

    expect(header.columns).toEqual({ user_id: 3, name: 2, email: 1, signup_date: 0 });
  });

  test('takes padded and quoted names', () => {
    const header = headerOf(' user_id ,"name", " email "\t,signup_date\t\n');

    expect(header.names).toEqual(USERS);
  });

  test('ignores further columns, be they there twice', () => {
    const header = headerOf('note,user_id,name,note,email,signup_date,\n');

    expect(header.columns).toEqual({ user_id: 1, name: 2, email: 4, signup_date: 5 });
    expect(header.width).toBe(7);
  });

  test('counts a line break inside a quoted name', () => {
    const header = headerOf(`"two\nlines, ""quoted""",${NAMES}\r\n1`);

    expect(header.names[0]).toBe('two\nlines, "quoted"');
    expect(header.bodyLine).toBe(3);
  });

  test('skips a byte order mark and blank lines', () => {
    const header = headerOf(`\ufeff\r\n \t\n${NAMES}\r\n1`);

    expect(header).toMatchObject({
      names: USERS,
      line: 3,
      bodyLine: 4,
      bodyOffset: 3 + 2 + 3 + NAMES.length + 2,
    });
  });

  test('skips a byte order mark before a quoted name', () => {
    const header = headerOf('\ufeff"user_id",name,email,signup_date\n');

    expect(header.columns['user_id']).toBe(0);
  });

  test.each(['', '\r'])('reads a file of a header without a line feed, but %j', (end) => {
    const header = headerOf(NAMES + end);

    expect(header).toMatchObject({ names: USERS, bodyOffset: NAMES.length + end.length, bodyLine: 1 });
  });

  test('reads a header whose body is cut inside a character', () => {
    const header = headerOf(Buffer.from(`${NAMES}\n1,Zoë`).subarray(0, -1), 1000);

    expect(header.names).toEqual(USERS);
  });

  test('reads a view into a larger buffer', () => {
    const whole = Buffer.from(`xx${NAMES}\n1`);

    const header = readHeader(
      new Uint8Array(whole.buffer, whole.byteOffset + 2, NAMES.length + 1),
      required(USERS),
    );

    expect(header).toMatchObject({ names: USERS, bodyOffset: NAMES.length + 1 });
  });
});

describe('readHeader on a file that is no CSV in UTF-8', () => {
  const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
  const utf32le = (text: string) => Buffer.from([...text].flatMap((c) => [c.charCodeAt(0), 0, 0, 0]));

  test.each([
    ['empty_file', 'nothing', ''],
    ['empty_file', 'a byte order mark only', '\ufeff'],
    ['no_header', 'blank lines only', '\n \r\n\t\n'],
    [
      'no_header',
      'data from the first line on',
      '1,Alice,a@example.com,2023-01-01\n2,Bob,b@example.com,2023-01-02\n',
    ],
    ['utf16', 'UTF-16 with a mark', Buffer.from(`\ufeff${NAMES}`, 'utf16le')],
    ['utf16', 'big-endian UTF-16 with a mark', utf16be(`\ufeff${NAMES}`)],
    ['utf16', 'UTF-16 without a mark', Buffer.from(NAMES, 'utf16le')],
    ['utf16', 'big-endian UTF-16 without a mark', utf16be(NAMES)],
    ['utf32', 'UTF-32 with a mark', utf32le(`\ufeff${NAMES}`).fill(Buffer.of(0xff, 0xfe, 0, 0), 0, 4)],
    ['utf32', 'UTF-32 without a mark', utf32le(NAMES)],
    ['utf32', 'big-endian UTF-32 without a mark', utf32le(NAMES).swap32()],
    ['gzip', 'gzip', Buffer.of(0x1f, 0x8b, 8, 0)],
    ['zip', 'a ZIP archive', Buffer.from('PK\x03\x04....')],
    ['cr_only', 'lines that end with CR', `${NAMES}\r1,Alice,a@example.com,2023-01-01\r`],
    ['cr_only', 'lines that end with CR, and a further column', `${NAMES},city\r1,A,b@c,2023-01-01,Rome\r`],
    ['cr_only', 'quoted lines that end with CR', '"user_id","name"\r"1","Alice"\r'],
    ['stray_quote', 'a quote inside a name', 'user_id,na"me,email,signup_date\n'],
    ['stray_quote', 'text after a closing quote', '"user_id"x,name,email,signup_date\n'],
    ['unclosed_quote', 'a quote that is never closed', 'user_id,"name,email,signup_date\n1,2,3,4\n'],
  ] as const)('says %s for %s', (code, _, head) => {
    const defects = defectsOf(head);

    expect(codes(defects)).toEqual([code]);
  });

  test('says that the header is not valid UTF-8, and what else is wrong', () => {
    const defects = defectsOf(Buffer.from('user_id,name,signup_date,caf\xe9\n', 'latin1'));

    expect(codes(defects)).toEqual(['invalid_utf8', 'missing_column']);
  });

  test('says that the header has a NUL byte', () => {
    const defects = defectsOf(`${NAMES},a\0b\n`);

    expect(codes(defects)).toEqual(['nul_byte']);
  });

  test('says that the header goes on behind the bytes it was given', () => {
    const defects = defectsOf(NAMES, NAMES.length + 1);

    expect(codes(defects)).toEqual(['header_too_long']);
  });

  test('takes a long head without a line end for a cut one when the size is not given', () => {
    const defects = defectsOf(`${NAMES},${'x'.repeat(100_000)}`);

    expect(codes(defects)).toEqual(['header_too_long']);
  });
});

describe('readHeader on columns', () => {
  test('names all missing columns in one message, what the header was read as, and what was expected', () => {
    const defects = defectsOf('\nuser_id;name;country\n');

    expect(defects).toEqual([
      {
        code: 'missing_column',
        columns: ['email', 'signup_date'],
        message:
          'columns "email" and "signup_date" are missing; the header on line 2 was read as "user_id" "name" "country" (delimiter ";"); ' +
          'expected: "user_id", "name", "email", "signup_date"',
      },
    ]);
  });

  test.each([
    ['userid', 'user_id'],
    ['User ID', 'user_id'],
    ['userId', 'user_id'],
    ['usr_id', 'user_id'],
    ['sign-up-date', 'signup_date'],
    ['signup_date (UTC)', 'signup_date'],
    ['Name [full]', 'name'],
    ['signup_dtae', 'signup_date'],
    ['e-mail', 'email'],
    ['names', 'name'],
  ])('suggests %s for %s', (found, column) => {
    const others = USERS.filter((name) => name !== column);

    const defects = defectsOf(`${[...others, found].join(',')}\n`);

    expect(defects).toEqual([expect.objectContaining({ code: 'missing_column', columns: [column] })]);
    expect(defects[0]?.message).toContain(`is "${found}" meant to be "${column}"?`);
  });

  test.each(['date', 'title', 'id', ''])('does not suggest %j for name', (found) => {
    const defects = defectsOf(`user_id,email,signup_date,${found}\n`);

    expect(defects[0]?.message).not.toContain('meant to be');
  });

  test('refuses a needed column that is there twice', () => {
    const defects = defectsOf(`${NAMES},Email\n`);

    expect(defects).toEqual([expect.objectContaining({ code: 'repeated_column', columns: ['email'] })]);
  });

  test('tells missing and repeated columns at once', () => {
    const defects = defectsOf('user_id,name,NAME\n');

    expect(defects.map(({ code, columns }) => `${code} ${columns?.join(' ')}`)).toEqual([
      'repeated_column name',
      'missing_column email signup_date',
    ]);
  });

  test('keeps messages to one short line', () => {
    const wide = Array.from({ length: 500 }, (_, index) => `"c\n${index}"`).join(',');

    const defects = defectsOf(`${wide}\n`);

    expect(defects[0]?.message).toMatch(/^.{1,500}$/);
    expect(defects[0]?.message).toContain('and 480 more');
  });
});
