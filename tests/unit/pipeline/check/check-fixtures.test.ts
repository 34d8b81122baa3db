import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../../../lib/errors.ts';
import { type CheckResult, checkInputs } from '../../../../lib/pipeline/check/check.ts';
import { type Fixture, fixtures, inOrder } from '../../../fixtures/inputs/fixtures.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';

/** What check says of a fixture, or the error with which it refuses. */
async function checked({ directory, expected: { settings } }: Fixture): Promise<CheckResult | InputError> {
  const config = {
    ETL_DATA_DIR: directory,
    ETL_MAX_REJECT_RATIO: 0.1,
    ETL_MAX_AGGREGATE_BYTES: 2 ** 30,
    ETL_PART_BYTES: 2 ** 28,
    ETL_MAX_RECORD_BYTES: 1 << 20,
  };
  try {
    return await checkInputs({ ...config, ...settings }, sampleModel);
  } catch (error) {
    if (error instanceof InputError) {
      return error;
    }
    throw error;
  }
}

/** What says no, in one text; nothing when a run would publish. */
function verdictOf(result: CheckResult | InputError): string | undefined {
  if (result instanceof InputError) {
    return `${result.code}: ${result.message}`;
  }
  return result.refusals.length > 0 ? result.refusals.map(({ message }) => message).join('\n') : undefined;
}

describe('checkInputs', () => {
  test.each(fixtures)('$name: $about', async (fixture) => {
    const { expected } = fixture;

    const result = await checked(fixture);

    if ('failure' in expected) {
      for (const fragment of expected.failure.message) {
        expect(verdictOf(result)).toContain(fragment);
      }
      return;
    }
    expect(verdictOf(result)).toBeUndefined();
    const { inputs } = result as CheckResult;
    const counts = inputs.map(({ input, read, findings: { rejected, warnings } }) => [
      input.name,
      { read, rejected, warnings },
    ]);
    expect(Object.fromEntries(counts)).toEqual(expected.counts);
    const found = inputs.flatMap(({ input, findings }) =>
      findings.rows.map((row) => ({ input: input.name, ...row })),
    );
    expect(inOrder(found)).toEqual(inOrder(expected.findings));
  });
});

/** Bytes that an editor or a version control system may change unseen, in hexadecimal. */
const QUIRKS = [
  ['byte-order-mark', 'users', 'efbbbf757365725f6964'],
  ['crlf', 'users', '2d30310d0a32'],
  ['crlf', 'compounds', '4f320d0a'],
  ['mixed-line-ends', 'users', '0d0a32'],
  ['cr-only', 'users', '2d30310d32'],
  ['cr-only', 'users', '4164610d6f66'],
  ['quoted-newline', 'users', '42656e0d0a0d0a58'],
  ['blank-lines', 'users', '0a20090a'],
  ['blank-lines', 'user_experiments', '0d0a6578'],
  ['tab-delimiter', 'users', '757365725f6964096e616d65'],
  ['comma-and-tab', 'users', '2c09'],
  ['padded-with-spaces', 'users', '20092c20'],
  ['odd-white-space', 'users', 'c2a0416461c2a0'],
  ['odd-white-space', 'users', '420d656e'],
  ['non-ascii', 'users', 'f09f91a9e2808df09f94ac'],
  ['invalid-utf8', 'users', '4a6f73e92c'],
  ['nul-byte', 'users', '4400616e'],
  ['utf-16', 'users', 'fffe75007300'],
  ['utf-16', 'users', '8b730f5c0e66'],
  ['utf-16-big-endian', 'users', 'feff00750073'],
  ['utf-16-big-endian', 'compounds', '1f8b08'],
  ['utf-16-unpaired', 'users', '42003dd86e00'],
  ['utf-16-without-mark', 'compounds', '0063006f'],
  ['gzip', 'user_experiments', '1f8b08'],
  ['sep-line', 'users', 'efbbbf7365703d3b0a'],
  ['delimiters-above-header', 'user_experiments', '0909090a'],
  ['invisible-in-header', 'users', 'e2808b757365725f69642c6e616d65c2a0'],
  ['invisible-in-header', 'compounds', '0c1a0a'],
  ['other-delimiters', 'compounds', '636f6d706f756e645f696401'],
  ['windows-1252-header', 'users', '4772f6df65'],
] as const;

describe('the fixtures', () => {
  test.each(QUIRKS)('%s: the bytes of %s.csv are what they were written as', (name, file, quirk) => {
    const fixture = fixtures.find((candidate) => candidate.name === name);

    const bytes = readFileSync(join(fixture?.directory ?? '', `${file}.csv`)).toString('hex');

    expect(bytes).toContain(quirk);
  });

  test('without a line end at the end have none', () => {
    const directory = fixtures.find(({ name }) => name === 'no-final-newline')?.directory ?? '';

    const last = readFileSync(join(directory, 'users.csv')).at(-1);

    expect(String.fromCharCode(last ?? 0)).toBe('1');
  });
});
