import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HEADER_DEFECTS } from '../../../../lib/csv/header/defect.ts';
import { RUN_CODES } from '../../../../lib/error-codes.ts';
import { features } from '../../../../lib/features.ts';
import { reasonsOf } from '../../../../lib/pipeline/findings/reasons.ts';
import { GATES } from '../../../../lib/pipeline/publish/gates/gates.ts';

const PROJECT_DIR = join(import.meta.dirname, '../../../..');
const text = readFileSync(join(PROJECT_DIR, 'docs/inputs.md'), 'utf8');

/** The part of the page under a heading. */
function section(heading: string): string {
  return text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
}

/** What stands between backticks in the first column of the tables of a section. */
function codesIn(heading: string): string[] {
  const firstCells = section(heading).matchAll(/^\|([^|]*)\|/gm);
  return [...firstCells].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, code = '']) => code),
  );
}

/** The codes of the reasons that rows may have which are rejected, or warned of. */
const reasons = (severity: 'reject' | 'warning') =>
  reasonsOf(features)
    .filter((reason) => reason.severity === severity)
    .map(({ reason }) => reason);

// The page is about the model that is shipped.
describe('docs/inputs.md', () => {
  test.each([
    ['Rejects', reasons('reject')],
    ['Warnings', reasons('warning')],
    ['Gates', [...GATES, `no_${features.entity.name}`]],
    ['Files that cannot be used', HEADER_DEFECTS],
  ])('under "%s" has every code that there is, and no other', (heading, codes) => {
    const documented = codesIn(heading);

    expect([...new Set(documented)].sort()).toEqual([...codes].sort());
  });

  test.each(Object.keys(RUN_CODES))('says of %s whether check can tell it', (code) => {
    expect(section('What only a run can tell')).toContain(`\`${code}\``);
  });

  test('names every file and every column', () => {
    const files = features.inputs.map((input) => ({ name: input.files }));
    const columns = features.inputs.flatMap((input) => input.columns);

    const missing = [...files, ...columns].filter(
      ({ name }) => !section('Three files').includes(`\`${name}\``),
    );

    expect(missing).toEqual([]);
  });

  test('links to fixtures that exist', () => {
    const links = [...text.matchAll(/\]\(\.\.\/(tests\/[^)]+)\)/g)].map(([, path = '']) => path);

    const broken = links.filter((path) => !existsSync(join(PROJECT_DIR, path)));

    expect(links.length).toBeGreaterThan(10);
    expect(broken).toEqual([]);
  });

  test('names only settings that .env.example explains', () => {
    const known = readFileSync(join(PROJECT_DIR, '.env.example'), 'utf8');

    const settings = new Set(text.match(/ETL_[A-Z_]+/g));

    expect([...settings].filter((name) => !known.includes(`${name}=`))).toEqual([]);
  });
});
