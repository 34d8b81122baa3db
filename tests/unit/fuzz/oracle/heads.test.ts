import { describe, expect, test } from 'vitest';
import { defectsOf, REST, readWhole, result, USERS } from './reading.ts';

const ROW = `1,a${REST}\n`;
const ONE_USER = { records: 1, rows: ['1 a'], found: [] };

describe('what stands above a header', () => {
  test('H1: marks and blank lines are skipped, of any delimiter', () => {
    expect(readWhole(`\ufeff,,\n;;\n |\t\n\x1a\r\n\ufeff${USERS}${ROW}`)).toEqual(ONE_USER);
  });

  test.each([
    ['sep=;', ';'],
    ['SEP=|\r', '|'],
    ['"sep=\t"', '\t'],
    ['\n\ufeffSep=,\r\r\n\n', ','],
  ])('H2: %j says what the delimiter is', (line, delimiter) => {
    const file = USERS.replaceAll(',', delimiter) + ROW.replaceAll(',', delimiter);

    expect(readWhole(`${line}\n${file}`)).toEqual(ONE_USER);
    expect(result(`${line}\n${file}`)).toMatchObject({ header: { delimiter } });
  });

  test.each(['sep=:', 'sep=§'])('H2: %j is refused', (line) => {
    expect(defectsOf(`${line}\n${USERS}`)).toEqual(['unknown_delimiter']);
  });

  test('H2: no other delimiter is tried', () => {
    expect(defectsOf(`sep=;\n${USERS}`)).toEqual([]);
    expect(result(`sep=;\n${USERS}`)).toMatchObject({ kind: 'bad_header', header: { vague: true } });
  });

  test.each(['sep=;;', 'sep =;', 'sep=', ' sep=,'])('H2: %j is a line like any other', (line) => {
    expect(readWhole(`${line}\n${USERS}${ROW}`)).toEqual(ONE_USER);
    expect(result(`${line}\n${USERS}`)).toMatchObject({ header: { line: 2, delimiter: ',' } });
  });

  test.each(['+---+', '+-+', '\ufeff+--+=--+ \r'])('H2: a table drawn with %j is no CSV', (frame) => {
    expect(defectsOf(`${frame}\n${USERS}`)).toEqual(['not_csv']);
  });

  test.each(['+', '++', '+---'])('H2: %j draws no table', (line) => {
    expect(readWhole(`${line}\n${USERS}${ROW}`)).toEqual(ONE_USER);
  });
});

describe('a header further down', () => {
  test('H3: is taken where it is the only one, and lines above it are skipped', () => {
    const read = result(`Users of the lab,,,\n# 2024\n"open\n${USERS}${ROW}`);

    expect(read).toMatchObject({ records: 1, header: { line: 4, bodyLine: 5 } });
  });

  test('H3: is not looked for where the first record can be used', () => {
    expect(readWhole(`${USERS}${USERS}${ROW}`)).toMatchObject({ records: 1, found: ['2-2 repeated_header'] });
  });

  test('H3: of several none is taken', () => {
    expect(defectsOf(`title\n${USERS}${USERS}`)).toEqual(['several_headers']);
  });

  test('H3: of several of which one is certain, that one may be it, or be refused for rows above it', () => {
    // Without the name the second one may be refused: `nam` is nearly that.
    const doubted = USERS.replace('name', 'nam');

    expect(result(`title\n${USERS}${doubted}`)).toMatchObject({
      header: { defects: ['several_headers'], orRead: [{ line: 2 }] },
    });
    expect(result(`${ROW}${USERS}${doubted}`)).toMatchObject({
      header: { defects: ['several_headers'], orElse: { defects: ['rows_above_header'] }, orRead: [] },
    });
  });

  test.each([
    [20, []],
    [21, ['missing_column:signup_date']],
  ])('H3: on line %i is one of the first 20 or not', (line, defects) => {
    const first = 'user_id,name\n';
    const file = first + '# more\n'.repeat(line - 2) + USERS;

    expect(defectsOf(file)).toEqual(defects);
    expect(result(file).kind).toBe(line === 20 ? 'read' : 'bad_header');
  });

  test('H3: has its own delimiter, but for sep=', () => {
    const semicolons = USERS.replaceAll(',', ';');

    expect(result(`a,b,c\n${semicolons}`)).toMatchObject({ header: { line: 2, delimiter: ';' } });
    expect(result(`sep=,\na,b,c\n${semicolons}`)).toMatchObject({ kind: 'bad_header' });
  });

  test('H3: is one physical line', () => {
    expect(result('title\nuser_id,name,signup_date,"a\nb"\n')).toMatchObject({ kind: 'bad_header' });
  });

  test('H3: must end among the bytes looked at', () => {
    const file = `title\n${USERS}`;

    expect(result(file, { maxRecordBytes: file.length })).toMatchObject({ kind: 'read' });
    expect(result(`${file}${ROW}`, { maxRecordBytes: file.length - 1 })).toMatchObject({
      kind: 'bad_header',
    });
  });
});

describe('names', () => {
  test('H4: are compared in lower case, without what nobody sees at their ends', () => {
    expect(readWhole(`\u200bUSER_ID ,\u00a0name,="Email",\u200esignup_date\ufeff\n${ROW}`)).toEqual(ONE_USER);
  });

  test('H4: keep what nobody sees inside', () => {
    expect(defectsOf('user\u200b_id,name,email,signup_date\n')).toEqual(['missing_column:user_id']);
  });

  test('H5: the last one may be empty', () => {
    expect(readWhole(`user_id,name,email,signup_date,\n${ROW}`)).toEqual(ONE_USER);
  });
});

describe('a file without a header', () => {
  const how = { traits: { headerless: ['users'] } } as const;
  const row = '1,a,a@b.c,2023-01-01,33\n';

  test.each([',', ';', '|', '\t'])('H6: is read in the order of the columns, divided by %j', (delimiter) => {
    const file = row.replaceAll(',', delimiter);

    expect(readWhole(file + file, how)).toEqual({
      records: 2,
      rows: ['1 a'],
      found: ['2-2 user_id duplicate_id'],
    });
  });

  test('H6: blank lines, a mark and sep= are skipped', () => {
    expect(readWhole(`\ufeff\n,,\nsep=;\n;\n${row.replaceAll(',', ';')}`, how)).toEqual(ONE_USER);
  });

  test('H6: takes the first delimiter that fits, also with an empty column more', () => {
    expect(result('1;2,a;b,c;d,2023-01-01;e,1\n', how)).toMatchObject({
      header: { delimiter: ',', width: 5 },
    });
    expect(readWhole(row.replace('\n', ',\n'), how)).toEqual(ONE_USER);
  });

  test.each(['1,a\n', '1,a"b,c,d,e\n', '1,a,a@b.c,2023-01-01,33,,\n'])(
    'H6: is refused where none fits: %j',
    (file) => {
      expect(defectsOf(file, how)).toEqual(['column_count']);
    },
  );

  test('H6: is refused where its first record is the names', () => {
    expect(defectsOf(`age,Email,NAME,"user_id",signup_date\n${row}`, how)).toEqual(['unexpected_header']);
  });

  test('H6: knows no repeated header', () => {
    expect(readWhole(`${row}user_id,name,email,signup_date,age\n`, how)).toMatchObject({
      records: 2,
      found: ['2-2 user_id not_an_integer'],
    });
  });
});
