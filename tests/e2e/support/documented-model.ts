import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject, type ProjectCopy } from '../../support/project-copy.ts';
import { PROJECT_DIR } from './project.ts';

const INPUTS = 'lib/inputs.ts';

/** What changes a copy of the project as docs/inputs.md says. */
export type Change = (copy: ProjectCopy) => void;

/** A copy of the project with lib/inputs.ts and lib/features.ts changed as docs/inputs.md says. */
export function copyWith(...changes: Change[]): ProjectCopy {
  const copy = copyProject();
  for (const change of changes) {
    change(copy);
  }
  return copy;
}

/** Experiments have their run time in a column `duration`. */
export const renamedColumn: Change = ({ replace }) =>
  replace(INPUTS, 'experiment_run_time: integer(),', documented("integer({ header: ['duration'] })"));

/** They have it there, but not all of them. */
export const optionalRunTime: Change = ({ replace }) =>
  replace(INPUTS, 'experiment_run_time: integer(),', documented("'duration'], optional: true"));

/** Not all users have a date. */
export const optionalDate: Change = ({ replace }) =>
  replace(INPUTS, 'signup_date: date()', documented('date({ optional: true })').replace(/,$/, ''));

/** The compounds are in a file of another name. */
export const renamedFile: Change = ({ replace }) =>
  replace(INPUTS, "files: 'compounds.csv',", documented("files: 'substances.csv'"));

/** The experiments are in several files. */
export const severalFiles: Change = ({ replace }) =>
  replace(INPUTS, "files: 'user_experiments.csv',", documented("'user_experiments.*.csv'"));

/** There is a fourth file. */
export const furtherFile: Change = ({ replace }) =>
  replace(INPUTS, '  compounds: reference({', `${documented('devices.csv')}\n  compounds: reference({`);

/** Experiments name rows of the fourth file. */
export const namedFurtherFile: Change = (copy) => {
  furtherFile(copy);
  const before = 'experiment_compound_ids: idList()';
  copy.replace(INPUTS, before, `${documented("references('devices'")}\n${before}`);
};

/** The ids of users are texts. */
export const textIds: Change = ({ replace }) => {
  const columns = 'columns: { user_id: id(), name: text(), email: text(), signup_date: date() },';
  replace(INPUTS, columns, documented('user_id: textId(), name'));
  const owner = "user_id: id().references('users', { orElse: 'reject' }),";
  replace(INPUTS, owner, documented('user_id: textId().references('));
  replace(INPUTS, 'text } from', 'text, textId } from');
};

/** There is a mean and a least run time of each user. */
export const furtherFeatures: Change = ({ replace, path }) => {
  const before = 'experiment_run_time: sum(';
  replace('lib/features.ts', before, `${documented('mean(experiments')}\n${before}`);
  const file = join(path, 'lib/features.ts');
  writeFileSync(file, `${documented('import { mean')}\n${readFileSync(file, 'utf8')}`);
};

/**
 * The example of docs/inputs.md in which a text stands.
 *
 * @throws Error when there is none, or more than one
 */
export function documented(text: string): string {
  const docs = readFileSync(join(PROJECT_DIR, 'docs/inputs.md'), 'utf8');
  const examples = [...docs.matchAll(/^```ts\n(.*?)\n```$/gms)].map(([, example = '']) => example);
  const [found, ...more] = examples.filter((example) => example.includes(text));
  if (found === undefined || more.length > 0) {
    throw new Error(
      `docs/inputs.md must have one example with this, and has ${more.length + (found ? 1 : 0)}: ${text}`,
    );
  }
  return found;
}

/** Writes files of these lines into a folder. */
export function writeLines(folder: string, files: Readonly<Record<string, readonly string[]>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, lines] of Object.entries(files)) {
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  }
}
