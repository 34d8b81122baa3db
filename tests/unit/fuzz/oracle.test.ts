import { describe, expect, test } from 'vitest';
import { crossCheck, gatesOf, readFile, type Totals } from '../../fuzz/oracle/oracle.ts';
import { readRecord } from '../../fuzz/oracle/record.ts';
import type { Delimiter } from '../../fuzz/oracle/text.ts';
import { type FileName, SAMPLE, type Traits } from '../../fuzz/traits.ts';

const USERS = 'user_id,name,email,signup_date\n';
const EXPERIMENTS = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n';
const MIB = 1 << 20;

function read(name: FileName, file: string | Buffer, maxRecordBytes = MIB, traits = SAMPLE) {
  const result = readFile(name, Buffer.from(file), maxRecordBytes, traits);
  if (result.kind !== 'read') {
    throw new Error(`the file is ${JSON.stringify(result)}`);
  }
  return result;
}

/** Per user id, name and line of a reject: what the oracle makes of the lines after a header. */
function usersIn(body: string | Buffer, maxRecordBytes?: number) {
  const { rows, found, records } = read(
    'users',
    Buffer.concat([Buffer.from(USERS), Buffer.from(body)]),
    maxRecordBytes,
  );
  return {
    records,
    ids: rows.map(({ values }) => Number(values['user_id'])),
    names: rows.map(({ values }) => values['name']),
    found: found.map(({ line, column, reason }) => `${line} ${column ?? '-'} ${reason}`),
  };
}

const rest = ',a@b.c,2023-01-01';

describe('oracle on records', () => {
  test.each<[string, Delimiter, string[]]>([
    ['1,a,b', ',', ['1', 'a', 'b']],
    ['1;a,b', ';', ['1', 'a,b']],
    [' 1\t, a b ,', ',', ['1', 'a b', '']],
    ['1\t a \t', '\t', ['1', 'a', '']],
    ['"1" ,\t"a,b"', ',', ['1', 'a,b']],
    ['" 1\t","say ""a"""', ',', ['1', 'say "a"']],
    ['"a\nb",""', ',', ['a\nb', '']],
    ['a\rb,c\r', ',', ['a\rb', 'c']],
    ['"a","b"\r', ',', ['a', 'b']],
  ])('divides %j by %j', (text, delimiter, fields) => {
    const record = readRecord(`${text}\nnext`, 0, delimiter);

    expect(record).toMatchObject({ shape: 'good', fields, end: text.length + 1, terminated: true });
  });

  test.each(['a"b,c', '"a"b,c', '"a" "b",c', '"a"\r,c', '"a"\r x', '1, a "b"'])(
    'tells the stray quote in %j',
    (text) => {
      const record = readRecord(`${text}\n"`, 0, ',');

      expect(record).toMatchObject({ shape: 'stray', end: text.length + 1 });
    },
  );

  test('ends a record with a stray quote at the next line end, though a quoted field is open there', () => {
    const body = `1,a"b,"x\n2,b${rest}\n`;

    const users = usersIn(body);

    expect(users).toEqual({ records: 2, ids: [2], names: ['b'], found: ['2 - stray_quote'] });
  });

  test('skips blank lines, and counts them and lines inside quotes', () => {
    const body = `\n \t\r\n1,"a\n\nb"${rest}\r\n\r\nx,b${rest}`;

    const users = usersIn(body);

    expect(users).toEqual({ records: 2, ids: [1], names: ['a\n\nb'], found: ['8 user_id not_an_integer'] });
  });

  test.each([
    ['1,a', '2 - wrong_column_count'],
    [`1,a${rest},x`, '2 - wrong_column_count'],
    [`1,a\0${rest}`, '2 - nul_byte'],
    [`1,a"${rest}`, '2 - stray_quote'],
  ])('rejects %j', (body, reason) => {
    const users = usersIn(`${body}\n2,b${rest}\n`);

    expect(users).toEqual({ records: 2, ids: [2], names: ['b'], found: [reason] });
  });

  test('rejects invalid UTF-8 before all but the length', () => {
    const users = usersIn(Buffer.concat([Buffer.from('1,a"\0'), Buffer.of(0xff), Buffer.from('\n')]));

    expect(users.found).toEqual(['2 - invalid_utf8']);
  });

  test('rejects a record longer than the limit, its line end not counted', () => {
    // Longer than the header, which must keep to the limit as well.
    const record = `1,é${'x'.repeat(20)}${rest}`;

    const lengths = [0, 1].map((less) => usersIn(`${record}\r\n`, Buffer.byteLength(record) - less));

    expect(lengths.map(({ found }) => found)).toEqual([[], ['2 - record_too_long']]);
  });
});

describe('oracle on headers', () => {
  const header = (file: string | Buffer, looked?: number, traits: Traits = SAMPLE) => {
    const bytes = Buffer.from(file);
    const result = readFile('users', bytes, looked ?? MIB, traits);
    return result.kind === 'bad_header' ? result.header.defects : result.header;
  };

  test('reads names of any order and case after a mark and blank lines, quoted and padded', () => {
    const read = header('\ufeff\n \nSIGNUP_DATE ;"e mail\n"; "Email";name;User_ID\r\n1');

    expect(read).toEqual({
      delimiter: ';',
      names: ['SIGNUP_DATE', 'e mail\n', 'Email', 'name', 'User_ID'],
      columns: { user_id: 4, name: 3, email: 2, signup_date: 0 },
      doubtful: [],
      width: 5,
      line: 3,
      bodyLine: 5,
      bodyOffset: 52,
    });
  });

  test.each<[string, string]>([
    ['user_id|name|email|signup_date|a,b;c', '|'],
    ['user_id\tname\temail\tsignup_date\ta b', '\t'],
    ['user_id,\tname,\temail,\tsignup_date', ','],
  ])('tells the delimiter of %j', (file, delimiter) => {
    const read = header(file);

    expect(read).toMatchObject({ delimiter });
  });

  test.each<[string, string | Buffer, string[]]>([
    ['an empty file', '', ['empty_file']],
    ['a mark alone', '\ufeff', ['empty_file']],
    ['blank lines', '\n\t\r\n', ['no_header']],
    ['UTF-16 without a mark', Buffer.from(USERS, 'utf16le'), ['utf16']],
    ['a CR alone before an LF', 'user_id,name,email,signup_date\r1,a,b,2023-01-01\n', ['cr_only']],
    ['a missing column', 'user_id,name\n', ['missing_column:signup_date']],
    ['a column twice', 'user_id,name,email,signup_date,NAME \n', ['repeated_column:name']],
    ['NUL', 'user_id,name,email,signup_date,\0\n', ['nul_byte']],
    ['other names', 'a,b\n', []],
  ])('refuses %s', (_, file, defects) => {
    const read = header(file);

    expect(read).toEqual(defects);
  });

  const OTHER: Traits = {
    optional: ['signup_date'],
    aliases: { user_id: 'Client' },
    devices: false,
    features: [],
    ids: 'integers',
    headerless: [],
    windows1252: [],
  };

  test('takes another name for a column, but not both', () => {
    const other = header('name,CLIENT,signup_date\n', MIB, OTHER);
    const both = header('client,user_id,signup_date\n', MIB, OTHER);

    expect(other).toMatchObject({ columns: { name: 0, user_id: 1, signup_date: 2 } });
    expect(both).toEqual(['repeated_column:user_id']);
  });

  test('does without a column that is optional, doubtful where a name is nearly its own', () => {
    const without = header('user_id,joined\n', MIB, OTHER);
    const misspelt = header('user_id,signup_dat\n', MIB, OTHER);

    expect(without).toMatchObject({ columns: { user_id: 0 }, doubtful: [] });
    expect(misspelt).toMatchObject({ columns: { user_id: 0 }, doubtful: ['signup_date'] });
  });

  test('refuses a header that does not end among the bytes looked at', () => {
    const read = header(`${USERS}1,a${rest}\n`, USERS.length - 1);

    expect(read).toEqual([]);
  });
});

describe('oracle on rows', () => {
  test('keeps the first usable row of an id, and takes empty names for none', () => {
    const users = usersIn(`1,a,,x\n1, ${rest}\n01.0,c${rest}\n`);

    expect(users).toEqual({
      records: 3,
      ids: [1],
      names: [null],
      found: ['2 signup_date bad_date', '4 user_id duplicate_id'],
    });
  });

  test('lets experiments with an unusable compound list count', () => {
    const { rows, found } = read('user_experiments', `${EXPERIMENTS}1,7,1;x,5\n2,7,3;3,6\n3,x,,1\n`);

    expect(rows.map(({ values }) => values)).toMatchObject([
      { experiment_run_time: 5n, experiment_compound_ids: [] },
      { experiment_run_time: 6n, experiment_compound_ids: [3n] },
    ]);
    expect(found).toMatchObject([
      { line: 2, column: 'experiment_compound_ids', reason: 'bad_id_list' },
      { line: 4, column: 'user_id', reason: 'not_an_integer' },
    ]);
  });

  test('holds experiments against users and compounds', () => {
    const files: Partial<Record<FileName, string>> = {
      users: `${USERS}1,a${rest}\n`,
      user_experiments: `${EXPERIMENTS}1,1,1;9,5\n2,2,1,6\n3,1,,7\n`,
      compounds: 'compound_id\n1\n',
    };

    const { found, totals } = crossCheck((name) => read(name, files[name] ?? '').rows, SAMPLE);

    expect(found).toMatchObject([
      { line: 3, reason: 'unknown_user' },
      { line: 2, reason: 'unknown_compound' },
    ]);
    expect([...totals]).toEqual([[1n, { events: 2, count: 2n, sum: 12n, min: 5n, max: 7n }]]);
  });

  test('passes over run times that are missing, and names of devices that are', () => {
    const traits: Traits = {
      optional: ['experiment_run_time', 'device'],
      aliases: {},
      devices: true,
      features: [],
      ids: 'integers',
      headerless: [],
      windows1252: [],
    };
    const header = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time,device\n';
    const files: Record<FileName, string> = {
      users: `${USERS}1,a${rest}\n2,b${rest}\n`,
      user_experiments: `${header}1,1,,5,1\n2,1,,,\n3,2,,,9\n`,
      compounds: 'compound_id\n',
      devices: 'device_id\n1\n',
    };

    const { found, totals } = crossCheck((name) => read(name, files[name], MIB, traits).rows, traits);

    expect(found).toMatchObject([{ line: 4, column: 'device', reason: 'unknown_device' }]);
    expect([...totals]).toEqual([
      [1n, { events: 2, count: 1n, sum: 5n, min: 5n, max: 5n }],
      [2n, { events: 1, count: 0n, sum: 0n, min: 2n ** 63n - 1n, max: 0n }],
    ]);
  });

  test('refuses too many rejects, no users, and a total beyond bigint', () => {
    const of = (sum: bigint): Totals => ({ events: 2, count: 2n, sum, min: 0n, max: sum });
    const totals = new Map([
      [1n, of(2n ** 63n)],
      [2n, of(2n ** 63n - 1n)],
    ]);
    const files = [
      { name: 'users', records: 1, rejected: 1 },
      { name: 'user_experiments', records: 10, rejected: 1 },
      { name: 'compounds', records: 0, rejected: 0 },
    ] as const;

    const gates = gatesOf(files, { totals, beyond: 0 }, 0.1, []);

    expect(gates).toEqual(['bigint_total', 'no_users', 'reject_ratio']);
  });

  test.each([
    ['none', [], []],
    [
      'one that looks up compounds',
      [{ kind: 'lookup', column: 'experiment_compound_ids', wanted: 'mass' }],
      ['reject_ratio'],
    ],
  ] as const)('asks the rejects of compounds with the features: %s', (_which, features, expected) => {
    const files = [{ name: 'compounds', records: 2, rejected: 1 }] as const;

    expect(gatesOf(files, { totals: new Map(), beyond: 0 }, 0.1, features)).toEqual(expected);
  });
});
