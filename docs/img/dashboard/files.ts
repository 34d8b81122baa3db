import { appendFileSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateExperiments, generateUsersAndCompounds } from '../../../bench/data/generate.ts';

/** A user whose row can't be used: what names it follows from that. */
const BAD_USER = 1802;

/** Experiments of which each has another defect. */
const BAD_EXPERIMENTS = [
  '12000001,17,3;4,x',
  '12000002,-5,1,20',
  '12000003,99999999,1,20',
  '12000004,8,7;;9,11',
  '12000001,,,',
  '12000005,17,3;4,12\u00a0000',
];

/** Of users that are left when the others are gone. */
const FEW_EXPERIMENTS = `experiment_id,user_id,experiment_compound_ids,experiment_run_time
1,1,1;2,10
2,10,3,20
`;

/** The files of a folder, and how they are made such that a run over them fails. */
export interface Files {
  readonly folder: string;
  /** Most users are gone, and what names them: the gate of deletions stays shut. */
  cut(): void;
  /** A column has another name: the files can't be planned. */
  renameColumn(): void;
}

/** Makes files of so many experiments, some rows of which can't be used, in a folder of the place. */
export function makeFiles(
  place: string,
  { rows, users }: { readonly rows: number; readonly users: number },
): Files {
  const folder = join(place, 'data');
  generateUsersAndCompounds(folder, users);
  const experiments = generateExperiments(place, 'plain', rows, users);
  appendFileSync(experiments, `${BAD_EXPERIMENTS.join('\n')}\n`);
  linkSync(experiments, join(folder, 'user_experiments.csv'));
  const file = join(folder, 'users.csv');
  const change = (edit: (text: string) => string) => {
    const text = readFileSync(file, 'utf8');
    // Another file, so that no run that still reads it sees half of it.
    rmSync(file);
    writeFileSync(file, edit(text));
  };
  change((text) => text.replace(new RegExp(`^(${BAD_USER},.*,).*$`, 'm'), '$131/02/2024'));
  return {
    folder,
    cut() {
      change((text) => `${text.split('\n').slice(0, 11).join('\n')}\n`);
      rmSync(join(folder, 'user_experiments.csv'));
      writeFileSync(join(folder, 'user_experiments.csv'), FEW_EXPERIMENTS);
    },
    renameColumn: () => change((text) => text.replace('signup_date', 'joined')),
  };
}
