import { describe, expect, test } from 'vitest';
import { readRecord } from '../../../fuzz/oracle/record.ts';
import { REST, readWhole, USERS, usersIn } from './reading.ts';

describe('line ends', () => {
  test.each([
    ['a CR', `1,a${REST}\r\n`],
    ['several CRs', `1,a${REST}\r\r\r\n`],
    ['several CRs after a quote', `1,a,a@b.c,"2023-01-01" \r\r\n`],
  ])('R1: %s before LF belong to it', (_, body) => {
    expect(usersIn(`${body}2,b${REST}\n`)).toEqual({ records: 2, rows: ['1 a', '2 b'], found: [] });
  });

  test('R1: a CR elsewhere is part of a value, in quotes also before LF', () => {
    expect(usersIn(`1,\ra\r${REST}\n2,"b\r\nc"${REST}\n`).rows).toEqual(['1 \ra\r', '2 b\r\nc']);
  });

  test('R1: CRs that end the file are no part of a value, though the line end is missing', () => {
    expect(usersIn(`1,a${REST}\r\r`)).toEqual({ records: 1, rows: ['1 a'], found: ['2-2 unended_line'] });
  });
});

describe('byte order marks', () => {
  test('R2: before any record are skipped, also before a quote', () => {
    expect(usersIn(`\ufeff1,a${REST}\n\ufeff"2",b${REST}\n`).rows).toEqual(['1 a', '2 b']);
  });

  test('R2: elsewhere are text', () => {
    expect(usersIn(`1,\ufeffa${REST}\n2,\ufeff"b"${REST}\n`)).toEqual({
      records: 2,
      rows: ['1 \ufeffa'],
      found: ['3-3 stray_quote'],
    });
  });

  test('R2: only one of two is skipped: the other keeps a quote from beginning the field', () => {
    expect(usersIn(`\ufeff\ufeff1,a${REST}\n\ufeff\ufeff"2",b${REST}\n`)).toMatchObject({
      rows: ['1 a'],
      found: ['3-3 stray_quote'],
    });
  });
});

describe('quotes', () => {
  test.each([
    ['="007",b', ['007', 'b']],
    [' ="a ""b""" ,="c\nd"', ['a "b"', 'c\nd']],
    ['=1,=', ['=1', '=']],
  ])('R3: %j is divided', (text, fields) => {
    expect(readRecord(text, 0, ',')).toMatchObject({ shape: 'good', fields });
  });

  test.each(['= "x"', '=x"', '=="x"', '="x"y'])('R3: %j has a stray quote', (text) => {
    expect(readRecord(text, 0, ',')).toMatchObject({ shape: 'stray' });
  });

  test('R4: delimiters and line ends inside them are text', () => {
    expect(usersIn(`1,"a,\n\nb"${REST}\n2,c${REST}\n`).rows).toEqual(['1 a,\n\nb', '2 c']);
  });

  test('R4: a stray one ends no line early, and none later', () => {
    expect(usersIn(`1,a"b,"\n2,b${REST}\n`)).toMatchObject({ rows: ['2 b'], found: ['2-2 stray_quote'] });
  });
});

describe('blank lines', () => {
  test.each([
    ['delimiters', ',,,'],
    ['one delimiter too few, and padding', ' ,\t, '],
    ['^Z', '\x1a'],
    ['what nobody sees', '\ufeff\u00a0,\u200b\u200f,\f\u202f\u2060'],
    ['CRs', '\r,\r\r'],
  ])('R5: of %s are no rows', (_, line) => {
    expect(usersIn(`${line}\n1,a${REST}\n${line}`)).toEqual({ records: 1, rows: ['1 a'], found: [] });
  });

  test('R5: of TABs are none where TAB is the delimiter', () => {
    expect(readWhole('user_id\tname\tsignup_date\n\t\t\n1\ta\t2023-01-01\n')).toMatchObject({ records: 1 });
  });

  test.each(['"",""', ';;;', '\u2028', '=', '\u00a1'])('R5: %j is none', (line) => {
    expect(usersIn(`${line}\n`)).toMatchObject({ records: 1, found: ['2-2 wrong_column_count'] });
  });

  test('R7: that are longer than the limit are rejects', () => {
    const how = { maxRecordBytes: 50 };

    expect(usersIn(`${','.repeat(51)}\n${','.repeat(50)}\n`, how)).toMatchObject({
      records: 1,
      found: ['2-2 record_too_long'],
    });
  });

  test('R5: is judged by the delimiter of the file', () => {
    expect(readWhole(`${USERS.replaceAll(',', ';')};;;\n,,,\n`)).toMatchObject({
      found: ['3-3 wrong_column_count'],
    });
  });
});
