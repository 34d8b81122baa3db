import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { EventsCase } from './cases/case.ts';
import { type Case, caseNamed } from './cases/cases.ts';
import { generator } from './random.ts';

const COLUMNS = ['experiment_id', 'user_id', 'experiment_compound_ids', 'experiment_run_time'];

const FLUSH_CHARACTERS = 1 << 20;

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
  writeLines(`${file}.part`, shape, rows, users);
  if (shape.isCompressed) {
    writeFileSync(`${file}.gz.part`, gzipSync(readFileSync(`${file}.part`)));
    rmSync(`${file}.part`);
    renameSync(`${file}.gz.part`, `${file}.part`);
  }
  renameSync(`${file}.part`, file);
  return file;
}

function writeLines(path: string, shape: EventsCase, rows: number, users: number): void {
  const { text: further, lineEnd, line, rows: rowsOf } = shape;
  const random = generator(rows + users);
  const fieldsOf = rowsOf(users);
  const handle = openSync(path, 'w');
  let text = `${(further ? [...COLUMNS, further.name] : COLUMNS).join(',')}${lineEnd}`;
  for (let row = 1; row <= rows; row++) {
    text += line(fieldsOf(row, random)) + lineEnd;
    if (text.length > FLUSH_CHARACTERS) {
      writeSync(handle, text);
      text = '';
    }
  }
  writeSync(handle, text);
  closeSync(handle);
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
  const day = (user: number) => new Date(Date.UTC(2015, 0, 1 + (user % 4000))).toISOString().slice(0, 10);
  const lines = Array.from({ length: users }, (_, index) => index + 1).map(
    (user) => `${user},User ${user},user${user}@example.com,${day(user)}\n`,
  );
  writeFileSync(usersFile, `user_id,name,email,signup_date\n${lines.join('')}`);
  const compounds = Array.from(
    { length: 500 },
    (_, index) => `${index + 1},Compound ${index + 1},C${index + 1}H\n`,
  );
  writeFileSync(compoundsFile, `compound_id,compound_name,compound_structure\n${compounds.join('')}`);
}
