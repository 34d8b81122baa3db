import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { InputConfig } from '../../../lib/config.ts';

type FileName = 'users' | 'user_experiments' | 'compounds';

const small: Record<FileName, string> = {
  users: 'user_id,name,email,signup_date\n1,Alice,a@b.c,2023-01-01\n2,Bob,,2023-02-01\n',
  user_experiments:
    'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n1,1,1;2,10\n2,1,2,15\n3,2,1,20\n',
  compounds: 'compound_id,compound_name,compound_structure\n1,A,C\n2,B,N\n',
};

/**
 * Settings for a folder with three small, faultless files in it, some of them replaced by what is given; null
 * leaves a file out. The folder ends with the test.
 */
export async function dataDirectory(
  given: Partial<Record<FileName, string | Buffer | null>> = {},
): Promise<InputConfig> {
  const directory = await mkdtemp(join(tmpdir(), 'etl-data-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  for (const [file, content] of Object.entries({ ...small, ...given })) {
    if (content !== null) await writeFile(join(directory, `${file}.csv`), content);
  }
  return { ETL_DATA_DIR: directory, ETL_MAX_REJECT_RATIO: 0.1, ETL_MAX_RECORD_BYTES: 1024 * 1024 };
}
