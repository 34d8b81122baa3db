import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Header } from '../../../../lib/csv/header/header.ts';
import { type PartSource, recordsOf } from '../../../../lib/pipeline/load/part-source.ts';
import { identify } from '../../../../lib/sources/file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const TEXT = 'compound_id,compound_name,compound_structure\n1,Compound A,H2O\n2,Compound B,CO2\n';
const BODY = TEXT.indexOf('\n') + 1;
const header: Header = {
  delimiter: ',',
  names: ['compound_id', 'compound_name', 'compound_structure'],
  columns: { compound_id: 0, compound_name: 1, compound_structure: 2 },
  width: 3,
  line: 1,
  bodyOffset: BODY,
  bodyLine: 2,
};

let source: PartSource;
beforeEach(async () => {
  const path = join(temporaryFolder(), 'compounds.csv');
  writeFileSync(path, TEXT);
  const identity = await identify(path);
  source = { input: 'compounds', identity, header, fromByte: BODY, toByte: TEXT.length, fromLine: 2 };
});

async function linesOf(part: PartSource): Promise<number[]> {
  const lines: number[] = [];
  for await (const { entries } of recordsOf(part, 1024)) {
    lines.push(...entries.map(({ line }) => line));
  }
  return lines;
}

describe('recordsOf', () => {
  test('gives the records of the range', async () => {
    const lines = await linesOf(source);

    expect(lines).toEqual([2, 3]);
  });

  test('of a file that became shorter while it was read says that it changed', async () => {
    writeFileSync(source.identity.path, TEXT.slice(0, -5));

    const reading = linesOf(source);

    await expect(reading).rejects.toMatchObject({
      name: 'InputError',
      code: 'INPUT_CHANGED',
      message: expect.stringContaining(`compounds.csv: ends at byte ${TEXT.length - 5}, not ${TEXT.length}`),
    });
  });

  test('of a file that is gone says that it changed', async () => {
    rmSync(source.identity.path);

    const reading = linesOf(source);

    await expect(reading).rejects.toMatchObject({ name: 'InputError', code: 'INPUT_CHANGED' });
  });
});
