import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../../../lib/errors.ts';
import { type CheckResult, checkInputs } from '../../../../lib/pipeline/check/check.ts';
import { checkLines } from '../../../../scripts/check-lines.ts';
import { folderOf, PUBLISHED, REFUSED, shownDeclared } from '../../../fixtures/exports/exports.ts';
import { type Declared, modelOf } from '../../../fixtures/exports/model.ts';

function check(tool: string, declared: Declared): Promise<CheckResult> {
  const config = {
    ETL_DATA_DIR: folderOf(tool),
    ETL_MAX_REJECT_RATIO: 0.1,
    ETL_MAX_AGGREGATE_BYTES: 2 ** 30,
    ETL_PART_BYTES: 2 ** 28,
    ETL_MAX_RECORD_BYTES: 1 << 20,
  };
  return checkInputs(config, modelOf(declared));
}

/** All that someone is told of it. */
async function toldOf(tool: string, declared: Declared): Promise<string> {
  try {
    return checkLines(await check(tool, declared), modelOf(declared)).join('\n');
  } catch (error) {
    if (error instanceof InputError) {
      return error.message;
    }
    throw error;
  }
}

/** An input's first rows of its first file, as they are understood. */
function rowsOf({ inputs }: CheckResult, name: string) {
  const rows = inputs.find(({ input }) => input.name === name)?.rows ?? [];
  return rows.map(({ values }) => values.map((value) => ('value' in value ? value.value : value.unusable)));
}

const named = <One extends { tool: string; declared: Declared }>(exports: readonly One[]) =>
  exports.map((one) => ({ ...one, said: shownDeclared(one.declared) }));

describe('the export of', () => {
  test.each(named(PUBLISHED))('$tool, $said, is published', async ({ tool, declared, warnings }) => {
    const { inputs, refusals } = await check(tool, declared);

    const found = inputs.flatMap(({ findings }) => findings.counts());
    const byReason = Map.groupBy(found, ({ reason }) => reason);
    const counted = [...byReason].map(([reason, kinds]) => [
      reason,
      kinds.reduce((sum, kind) => sum + kind.count, 0),
    ]);
    expect(refusals).toEqual([]);
    expect(inputs.map(({ read, findings }) => [read, findings.rejected])).toEqual([
      [3, 0],
      [4, 0],
      [3, 0],
    ]);
    expect(Object.fromEntries(counted)).toEqual(warnings);
  });

  test.each(named(PUBLISHED).filter(({ warnings }) => !('null_text' in warnings)))(
    '$tool, $said, means what it was exported from',
    async ({ tool, declared, thirdName = 'Jürgen "Jo" Müller' }) => {
      const result = await check(tool, declared);

      const users = rowsOf(result, 'users');
      expect(users.length).toBeGreaterThan(1);
      expect(users).toEqual(
        [
          ['1', 'Ada Lovelace', 'ada@lab.test', '2024-01-15'],
          ['2', 'Hopper, Grace', null, '2024-02-20'],
          ['3', thirdName, 'jo@lab.test', '2024-03-05'],
        ].slice(0, users.length),
      );
    },
  );

  test.each(named(REFUSED))('$tool, $said, is refused with what to do', async ({ tool, declared, words }) => {
    const told = await toldOf(tool, declared);

    expect(told).toMatch(/A run would not publish this|can't be used/);
    for (const word of words) {
      expect(told).toContain(word);
    }
  });
});

describe('the folders of exports', () => {
  const folders = readdirSync(folderOf(''), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  test('are all checked', () => {
    const checked = new Set([...PUBLISHED, ...REFUSED].map(({ tool }) => tool));

    expect([...checked].sort()).toEqual(folders.sort());
  });

  test.each(folders)('%s: README.md says where its form comes from', (folder) => {
    const readme = readFileSync(join(folderOf(''), 'README.md'), 'utf8');

    expect(readme).toContain(`| \`${folder}\` |`);
  });

  test.each([
    ['excel-csv-utf8', 'efbbbf757365725f6964'],
    ['excel-csv-utf8', '2d30350d0a'],
    ['excel-german', '4afc7267656e'],
    ['excel-macintosh', '4a9f7267656e'],
    ['excel-macintosh', '2d31350d32'],
    ['excel-msdos', '4a817267656e'],
    ['excel-unicode-text', 'fffe75007300'],
    ['ssms', 'efbbbf312c'],
  ])('%s: its bytes are what they were written as', (tool, bytes) => {
    const written = readFileSync(join(folderOf(tool), 'users.csv')).toString('hex');

    expect(written).toContain(bytes);
  });
});
