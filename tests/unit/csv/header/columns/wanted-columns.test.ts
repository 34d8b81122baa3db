import { describe, expect, test } from 'vitest';
import { type Header, type HeaderDefect, readHeader } from '../../../../../lib/csv/header/header.ts';

const WANTED = [
  { name: 'run_id', header: ['run_id'], required: true },
  { name: 'duration', header: ['duration', 'run_time', 'laufzeit in s'], required: true },
  { name: 'email', header: ['email', 'contact'], required: false },
  { name: 'note', header: ['note'], required: false },
];

const look = (head: string) => readHeader(Buffer.from(head), WANTED);

function headerOf(head: string): Header {
  const header = look(head);
  if (Array.isArray(header)) {
    throw new Error(header.map(({ message }) => message).join('; '));
  }
  return header;
}

function defectsOf(head: string): HeaderDefect[] {
  const header = look(head);
  return Array.isArray(header) ? header : [];
}

describe('other names of a column', () => {
  test.each(['run_time', 'RUN_TIME', ' Run_Time ', '"run_time"', 'Laufzeit in s'])('takes %j', (name) => {
    const { columns } = headerOf(`run_id,note,${name},email\n`);

    expect(columns).toEqual({ run_id: 0, note: 1, duration: 2, email: 3 });
  });

  test('the names of the header stay as they are in the file', () => {
    const { names } = headerOf('run_id,Run_Time\n');

    expect(names).toEqual(['run_id', 'Run_Time']);
  });

  test('count when the delimiter is told', () => {
    const { delimiter } = headerOf('a,b,c;run_id;run_time;contact\n');

    expect(delimiter).toBe(';');
  });

  test.each([
    ['duration,run_time', '"duration" and "run_time"'],
    ['Run_Time,laufzeit in s', '"Run_Time" and "laufzeit in s"'],
  ])('two of them at once are refused: %s', (names, told) => {
    const defects = defectsOf(`run_id,${names}\n`);

    expect(defects).toEqual([expect.objectContaining({ code: 'repeated_column', columns: ['duration'] })]);
    expect(defects[0]?.message).toContain(told);
    expect(defects[0]?.message).toContain('remove or rename all but one');
  });

  test('are told when none of them is there', () => {
    const [defect] = defectsOf('run_id\n');

    expect(defect?.message).toContain('column "duration" (or "run_time", "laufzeit in s") is missing;');
  });

  test('may be what a misspelt name was meant to be', () => {
    const [defect] = defectsOf('run_id,runtime\n');

    expect(defect).toMatchObject({ code: 'missing_column', columns: ['duration'] });
    expect(defect?.message).toContain('is "runtime" meant to be "run_time"?');
  });

  test('are no misspelling of each other', () => {
    const columns = [
      { name: 'cost', header: ['cost', 'costs'], required: true },
      { name: 'price', header: ['price', 'coste'], required: false },
    ];

    const header = readHeader(Buffer.from('costs\n'), columns);

    expect(header).toMatchObject({ columns: { cost: 0 } });
  });
});

describe('a column that is not required', () => {
  test('may be missing, and then has no index', () => {
    const { columns } = headerOf('run_id,duration\n');

    expect(columns).toEqual({ run_id: 0, duration: 1 });
  });

  test('is refused when it is there twice', () => {
    const defects = defectsOf('run_id,duration,note,Note\n');

    expect(defects).toEqual([expect.objectContaining({ code: 'repeated_column', columns: ['note'] })]);
  });

  test('is missed when another name is nearly its own, and the message says how to get on', () => {
    const defects = defectsOf('run_id,duration,emial\n');

    expect(defects).toEqual([expect.objectContaining({ code: 'missing_column', columns: ['email'] })]);
    expect(defects[0]?.message).toContain('is "emial" meant to be "email"? If not, rename "emial"');
  });

  test('is not missed for a misspelt name when it is there itself', () => {
    const { columns } = headerOf('run_id,duration,emial,email\n');

    expect(columns).toEqual({ run_id: 0, duration: 1, email: 3 });
  });

  test('is not told of among those that are missing for another reason', () => {
    const defects = defectsOf('run_id,city\n');

    expect(defects.map(({ columns }) => columns)).toEqual([['duration']]);
  });

  test('counts when the delimiter is told', () => {
    const defects = defectsOf('a,b;note\n');

    expect(defects[0]?.message).toContain('(delimiter ";")');
  });
});

describe('a first line of data', () => {
  test('is told as such, whatever may be missing', () => {
    const defects = defectsOf('1,10,a@example.com,none\n2,20,,\n');

    expect(defects).toEqual([expect.objectContaining({ code: 'no_header' })]);
  });

  test('is told as such when no column is required', () => {
    const columns = WANTED.map((column) => ({ ...column, required: false }));

    const defects = readHeader(Buffer.from('1,10,a@example.com,none\n'), columns);

    expect(defects).toEqual([expect.objectContaining({ code: 'no_header' })]);
  });

  test.each(['note,2023', 'emial,2023'])('is a header if it has a name, or nearly one: %s', (line) => {
    const codes = defectsOf(`${line}\n`).map(({ code }) => code);

    expect(codes.length).toBeGreaterThan(0);
    expect(codes).not.toContain('no_header');
  });
});

test('a message stays one short line, whatever the names are', () => {
  const many = Array.from({ length: 500 }, () => 'note').join(',');
  const long = `"e${'-'.repeat(500)}m\nail"`;

  const messages = defectsOf(`run_id,duration,${many},${long}\n`).map(({ message }) => message);

  expect(messages).toHaveLength(2);
  for (const message of messages) {
    expect(message).toMatch(/^.{1,800}$/);
  }
});
