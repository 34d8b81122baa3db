import type { Random } from '../random.ts';
import type { RowWriter } from './case.ts';

const COMPOUNDS = 500;
const LONGEST_TIME = 500;

/** Rows whose experiments are numbered from 1, and whose users too. */
export const numberedRows = (users: number): RowWriter =>
  rowsOf(
    (row) => String(row),
    (random) => String(1 + random(users)),
  );

/**
 * Rows of a number of compounds and a time, with ids of their own.
 *
 * @param id that of the experiment of a row
 * @param user that of a user
 */
export function rowsOf(
  id: (row: number, random: Random) => string,
  user: (random: Random) => string,
): RowWriter {
  return (row, random) => [
    id(row, random),
    user(random),
    compounds(random),
    String(1 + random(LONGEST_TIME)),
  ];
}

/** One to three compounds. */
function compounds(random: Random): string {
  let list = String(1 + random(COMPOUNDS));
  for (let more = random(3); more > 0; more--) {
    list += `;${1 + random(COMPOUNDS)}`;
  }
  return list;
}
