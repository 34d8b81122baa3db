import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Case, caseNamed } from './cases/cases.ts';
import { generator } from './random.ts';
import { signupOf } from './users/generate-users.ts';
import { writeLines } from './write-lines.ts';

const COLUMNS = ['experiment_id', 'user_id', 'experiment_compound_ids', 'experiment_run_time'];

/**
 * Writes experiments, the same for the same numbers, unless they are there already; some 2M rows per second.
 *
 * @returns the file: experiment_id, user_id, a list of one to three compounds, experiment_run_time, and what the case adds
 */
export function generateExperiments(directory: string, kind: Case, rows: number, users: number): string {
  const shape = caseNamed(kind);
  const file = join(directory, `experiments-${kind}-${rows}-${users}.csv${shape.isCompressed ? '.gz' : ''}`);
  if (existsSync(file)) {
    return file;
  }
  mkdirSync(directory, { recursive: true });
  const random = generator(rows + users);
  const fieldsOf = shape.rows(users);
  const header = (shape.text ? [...COLUMNS, shape.text.name] : COLUMNS).join(',');
  const line = (row: number) => shape.line(fieldsOf(row, random));
  writeLines(`${file}.part`, header, rows, line, shape.lineEnd);
  if (shape.isCompressed) {
    writeFileSync(`${file}.gz.part`, gzipSync(readFileSync(`${file}.part`)));
    rmSync(`${file}.part`);
    renameSync(`${file}.gz.part`, `${file}.part`);
  }
  renameSync(`${file}.part`, file);
  return file;
}

/**
 * Writes users and compounds for such experiments, unless they are there already: every user that may occur, and all
 * compounds but none more.
 */
export function generateUsersAndCompounds(directory: string, users: number): void {
  mkdirSync(directory, { recursive: true });
  const [usersFile, compoundsFile] = [join(directory, 'users.csv'), join(directory, 'compounds.csv')];
  if (existsSync(compoundsFile)) {
    return;
  }
  writeLines(usersFile, 'user_id,name,email,signup_date', users, (user) => {
    return `${user},User ${user},user${user}@example.com,${signupOf(user)}`;
  });
  writeLines(compoundsFile, 'compound_id,compound_name,compound_structure', 500, (compound) => {
    return `${compound},Compound ${compound},C${compound}H`;
  });
}
