import { describe, expect, test } from 'vitest';
import { readWithKernel } from './reading.ts';

const PLAIN = '1,7,3;4,10\n';

/** Plain lines, each with an id of its own. */
const plainLines = (first: number, count: number) =>
  Array.from({ length: count }, (_, at) => `${first + at},7,3;4,10\n`).join('');

describe('the kernel hands over', () => {
  test.each([
    ['a quote in quotes', '2,7,"3"";4",10\n', 'record'],
    ['a text after a closing quote', '2,7,"3";4,10\n', 'defect'],
    ['a sign in quotes', '2,"+7",3,10\n', 'record'],
    ['an equals sign before a quote', '2,="7",3,10\n', 'record'],
    ['two CRs after a closing quote', '2,7,3,"10"\r\r\n', 'record'],
    ['a quoted empty field more than columns', '2,7,3,10,""\n', 'record'],
    ['a quoted first letter as the header has it', '"event",7,3,10\n', 'record'],
    ['invisible characters after a number', '2,7,3,10\u00a0\n', 'record'],
    ['quoted line ends and delimiters', '2,7,"3\n\n,;4",10\n', 'record'],
    ['a stray quote', '2,7,3"4,10\n', 'defect'],
    ['a byte beyond ASCII', '2,7,ä,10\n', 'record'],
    ['a NUL', '2,7,3\0,10\n', 'defect'],
    ['a sign', '2,+7,3,10\n', 'record'],
    ['a fraction', '2,7,3,10.0\n', 'record'],
    ['20 digits', '2,7,3,00000000000000000010\n', 'record'],
    ['2^63', '2,9223372036854775808,3,10\n', 'record'],
    ['a list with a gap', '2,7,3;;4,10\n', 'record'],
    ['a list with an end too many', '2,7,3;,10\n', 'record'],
    ['a list with a letter behind its 16th byte', '2,7,100001;100002;100003;x,10\n', 'record'],
    ['a padded list', '2,7,3; 4,10\n', 'record'],
    ['an event that is there already', '1,8,3,10\n', 'record'],
    ['an empty field more than columns', '2,7,3,10,\n', 'record'],
    ['a padded empty field more, and two CRs', '2,7,3,10, \t\r\r\n', 'record'],
    ['two CRs before the line end', '2,7,3,10\r\r\n', 'record'],
    ['a form feed after a number', '2,7,3,10\f\n', 'record'],
    ['a ^Z and padding before a number', '2, \u001a 7,3,10\n', 'record'],
    ['a CR inside a number', '2,7,3,1\r0\n', 'record'],
    ['a first letter as the header has it', 'event,7,3,10\n', 'record'],
  ])('%s, with its line and offset', (_what, line, kind) => {
    const text = `${PLAIN}${line}${PLAIN.replace('1,', '5,')}`;

    const { plain, left } = readWithKernel(text);

    expect(plain).toBe(2);
    expect(left).toEqual([{ line: 3, offset: 100 + PLAIN.length, kind }]);
    // Among many plain lines, where four are parsed at once, wherever it stands among the four.
    for (const before of [9, 10, 11, 12]) {
      const start = `1,7,3;4,10\n${plainLines(100, before - 1)}`;
      const among = readWithKernel(`${start}${line}${plainLines(200, 9)}`);
      expect(among).toMatchObject({
        plain: before + 9,
        left: [{ line: before + 2, offset: 100 + start.length, kind }],
      });
    }
  });

  test('a record that is too long', () => {
    const text = `${PLAIN}2,7,${'3'.padStart(1200, ' ')},10\n${PLAIN.replace('1,', '5,')}`;

    const { plain, left } = readWithKernel(text, { maxRecordBytes: 1024 });

    expect({ plain, left }).toEqual({ plain: 2, left: [{ line: 3, offset: 111, kind: 'defect' }] });
  });

  test.each([10_000, 65_536])('a record of one byte more than %i, which is longer than a window', (most) => {
    const longest = `5,7,${'3'.padStart(most - 7, ' ')},10\n`;
    const text = `${PLAIN}2,7,${'3'.padStart(most - 6, ' ')},10\n${longest}`;

    const { plain, left } = readWithKernel(text, { maxRecordBytes: most });

    expect({ plain, left }).toEqual({ plain: 2, left: [{ line: 3, offset: 111, kind: 'defect' }] });
  });

  // A line that is longer than a window has more ids than there is room for.
  test.each([8_300, 10_000, 20_000])('a list of %i ids, and nothing else of the line is lost', (count) => {
    const ids = Array.from({ length: count }, (_, n) => n % 7).join(';');
    const text = `${PLAIN}2,7,${ids},10\n5,7,3;4,10\n`;

    const { plain, left, owners } = readWithKernel(text);

    expect({ plain, left }).toEqual({ plain: 2, left: [{ line: 3, offset: 111, kind: 'record' }] });
    expect(owners).toEqual([{ owner: 7n, events: 2, values: [20n] }]);
  });

  test.each([',,,', ' , ,\t,', '\u001a', ',,,,,,'])(
    'no line of nothing but delimiters and the like: %j',
    (line) => {
      const { plain, left } = readWithKernel(`${PLAIN}${line}\n${plainLines(200, 9)}`);

      expect({ plain, left }).toEqual({ plain: 10, left: [] });
    },
  );

  test('the header once more', () => {
    const text = `${PLAIN}event,owner,tags,minutes\n${plainLines(200, 9)}`;

    const { plain, left } = readWithKernel(text);

    expect({ plain, left }).toMatchObject({ plain: 10, left: [{ line: 3, kind: 'repeated_header' }] });
  });

  test('no blank line, and counts it', () => {
    const { plain, left } = readWithKernel(`${PLAIN}\n \t\r\n2,7,x,10\n`);

    expect({ plain, left }).toEqual({ plain: 1, left: [{ line: 5, offset: 116, kind: 'record' }] });
  });

  test('the last line when it has no line end', () => {
    const { plain, left } = readWithKernel(`${PLAIN}2,7,3,10`);

    expect({ plain, left }).toEqual({ plain: 1, left: [{ line: 3, offset: 111, kind: 'record' }] });
  });

  test('a line, and goes on behind it as if nothing had been there', () => {
    const lines = plainLines(100, 200).split('\n').slice(0, -1);
    // Far enough apart, so that the careful path takes just these.
    lines[60] = '160,7,3,x';
    lines[120] = '100,9,3,1';
    lines[180] = '280,8,3;3;3,5';

    const { owners, left, referenced } = readWithKernel(`${lines.join('\n')}\n`);

    expect(left.map((entry) => entry.line)).toEqual([62, 122]);
    expect(owners).toEqual([
      { owner: 7n, events: 197, values: [1970n] },
      { owner: 8n, events: 1, values: [5n] },
    ]);
    expect(referenced).toEqual([
      [
        [3n, 198],
        [4n, 197],
      ],
    ]);
  });

  test('nothing of a record that it does not take', () => {
    const { owners, ids, referenced } = readWithKernel('9,7,3;x,10\n8,7,4,x\n');

    expect({ owners, ids, referenced }).toEqual({ owners: [], ids: [], referenced: [[]] });
  });
});

describe('the kernel refuses', () => {
  test.each([
    ['a column too few', '2,7,3', 'wrong_column_count', null],
    ['a column too many', '2,7,3,10,5', 'wrong_column_count', null],
    ['two empty columns too many', '2,7,3,10,,', 'wrong_column_count', null],
    ['a minus', '2,7,3,-10', 'negative', 'minutes'],
    ['a padded minus', '2, -7 ,3,10', 'negative', 'owner'],
    ['a letter', '2,7,3,1O', 'not_an_integer', 'minutes'],
    ['an empty integer', '2,,3,10', 'not_an_integer', 'owner'],
    ['two defects by the first', 'x,-7,3;;,y', 'not_an_integer', 'event'],
    ['an integer before a list', '2,7,x,-1', 'negative', 'minutes'],
    ['a letter beside quotes', '2,7,"3",1O', 'not_an_integer', 'minutes'],
    ['a quoted minus', '2,"-7",3,"10"', 'negative', 'owner'],
    ['nothing in quotes', '2,"",3,10', 'not_an_integer', 'owner'],
    ['a quoted column too many', '"2","7","3","10","5"', 'wrong_column_count', null],
    ['letters beyond ASCII', '2,7,é,1O', 'not_an_integer', 'minutes'],
  ])('%s, with line, offset, column and raw text', (_what, line, reason, column) => {
    const start = plainLines(100, 9);
    const text = `${start}${line}\r\n${plainLines(200, 9)}`;

    const { plain, left } = readWithKernel(text);

    expect(plain).toBe(18);
    expect(left).toEqual([
      { line: 11, offset: 100 + start.length, kind: 'defect', reason, column, raw: line },
    ]);
  });

  test('more lines than there is room for, the others by the careful path', () => {
    const lines = plainLines(1, 10_000).replaceAll(',10\n', ',x\n');

    const { plain, left } = readWithKernel(lines);

    expect(plain).toBe(0);
    expect(left.map(({ line }) => line)).toEqual(Array.from({ length: 10_000 }, (_, index) => index + 2));
  });
});

describe('a chunk', () => {
  const lines = Array.from({ length: 3000 }, (_, n) => `${n},${n % 11},${n % 5};9,${n}\n`);
  lines[1500] = '1500,4,"0;9""",1500\n';
  const text = lines.join('');
  const whole = readWithKernel(text);

  test.each([1, 7, 64, 1000, 8192, 8193, 40_000])(
    'of %i bytes changes nothing but who reads a line',
    (chunk) => {
      const { plain, left, ...totals } = readWithKernel(text, { chunk });

      expect(plain + left.length).toBe(3000);
      // What is left to the careful path is not added here.
      const events = totals.owners.reduce((total, owner) => total + owner.events, 0);
      expect(events).toBe(plain);
    },
  );

  test('that is whole leaves only what is not plain', () => {
    expect({ plain: whole.plain, lines: whole.left.map(({ line }) => line) }).toEqual({
      plain: 2999,
      lines: [1502],
    });
  });
});
