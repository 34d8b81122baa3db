import { describe, expect, test } from 'vitest';
import { makeCase, runCase } from '../../fuzz/case.ts';
import { generateInputs } from '../../fuzz/grammar/grammar.ts';
import { mutated } from '../../fuzz/mutate.ts';
import { FILE_NAMES, readFile } from '../../fuzz/oracle/oracle.ts';
import { Random } from '../../fuzz/random.ts';

/** Any seed is as good; `npm run fuzz` takes others, and many more files. */
const SEED = 20_240_229;
const CASES = 100;
const TIMEOUT_MS = 120_000;

describe('made-up input files', () => {
  test(`are read alike by production and by the oracle (${3 * CASES} files)`, {
    timeout: TIMEOUT_MS,
  }, async () => {
    const differing: string[] = [];
    for (let number = 0; number < CASES; number++) {
      const { differences } = await runCase(SEED, number);
      differing.push(...differences.map((difference) => `--seed ${SEED} --case ${number}: ${difference}`));
    }

    expect(differing).toEqual([]);
  });

  test('have every reason for a reject, every warning, unusable headers and unclosed quotes among them', () => {
    const seen = new Set<string>();
    for (let number = 0; number < CASES; number++) {
      const { files, maxRecordBytes } = makeCase(SEED, number).inputs;
      for (const name of FILE_NAMES) {
        const result = readFile(name, files[name], maxRecordBytes);
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
      'invalid_utf8',
      'negative',
      'not_an_integer',
      'nul_byte',
      'overflow',
      'read',
      'record_too_long',
      'stray_quote',
      'unclosed_quote',
      'wrong_column_count',
    ]);
  });

  test('without harm have no rejects', () => {
    const kinds = new Set<string>();
    const reasons = new Set<string>();
    for (let number = 0; number < CASES; number++) {
      const { files } = generateInputs(new Random(SEED, number), 'none');
      for (const name of FILE_NAMES) {
        const result = readFile(name, files[name], 1 << 20);
        kinds.add(result.kind);
        if (result.kind === 'read') {
          for (const { reason } of result.found) {
            reasons.add(reason);
          }
        }
      }
    }

    expect([...kinds]).toEqual(['read']);
    expect([...reasons]).toEqual([]);
  });

  test('are the same for the same seed and case', () => {
    const once = makeCase(SEED, 17).inputs;

    const again = makeCase(SEED, 17).inputs;

    expect(again).toEqual(once);
  });

  test('are others for another case', () => {
    const one = makeCase(SEED, 17).inputs;

    const other = makeCase(SEED, 18).inputs;

    expect(other.files.users.equals(one.files.users)).toBe(false);
  });
});

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
