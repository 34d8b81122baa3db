import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InputConfig } from '../../../lib/config.ts';
import { FAULTLESS } from '../../fixtures/faultless.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

type FileName = keyof typeof FAULTLESS;

/**
 * Settings for a folder with the three faultless files in it, some of them replaced by what is given; null
 * leaves a file out. The folder ends with the test.
 */
export async function dataDirectory(
  given: Partial<Record<FileName, string | Buffer | null>> = {},
): Promise<InputConfig> {
  const directory = temporaryFolder();
  for (const [file, content] of Object.entries({ ...FAULTLESS, ...given })) {
    if (content !== null) {
      await writeFile(join(directory, `${file}.csv`), content);
    }
  }
  return {
    ETL_DATA_DIR: directory,
    ETL_MAX_REJECT_RATIO: 0.1,
    ETL_MAX_AGGREGATE_BYTES: 2 ** 30,
    ETL_PART_BYTES: 2 ** 28,
    ETL_MAX_RECORD_BYTES: 1024 * 1024,
  };
}
