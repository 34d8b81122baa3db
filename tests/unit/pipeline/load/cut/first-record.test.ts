import { describe, expect, test } from 'vitest';
import { firstRecord } from '../../../../../lib/pipeline/load/cut/first-record.ts';

const SHAPE = { delimiter: ',', width: 3, maxRecordBytes: 200 } as const;

/**
 * Guesses in a text of which a window is seen, `|` standing where it begins and where the byte is. Returns what stands at the record
 * that is found, up to the end of its line; undefined when none is.
 */
function guessedIn(text: string, isStart = false): string | undefined {
  const [before = '', seen = '', after = ''] = text.split('|');
  const bytes = Buffer.from(seen + after);
  const offset = before.length;
  const found = firstRecord(SHAPE, { bytes, offset }, offset + seen.length, isStart);
  return found === undefined ? undefined : bytes.toString('utf8', found - offset).split('\n', 1)[0];
}

describe('where there are no quotes', () => {
  test('the first line that begins at the byte or after it is the record', () => {
    expect(guessedIn('1,a|,5\n2,b,|6\n3,c,7\n4,d,8\n')).toBe('3,c,7');
  });

  test('a line that begins right at the byte is it', () => {
    expect(guessedIn('1,a|,5\n2,b,6\n|3,c,7\n4,d,8\n')).toBe('3,c,7');
  });

  test('lines with too few fields are no text as long as most lines are right', () => {
    expect(guessedIn('1,a|,5\n2\n3,c,|7\n4\n5,e,9\n6,f,1\n')).toBe('4');
  });
});

describe('where a text goes over several lines', () => {
  test('the byte is in it, and the record after it is found', () => {
    expect(guessedIn('1,"a\nwo|rd\nwo|rd\nword",5\n2,b,6\n3,c,7\n')).toBe('2,b,6');
  });

  test('the text ends before the byte', () => {
    expect(guessedIn('1,"a\nwo|rd\nword",5\n2,b,|6\n3,c,7\n')).toBe('3,c,7');
  });

  test('it begins before the byte, and the window before that', () => {
    expect(guessedIn('1,a|,5\n2,"wo\nwo|rd\nword",6\n3,c,7\n')).toBe('3,c,7');
  });

  test('its doubled quotes end nothing', () => {
    expect(guessedIn('1,"a\n""wo|rd""\n""wo"|" word\n"",x",5\n2,b,6\n')).toBe('2,b,6');
  });

  test('as long as the window is, more bytes are asked for', () => {
    expect(guessedIn('1,"a\nwo|rd\nwo|rd\nword\nword')).toBeUndefined();
  });

  test('that is longer than a record may be, it is none: its lines are records', () => {
    const words = 'word\n'.repeat(60);

    expect(guessedIn(`1,"a\nwo|rd\nwo|rd\nlast\n${words}",5\n2,b,6\n`)).toBe('last');
  });
});

describe('a record that begins with the window', () => {
  test('is where the others are counted from: nothing is guessed', () => {
    expect(guessedIn('1,a,5\n|2,"\n3,c,|7\n",6\n4,d,8\n', true)).toBe('4,d,8');
  });

  test('is found itself when it begins at the byte', () => {
    expect(guessedIn('1,a,5\n||2,b,6\n', true)).toBe('2,b,6');
  });
});

test('a window without a line end tells nothing', () => {
  expect(guessedIn('1,a|,|5')).toBeUndefined();
});

test('lines of a text that look like records are taken for records: whoever reads what is before finds out', () => {
  expect(guessedIn('1,"a\n|1,a,1\n2,|b,2\n3,c,3\n4,d,4\n5,e,5\n')).toBe('3,c,3');
});
