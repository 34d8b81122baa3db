import type { Random } from '../../random.ts';
import { eventsCase } from '../case.ts';
import { rowsOf } from '../rows.ts';

/** 18 digits, of which hardly two are ever the same. */
const wideId = (random: Random) =>
  `${1 + random(9)}${String(random(1e9)).padStart(9, '0')}${String(random(1e8)).padStart(8, '0')}`;

/** Experiments with random numbers for ids: no bitmap holds them. */
export const wide = eventsCase('random ids of 18 digits', {
  rows: (users) =>
    rowsOf(
      (_, random) => wideId(random),
      (random) => String(1 + random(users)),
    ),
  without: { 'csv-parse': 'so many ids do not fit into a Set of strings' },
});
