import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generator, uuid } from '../../random.ts';
import { eventsCase } from '../case.ts';
import { rowsOf } from '../rows.ts';

/** One user in so many is in no file of users. */
const UNKNOWN_EVERY = 100;

/** UUIDs for users and experiments. */
export const textIds = eventsCase('UUIDs for users and experiments', {
  rows: (users) => {
    const ids = textUsers(users);
    return rowsOf(
      (_, random) => uuid(random),
      (random) => ids[random(users)] ?? '',
    );
  },
  ids: 'texts',
  countsLists: true,
  without: {
    PostgreSQL: 'its table has numbers for ids',
    'csv-parse': 'so many ids do not fit into a Set of strings',
  },
});

/** The UUIDs of so many users, the same for the same number. */
function textUsers(users: number): string[] {
  const random = generator(-users);
  return Array.from({ length: users }, () => uuid(random));
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
