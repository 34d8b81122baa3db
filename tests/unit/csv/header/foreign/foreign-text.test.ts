import { describe, expect, test } from 'vitest';
import { readHeader } from '../../../../../lib/csv/header/header.ts';
import { required } from '../../../../support/wanted-columns.ts';

const look = (head: string) => readHeader(Buffer.from(head), required(['user_id', 'name']));

describe('a text that is no CSV', () => {
  test.each([
    ['<!DOCTYPE html>\n<html>', 'an HTML page'],
    ['\n  <HTML lang="en">', 'an HTML page'],
    ['<?xml version="1.0"?>\n<users/>', 'XML'],
    ['<users><user id="1"/></users>', 'XML'],
    ['[{"user_id":1}]', 'JSON'],
    ['{"user_id":1,"name":"A"}\n{"user_id":2,"name":"B"}\n', 'JSON'],
    ['{\n  "users": []\n}', 'JSON'],
    ['[]', 'JSON'],
    ['[1,2]', 'JSON'],
    ['version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n', 'a Git LFS pointer'],
    ['{\\rtf1\\ansi user_id,name}', 'a document (RTF)'],
    ['INSERT INTO users VALUES (1);\n', 'SQL'],
  ])('%j is named, and nothing more is said', (head, name) => {
    const defects = look(head);

    expect(defects).toEqual([{ code: 'not_csv', message: expect.stringContaining(`the file is ${name}`) }]);
  });

  test.each(['<users>\nuser_id,name\n', '[Data]\nuser_id,name\n', '-- users\nuser_id,name\n'])(
    'may be a title, above a header: %j',
    (head) => {
      expect(look(head)).toMatchObject({ line: 2, skipped: [1] });
    },
  );

  test.each(['[Header],,\na,b\n', 'title\n'])('%j is none of them', (head) => {
    expect(look(head)).toEqual([expect.objectContaining({ code: 'missing_column' })]);
  });

  test.each(['+', '++', '+---'])('%j alone draws no table', (line) => {
    expect(look(`${line}\n`)).toEqual([expect.objectContaining({ code: 'missing_column' })]);
  });

  test('a table that mysql drew is told by its frame', () => {
    const defects = look('+---------+------+\n| user_id | name |\n+---------+------+\n| 1 | A |\n');

    expect(defects).toEqual([
      { code: 'not_csv', message: expect.stringContaining('drawn with lines, as mysql does') },
    ]);
  });
});
