import { describe, expect, test } from 'vitest';
import { makeCase, runCase } from '../../fuzz/case.ts';
import { generateInputs, type Inputs } from '../../fuzz/grammar/grammar.ts';
import { mutated } from '../../fuzz/mutate.ts';
import { readFile, WARNINGS } from '../../fuzz/oracle/oracle.ts';
import type { Row } from '../../fuzz/oracle/rows.ts';
import { Random } from '../../fuzz/random.ts';
import { filesOf, SAMPLE } from '../../fuzz/traits.ts';

/** Any seed is as good; `npm run fuzz` takes others, and many more files. */
const SEED = 20_240_229;
const CASES = 100;
const TIMEOUT_MS = 120_000;

describe('made-up input files', () => {
  test(`are read alike by production and by the oracle, some with texts for ids too (${CASES} cases)`, {
    timeout: TIMEOUT_MS,
  }, async () => {
    const differing: string[] = [];
    let withTexts = 0;
    for (let number = 0; number < CASES; number++) {
      const { differences, texts } = await runCase(SEED, number);
      differing.push(...differences.map((difference) => `--seed ${SEED} --case ${number}: ${difference}`));
      withTexts += texts ? 1 : 0;
    }

    expect(differing).toEqual([]);
    expect(withTexts).toBeGreaterThan(CASES / 5);
  });

  test('have every reason for a reject, every warning and unusable headers among them', () => {
    const seen = new Set<string>();
    for (let number = 0; number < CASES; number++) {
      const { files, maxRecordBytes, traits } = makeCase(SEED, number).inputs;
      for (const [name, file] of files) {
        const result = readFile(name, file, maxRecordBytes, traits);
        seen.add(result.kind);
        if (result.kind === 'read') {
          for (const { reason } of result.found) {
            seen.add(reason);
          }
        }
      }
    }

    expect([...seen].sort()).toEqual([
      'bad_date',
      'bad_header',
      'bad_id_list',
      'duplicate_id',
      'early_date',
      'invalid_utf8',
      'long_value',
      'negative',
      'not_an_integer',
      'nul_byte',
      'null_text',
      'overflow',
      'read',
      'record_too_long',
      'repeated_header',
      'stray_quote',
      'unclosed_quote',
      'unended_line',
      'wrong_column_count',
    ]);
  });

  test('have models of every kind among them, with values and columns that are missing', () => {
    const seen = new Set<string>();
    for (let number = 0; number < CASES; number++) {
      const { inputs } = makeCase(SEED, number);
      seen.add(inputs.traits === SAMPLE ? 'the sample' : `${inputs.files.size} files`);
      for (const kind of optionalColumnsIn(inputs)) {
        seen.add(kind);
      }
    }

    expect([...seen]).toEqual(
      expect.arrayContaining([
        '3 files',
        '4 files',
        'device is NULL',
        'device is missing',
        'experiment_compound_ids is missing',
        'experiment_run_time is NULL',
        'experiment_run_time is missing',
        'price is NULL',
        'signup_date is NULL',
        'signup_date is missing',
        'temperature is NULL',
        'the sample',
      ]),
    );
  });

  test('are of every form that is taken without a setting, and with one', () => {
    const seen = new Set<string>();
    for (let number = 0; number < CASES; number++) {
      const { inputs } = makeCase(SEED, number);
      for (const form of formsIn(inputs)) {
        seen.add(form);
      }
    }

    expect([...seen].sort()).toEqual([
      'CR alone',
      'UTF-16',
      'a formula',
      'a last name that is empty',
      'a mark inside',
      'a record near the limit of several lines',
      'delimiters alone',
      'invisible characters',
      'no header',
      'runs of CR',
      'sep=',
      'titles',
      'windows-1252',
    ]);
  });

  test('of the sample are three', () => {
    expect(filesOf(SAMPLE)).toEqual(['users', 'user_experiments', 'compounds']);
  });

  test('without harm have no rejects', () => {
    const kinds = new Set<string>();
    const reasons = new Set<string>();
    for (let number = 0; number < CASES; number++) {
      const { files, traits } = generateInputs(new Random(SEED, number), 'none');
      for (const [name, file] of files) {
        const result = readFile(name, file, 1 << 20, traits);
        kinds.add(result.kind);
        if (result.kind === 'read') {
          for (const { reason } of result.found) {
            reasons.add(reason);
          }
        }
      }
    }

    expect([...kinds]).toEqual(['read']);
    expect([...reasons].filter((reason) => !WARNINGS.includes(reason))).toEqual([]);
  });

  test('are the same for the same seed and case', () => {
    const once = makeCase(SEED, 17).inputs;

    const again = makeCase(SEED, 17).inputs;

    expect(again).toEqual(once);
  });

  test('are others for another case', () => {
    const one = makeCase(SEED, 17).inputs;

    const other = makeCase(SEED, 18).inputs;

    expect(other.files.get('users')).not.toEqual(one.files.get('users'));
  });
});

/** What the bytes of a file have that is read as something. */
const FORMS: Readonly<Record<string, RegExp>> = {
  'a formula': /="\d+"/,
  'a mark inside': /\n\xef\xbb\xbf/,
  'delimiters alone': /\n[,;|]+\r?\n/,
  'invisible characters': /\d\xe2\x80\x8b/,
  'runs of CR': /\d\r\r+\n/,
  'sep=': /^sep=/i,
};

/** The forms of the files of a case that can be read. */
function formsIn({ files, maxRecordBytes, traits }: Inputs): string[] {
  return [...files].flatMap(([name, file]) => {
    const result = readFile(name, file, maxRecordBytes, traits);
    if (result.kind !== 'read') {
      return [];
    }
    const text = file.toString('latin1');
    const { header, rows, found } = result;
    const isNearLimit = ({ line, lastLine, raw }: Pick<Row, 'line' | 'lastLine' | 'raw'>) =>
      lastLine > line && Buffer.byteLength(raw) > maxRecordBytes - 3;
    const others: Readonly<Record<string, boolean>> = {
      'no header': traits.headerless.includes(name),
      'windows-1252': traits.windows1252.includes(name),
      'UTF-16': /^(?:\xff\xfe|\xfe\xff)/.test(text),
      titles: header.orElse !== undefined,
      'a last name that is empty': header.names.at(-1) === '',
      'CR alone': !text.includes('\n') && rows.length > 1,
      'a record near the limit of several lines': [...rows, ...found].some(isNearLimit),
    };
    return [
      ...Object.keys(FORMS).filter((form) => FORMS[form]?.test(text)),
      ...Object.keys(others).filter((form) => others[form]),
    ];
  });
}

/** Which optional columns are missing in a file that can be read, or have no value in some row of it. */
function optionalColumnsIn({ files, maxRecordBytes, traits }: Inputs): string[] {
  return [...files].flatMap(([name, file]) => {
    const result = readFile(name, file, maxRecordBytes, traits);
    const rows = result.kind === 'read' ? result.rows : [];
    const columns = traits.optional.filter((column) => column in (rows[0]?.values ?? {}));
    return columns.flatMap((column) => {
      if (result.kind === 'read' && !(column in result.header.columns)) {
        return [`${column} is missing`];
      }
      return rows.some(({ values }) => values[column] === null) ? [`${column} is NULL`] : [];
    });
  });
}

describe('mutated', () => {
  test('changes nearly every file', () => {
    const random = new Random(SEED);
    const file = Buffer.from('user_id,name,email,signup_date\n1,a,b,2023-01-01\n');

    const changed = Array.from({ length: 100 }, () => mutated(random, file)).filter(
      (other) => !other.equals(file),
    );

    expect(changed.length).toBeGreaterThan(90);
  });
});

describe('Random', () => {
  test('draws every number below the limit', () => {
    const random = new Random(1);

    const numbers = Array.from({ length: 1000 }, () => random.below(10));

    expect(new Set(numbers).size).toBe(10);
  });

  test('keeps all items when it shuffles', () => {
    const shuffled = new Random(3).shuffled([1, 2, 3, 4, 5]);

    expect(shuffled.sort()).toEqual([1, 2, 3, 4, 5]);
  });
});
