import { describe, expect, test } from 'vitest';
import { type HeaderDefect, readHeader } from '../../../../../lib/csv/header/header.ts';
import { required } from '../../../../support/wanted-columns.ts';

const USERS = required(['user_id', 'name']);

const look = (head: string, size?: number) => readHeader(Buffer.from(head), USERS, size);

const codesOf = (head: string, size?: number) => {
  const header = look(head, size);
  return Array.isArray(header) ? header.map(({ code }: HeaderDefect) => code) : [];
};

describe('a line sep=', () => {
  test.each([
    ['sep=;\nuser_id;name\n', ';', 2],
    ['SEP=;\r\nuser_id;name\r\n', ';', 2],
    ['"sep=;"\nuser_id;name\n', ';', 2],
    ['sep=\t\nuser_id\tname\n', '\t', 2],
    ['\ufeffsep=|\n\n\nuser_id|name\n', '|', 4],
    ['\n \nsep=,\nuser_id,name\n', ',', 4],
  ])('is passed over, and says the delimiter: %j', (head, delimiter, line) => {
    expect(look(head)).toMatchObject({ delimiter, line, skipped: [], names: ['user_id', 'name'] });
  });

  test('says it against what the names say', () => {
    const header = look('sep=;\nuser_id,name;user_id;name\n');

    expect(header).toMatchObject({ delimiter: ';', names: ['user_id,name', 'user_id', 'name'] });
  });

  test('with a character that is no delimiter is refused with what there is', () => {
    const defects = look('sep=:\nuser_id:name\n');

    expect(defects).toEqual([
      {
        code: 'unknown_delimiter',
        message:
          'line 1 (sep=) declares ":" as the delimiter: use a comma, semicolon, bar (|) or TAB instead',
      },
    ]);
  });

  test.each(['sep= \n', 'sep=é\n', '"sep=:"\n', 'sep=""'])('%j is such a one as well', (head) => {
    // Of the last one the quotes are not round the whole line: two characters are no delimiter.
    expect(codesOf(`${head}\nuser_id,name\n`)).toEqual(head === 'sep=""' ? [] : ['unknown_delimiter']);
  });

  test.each(['sep=', 'sep=;;', 'xsep=;', ' sep=;', 'sep =;'])('is not %j, which is a title', (line) => {
    expect(look(`${line}\nuser_id;name\n`)).toMatchObject({ delimiter: ';', line: 2, skipped: [1] });
  });

  test('without anything after it is no header', () => {
    expect(codesOf('sep=;\n\n')).toEqual(['no_header']);
  });

  test('is none as long as it goes on after the bytes that are looked at', () => {
    expect(codesOf('sep=:\r\r\r', 100)).not.toContain('unknown_delimiter');
    expect(codesOf('sep=:\r\r\r')).toContain('unknown_delimiter');
  });
});

describe('blank lines', () => {
  test.each([',,,', ' ; ; ', '|', '\t\t', '\u001a', '\u00a0,\u200b', '\ufeff', '\f', '\r\r'])(
    'of %j are passed over, and are no titles',
    (line) => {
      expect(look(`${line}\nuser_id,name\n`)).toMatchObject({ line: 2, skipped: [], bodyLine: 3 });
    },
  );

  test.each(['"",""', '.', '\u3000'])('%j is none', (line) => {
    expect(look(`${line}\nuser_id,name\n`)).toMatchObject({ line: 2, skipped: [1] });
  });
});

describe('names', () => {
  test('have no invisible characters at their ends', () => {
    const header = look('\u200buser_id\u00a0,"\u200e name \u2060",\n');

    expect(header).toMatchObject({
      names: ['user_id', 'name', ''],
      columns: { user_id: 0, name: 1 },
      width: 3,
    });
  });

  test('may have other white space at their ends', () => {
    expect(look('"user_id\n",\u3000name\n')).toMatchObject({ columns: { user_id: 0, name: 1 } });
  });
});
