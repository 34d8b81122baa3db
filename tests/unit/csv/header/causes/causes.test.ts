import { describe, expect, test } from 'vitest';
import { type HeaderDefect, readHeader } from '../../../../../lib/csv/header/header.ts';
import { required } from '../../../../support/wanted-columns.ts';

const USERS = required(['user_id', 'name', 'email']);
const COMPOUNDS = required(['compound_id', 'compound_name']);

const context = {
  declared: USERS,
  file: 'users.csv',
  input: 'users',
  others: [{ name: 'compounds', files: 'compounds.csv', columns: COMPOUNDS }],
};

function missing(head: string): HeaderDefect {
  const defects = readHeader(Buffer.from(head), USERS, undefined, context);
  const [defect] = Array.isArray(defects) ? defects : [];
  if (!defect) {
    throw new Error('nothing is wrong');
  }
  return defect;
}

describe('the likely cause of missing columns', () => {
  test.each([
    ['user_id:name:email\n', '":" seems to separate the columns'],
    ['user_id~name~email\n', '"~" seems to separate'],
    ['user_id^name^email\n', '"^" seems to separate'],
    ['user_id\u0001name\u0001email\n', '"<U+0001>" seems to separate'],
    ['user_id name email\n', '" " seems'],
    ['"user_id,name,email"\n"1,A,a@b.c"\n', 'each whole line seems to be in quotes'],
    ['"user_id,""name"",email";\n', 'each whole line seems to be in quotes'],
    [
      'compound_id;compound_name\n',
      'it has the columns of compounds: are users.csv and compounds.csv swapped?',
    ],
    [
      '# users\nuser_id;name;e-adress\n1;A;a@b.c\n',
      'line 2 seems to be the header, but lacks "email": it has "user_id", "name" and "e-adress"',
    ],
    ['Users,,\n\n\ufeffuser_id,name\n', 'line 3 seems to be the header, but lacks "email"'],
    ['id | nom\n---+----\n1 | A\n', 'the file is a table drawn with bars and dashes'],
    ['| id | nom |\n|:---|----:|\n', 'the file is a table drawn with bars and dashes'],
  ])('of %j is told', (head, cause) => {
    const { message, hasCause } = missing(head);

    expect(message).toContain(cause);
    expect(hasCause).toBe(true);
  });

  test.each(['user_id\n', 'a:b\n', 'user_id,title,compound_id\n', '"user_id"\n', 'compound_name\n'])(
    'of %j is not known',
    (head) => {
      const { code, hasCause } = missing(head);

      expect(code).toBe('missing_column');
      expect(hasCause).toBeUndefined();
    },
  );

  test('is told of strings of JSON, as jq writes them without -r', () => {
    const { code, message } = missing('"\\"user_id\\",\\"name\\",\\"email\\""\n');

    expect(code).toBe('stray_quote');
    expect(message).toContain('each line is a JSON string, as jq writes it: run jq with -r');
  });

  test('is told of a line with quotes as well', () => {
    const { code, message } = missing('"user_id":"name":"email"\n');

    expect(code).toBe('stray_quote');
    expect(message).toContain('the line is ""user_id":"name":"email""; ":" seems to separate the columns');
  });

  test('stands between what is missing and what is there', () => {
    expect(missing('compound_id,compound_name,user_id\n').message).toBe(
      'columns "name" and "email" are missing: it has the columns of compounds: are users.csv and compounds.csv swapped? ' +
        'The header on line 1 was read as "compound_id" "compound_name" "user_id" (delimiter ","); expected: "user_id", "name", "email"',
    );
  });
});

describe('a file without a header', () => {
  test('is told what to declare', () => {
    expect(missing('1,A,a@b.c\n')).toEqual({
      code: 'no_header',
      message:
        'line 1 is data, not a header: it was read as "1" "A" "a@b.c" (delimiter ","); add a line with the column names above it, ' +
        "or, if none of these files has a header, declare header: 'none' for users: the columns are then user_id, name, email, in this order",
    });
  });
});

test('a row is told by the delimiter that makes as many columns as are declared, whatever is in a list', () => {
  const { code, message } = missing('1\t1;2\t10\n');

  expect(code).toBe('no_header');
  expect(message).toContain('it was read as "1" "1;2" "10" (delimiter TAB)');
});

describe('a header that is no UTF-8', () => {
  test.each([
    [
      'user_id,name,email,Größe\n',
      'read as windows-1252 it is "user_id,name,email,Größe": save the file as UTF-8, or declare',
    ],
    ['user_id,name,email,\x81\n', 'is not valid UTF-8: save the file as UTF-8'],
  ])('%j is windows-1252 where it has letters so', (head, told) => {
    const defects = readHeader(Buffer.from(head, 'latin1'), USERS);

    expect(defects).toEqual([{ code: 'invalid_utf8', message: expect.stringContaining(told) }]);
  });
});
