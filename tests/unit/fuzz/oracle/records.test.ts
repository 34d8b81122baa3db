import { describe, expect, test } from 'vitest';
import { readRecords } from '../../../fuzz/oracle/body.ts';
import { Random } from '../../../fuzz/random.ts';
import { REST, readWhole, result, USERS, usersIn } from './reading.ts';

const length = (text: string) => Buffer.byteLength(text);

describe('the number of columns', () => {
  test('R6: may be one more, if that is empty, in or without quotes', () => {
    expect(usersIn(`1,a${REST},\n2,b${REST}, ""\n3,c${REST}," "\n`)).toMatchObject({
      rows: ['1 a', '2 b', '3 c'],
      found: [],
    });
  });

  test.each([`1,a${REST},,`, `1,a${REST},x`, `1,a${REST},\u00a0`, '1,a,a@b.c'])(
    'R6: %j does not fit',
    (row) => {
      expect(usersIn(`${row}\n`).found).toEqual(['2-2 wrong_column_count']);
    },
  );

  test('R6: may be one less where the last name is empty: that one is missing', () => {
    const header = 'user_id,name,signup_date, ""\n';

    expect(readWhole(`${header}1,a,2023-01-01\n2,b,2023-01-01,x\n3,c,2023-01-01,,\n4,d\n`)).toMatchObject({
      rows: ['1 a', '2 b', '3 c'],
      found: ['5-5 wrong_column_count'],
    });
  });
});

describe('a broken record', () => {
  test('R7: is its first line alone, though its quote swallowed nine', () => {
    const inside = [2, 3, 4, 5, 6, 7, 8, 9].map((id) => `${id},n${REST}\n`).join('');
    const body = `1,"6 of${REST}\n${inside}10,"x"${REST}\n`;

    expect(usersIn(body)).toEqual({
      records: 10,
      rows: ['2 n', '3 n', '4 n', '5 n', '6 n', '7 n', '8 n', '9 n', '10 x'],
      found: ['2-2 unclosed_quote'],
    });
  });

  test('R7, R9: may be open at the end of the file', () => {
    expect(usersIn(`1,"a${REST}\n2,b${REST}\n\n3,c${REST}\n`)).toEqual({
      records: 3,
      rows: ['2 b', '3 c'],
      found: ['2-2 unclosed_quote'],
    });
  });

  test('R7: may be the last line', () => {
    expect(usersIn(`1,a${REST}\n2,"b${REST}`)).toMatchObject({
      rows: ['1 a'],
      found: ['3-3 unclosed_quote'],
    });
  });

  test('R7: two lone quotes, each of a line of its own, are two of them where what is between makes no record', () => {
    expect(usersIn(`1,"a${REST}\n2,b${REST}\n3,"c${REST}\n4,d${REST}\n`)).toEqual({
      records: 4,
      rows: ['2 b', '4 d'],
      found: ['2-2 unclosed_quote', '4-4 unclosed_quote'],
    });
  });

  test('R7: two lone quotes at the end of a field and the start of one are read as a quoted text that fits', () => {
    // As it stands: one row whose name has three lines, of which the last looks like a row.
    expect(usersIn(`1,"a\n2,b\n3,c"${REST}\n`)).toEqual({
      records: 1,
      rows: ['1 a\n2,b\n3,c'],
      found: ['2-4 long_value'],
    });
  });

  test('R7: is one of several lines with a wrong number of columns, in good quotes', () => {
    expect(usersIn(`1,"a\nb"\n2,c${REST}\n`)).toEqual({
      records: 3,
      rows: ['2 c'],
      found: ['2-2 unclosed_quote', '3-3 stray_quote'],
    });
  });

  test('R7: what comes after its first line may be blank, or a record of several lines', () => {
    expect(usersIn(`1,"\n,,\n2,"a\nb"${REST}\n`)).toEqual({
      records: 2,
      rows: ['2 a\nb'],
      found: ['2-2 unclosed_quote'],
    });
  });

  test.each([
    ['at the limit is none', 0, ['1 x\ny'], []],
    ['longer than the limit is one', 1, [], ['2-2 unclosed_quote', '3-3 stray_quote']],
  ])('R7: a record of two lines %s', (_, beyond, rows, found) => {
    const record = `1,"x\ny"${REST.padStart(40)}`;

    expect(usersIn(`${record}\r\n`, { maxRecordBytes: length(record) - beyond })).toMatchObject({
      rows,
      found,
    });
  });

  test('R7: one CR before the LF is not counted, a second one is', () => {
    const record = `1,${'x'.repeat(20)}${REST}`;
    const at = (ends: string) => usersIn(`${record}${ends}`, { maxRecordBytes: length(record) }).found;

    expect([at('\n'), at('\r\n'), at('\r\r\n')]).toEqual([[], [], ['2-2 record_too_long']]);
  });

  test('R7: a byte order mark is counted, though it is skipped', () => {
    const record = `1,${'x'.repeat(20)}${REST}`;
    const at = (mark: string) => usersIn(`${mark}${record}\n`, { maxRecordBytes: length(record) + 2 }).found;

    expect([at(''), at('\ufeff')]).toEqual([[], ['2-2 record_too_long']]);
  });

  test('R7: a quote that is closed beyond the limit swallows nothing', () => {
    const body = `1,"a${REST}\n${`2,b${REST}\n`.repeat(5)}3,c"${REST}\n4,d${REST}\n`;

    expect(usersIn(body, { maxRecordBytes: 60 })).toMatchObject({
      records: 8,
      rows: ['2 b', '4 d'],
      found: [
        '2-2 unclosed_quote',
        ...[4, 5, 6, 7].map((line) => `${line}-${line} user_id duplicate_id`),
        '8-8 stray_quote',
      ],
    });
  });

  test.each<[string, string | Buffer, string]>([
    ['the line is too long', `1,"${'x'.repeat(80)}\n"${REST}`, 'record_too_long'],
    ['the line is no UTF-8', Buffer.from(`1,"\xff\0\n"`, 'latin1'), 'invalid_utf8'],
    ['it has NUL', '1,"\0\n"', 'nul_byte'],
    ['the quote is stray in it', `1,a"b,"\n`, 'stray_quote'],
    ['the quote is stray in the next line', `1,"a\nb"c${REST}`, 'unclosed_quote'],
    ['no UTF-8 comes in the next line', Buffer.from(`1,"a\n\xff`, 'latin1'), 'unclosed_quote'],
  ])('R8: is judged by its first line: %s', (_, body, reason) => {
    expect(usersIn(body, { maxRecordBytes: 60 }).found[0]).toBe(`2-2 ${reason}`);
  });
});

describe('records of several lines', () => {
  test('R8: that are not broken are rejected as a whole for their bytes', () => {
    const body = Buffer.from(`1,"a\n\xff"${REST}\n2,"\0\n"${REST}\n3,c${REST}\n`, 'latin1');

    expect(usersIn(body)).toEqual({ records: 3, rows: ['3 c'], found: ['2-3 invalid_utf8', '4-5 nul_byte'] });
  });

  test('R10: have the line on which they end', () => {
    expect(usersIn(`x,"a\n\nb"${REST}\r\n1,c,,x\n`).found).toEqual([
      '2-4 user_id not_an_integer',
      '5-5 signup_date bad_date',
    ]);
  });
});

describe('a header that is there again', () => {
  test('R11: is no row, and a warning', () => {
    const again = `"user_id", name\u00a0,="email",signup_date,\n`;

    expect(usersIn(`1,a${REST}\n\ufeff${USERS}2,b${REST}\n${again}`)).toEqual({
      records: 2,
      rows: ['1 a', '2 b'],
      found: ['3-3 repeated_header', '5-5 repeated_header'],
    });
  });

  test.each(['User_id,name,email,signup_date', 'name,user_id,email,signup_date', 'user_id,name,email'])(
    'R11: %j is a row',
    (row) => {
      expect(usersIn(`${row}\n`)).toMatchObject({ records: 1 });
    },
  );

  test('R11: may be short of a last name that is empty', () => {
    expect(readWhole('user_id,name,signup_date,\nuser_id,name,signup_date\n').found).toEqual([
      '2-2 repeated_header',
    ]);
  });

  test('R11: may go over several lines', () => {
    const header = 'user_id,name,signup_date,"more\nnames"\n';

    expect(readWhole(header + header).found).toEqual(['3-4 repeated_header']);
  });
});

describe('cuts', () => {
  const header = { delimiter: ',', width: 3, names: ['a', 'b', 'c'] } as const;

  test('R7: records are the same from each start of one of them on', () => {
    const pieces = [
      '"',
      '"',
      '\n',
      '\n',
      ',',
      ',',
      'x',
      '=',
      '\r',
      '\ufeff',
      '""',
      'a,b,c\n',
      '1,"2\n3",4\n',
    ];
    const texts = Array.from({ length: 300 }, (_, seed) => {
      const random = new Random(seed);
      const text = Array.from({ length: 60 }, () => random.pick(pieces)).join('');
      return Buffer.from(text).toString('latin1');
    });

    const differing = texts.filter((text) => {
      const whole = readRecords(text, { byte: 0, line: 1 }, header, 40);
      return whole.some(({ lastLine, end }, index) => {
        const rest = readRecords(text, { byte: end, line: lastLine + 1 }, header, 40);
        return JSON.stringify(rest) !== JSON.stringify(whole.slice(index + 1));
      });
    });

    expect(differing).toEqual([]);
  });

  test('R10: lines are those of the file', () => {
    const read = result(`\n\n${USERS}"\n\n1,a${REST}\nx\n`);

    expect(read).toMatchObject({ rows: [{ line: 6 }], found: [{ line: 4 }, { line: 7 }] });
  });
});
