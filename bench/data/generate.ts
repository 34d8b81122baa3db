import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Shapes of a file of experiments. */
export const CASES = ['plain', 'crlf', 'bad', 'quoted', 'wide', 'text-ids'] as const;
export type Case = (typeof CASES)[number];

/** One user in so many of the case `text-ids` is in no file of users. */
const UNKNOWN_EVERY = 100;

/** One row in so many of the case `bad` can't be used. */
export const BAD_EVERY = 100;

const FLUSH_CHARACTERS = 1 << 20;

/**
 * Writes experiments, the same for the same numbers, unless they are there already; some 2M rows per second.
 *
 * @returns the file: experiment_id, user_id, a list of one to three compounds, experiment_run_time
 */
export function generateExperiments(directory: string, kind: Case, rows: number, users: number): string {
  const file = join(directory, `experiments-${kind}-${rows}-${users}.csv`);
  if (existsSync(file)) {
    return file;
  }
  mkdirSync(directory, { recursive: true });
  const random = generator(rows + users);
  const handle = openSync(`${file}.part`, 'w');
  const end = kind === 'crlf' ? '\r\n' : '\n';
  const ids = kind === 'text-ids' ? textUsers(users) : undefined;
  let text = `experiment_id,user_id,experiment_compound_ids,experiment_run_time${end}`;
  for (let row = 1; row <= rows; row++) {
    const id = ownId(kind, row, random);
    const user = 1 + random(users);
    const fields = [id, ids?.[user - 1] ?? String(user), compounds(random), String(1 + random(500))];
    if (kind === 'bad' && row % BAD_EVERY === 0) {
      spoil(fields, row / BAD_EVERY);
    }
    text += kind === 'quoted' ? `"${fields.join('","')}"${end}` : fields.join(',') + end;
    if (text.length > FLUSH_CHARACTERS) {
      writeSync(handle, text);
      text = '';
    }
  }
  writeSync(handle, text);
  closeSync(handle);
  renameSync(`${file}.part`, file);
  return file;
}

/**
 * Writes users with UUIDs, unless they are there already: those that experiments of the case `text-ids` name, but for one in a
 * hundred.
 *
 * @returns the file: user_id, name
 */
export function generateTextUsers(directory: string, users: number): string {
  const file = join(directory, `users-text-ids-${users}.csv`);
  if (!existsSync(file)) {
    mkdirSync(directory, { recursive: true });
    const known = textUsers(users).filter((_, index) => index % UNKNOWN_EVERY !== 0);
    writeFileSync(`${file}.part`, `user_id,name\n${known.map((id, at) => `${id},User ${at}\n`).join('')}`);
    renameSync(`${file}.part`, file);
  }
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

type Random = (below: number) => number;

/** Mulberry32 (Tommy Ettinger): 32 bits of state, good enough for test data. */
export function generator(seed: number): Random {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function compounds(random: Random): string {
  let list = String(1 + random(500));
  for (let more = random(3); more > 0; more--) {
    list += `;${1 + random(500)}`;
  }
  return list;
}

/** The UUIDs of so many users, the same for the same number. */
function textUsers(users: number): string[] {
  const random = generator(-users);
  return Array.from({ length: users }, () => uuid(random));
}

function ownId(kind: Case, row: number, random: Random): string {
  if (kind === 'text-ids') {
    return uuid(random);
  }
  return kind === 'wide' ? wideId(random) : String(row);
}

const HEX = Array.from({ length: 1 << 16 }, (_, value) => value.toString(16).padStart(4, '0'));

/** A UUID of version 4: 122 bits at random. */
export function uuid(random: Random): string {
  const four = () => HEX[random(1 << 16)] ?? '';
  const version = HEX[0x4000 | random(1 << 12)];
  const variant = HEX[0x8000 | random(1 << 14)];
  return `${four()}${four()}-${four()}-${version}-${variant}-${four()}${four()}${four()}`;
}

/** 18 digits, of which hardly two are ever the same. */
const wideId = (random: Random) =>
  `${1 + random(9)}${String(random(1e9)).padStart(9, '0')}${String(random(1e8)).padStart(8, '0')}`;

/** One kind of defect after the other: no number, a negative one, a column too many. */
function spoil(fields: string[], turn: number): void {
  if (turn % 3 === 0) {
    fields[3] = 'x';
  } else if (turn % 3 === 1) {
    fields[1] = `-${fields[1]}`;
  } else {
    fields.push('9');
  }
}
