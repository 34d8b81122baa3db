import { all } from './all.ts';
import type { Subject } from './bench.ts';
import { defects } from './defects.ts';
import { files } from './further.ts';
import { parts } from './parts.ts';
import { pipeline } from './pipeline.ts';
import { reading } from './reading.ts';
import { usersFile } from './users/users-file.ts';

/** What is measured where no option says otherwise. */
export const DEFAULT: Subject = reading;

/** What is measured with an option of that name. */
export const SUBJECTS: Readonly<Record<string, Subject>> = {
  'users-file': usersFile,
  pipeline,
  defects,
  files,
  parts,
  all,
};
