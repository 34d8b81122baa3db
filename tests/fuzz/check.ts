import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InputError } from '../../lib/errors.ts';
import { checkInputs } from '../../lib/pipeline/check/check.ts';
import { newFolder } from '../support/new-folder.ts';
import { firstDifference, foundDifference } from './compare.ts';
import type { Inputs } from './grammar/grammar.ts';
import {
  crossCheck,
  FILE_NAMES,
  type FileName,
  type FileResult,
  gatesOf,
  type Row,
  WARNINGS,
} from './oracle/oracle.ts';
import { FEATURES } from './production.ts';

const MAX_REJECT_RATIO = 0.1;

/** What the oracle makes of the three files. */
export type Results = { readonly [Name in FileName]: FileResult<Row[Name]> };

type Good<Name extends FileName> = Extract<FileResult<Row[Name]>, { kind: 'read' }>;
type AllGood = { readonly [Name in FileName]: Good<Name> };

/** Runs `checkInputs` over real files and compares it with the oracle: counts, listed rows, gates, errors. */
export async function checkDifference(inputs: Inputs, results: Results): Promise<string | undefined> {
  const { path: directory, remove } = newFolder();
  try {
    for (const name of FILE_NAMES) {
      await writeFile(join(directory, `${name}.csv`), inputs.files[name]);
    }
    const config = {
      ETL_DATA_DIR: directory,
      ETL_MAX_REJECT_RATIO: MAX_REJECT_RATIO,
      ETL_MAX_RECORD_BYTES: inputs.maxRecordBytes,
    };
    try {
      const result = await checkInputs(config, FEATURES);
      return areGood(results)
        ? resultDifference(results, result)
        : 'checkInputs: no error where the oracle has one';
    } catch (error) {
      if (!(error instanceof InputError)) {
        throw error;
      }
      return errorDifference(directory, results, error);
    }
  } finally {
    remove();
  }
}

function areGood(results: Results): results is AllGood {
  return FILE_NAMES.every((name) => results[name].kind === 'read');
}

type Checked = Awaited<ReturnType<typeof checkInputs>>;

function resultDifference(results: AllGood, checked: Checked): string | undefined {
  const { users, compounds, user_experiments: experiments } = results;
  const cross = crossCheck(users.rows, compounds.rows, experiments.rows);
  const files = FILE_NAMES.map((name) => {
    const found = name === 'user_experiments' ? [...experiments.found, ...cross.found] : results[name].found;
    const rejected = found.filter(({ reason }) => !WARNINGS.includes(reason)).length;
    return { name, records: results[name].records, found, rejected };
  });
  for (const { name, records, found } of files) {
    const file = checked.files.find((candidate) => basename(candidate.path, '.csv') === name);
    if (file === undefined) {
      return `checkInputs: ${name} is not reported`;
    }
    const difference =
      firstDifference(records, file.read, `checkInputs.${name}.records`) ??
      foundDifference(`checkInputs.${name}`, found, file.findings);
    if (difference !== undefined) {
      return difference;
    }
  }
  const gates = checked.refusals.map(({ gate }) => gate).sort();
  return firstDifference(gatesOf(files, cross.totals, MAX_REJECT_RATIO), gates, 'checkInputs.gates');
}

/** Every unusable header is reported at once; otherwise the first unclosed quote, in the order of reading. */
function errorDifference(directory: string, results: Results, error: InputError): string | undefined {
  const unusable = FILE_NAMES.filter((name) => results[name].kind === 'bad_header');
  if (unusable.length > 0) {
    const told = FILE_NAMES.filter((name) => error.message.includes(`${join(directory, name)}.csv: `));
    return firstDifference(['INPUT_UNUSABLE', ...unusable], [error.code, ...told], 'checkInputs.error');
  }
  for (const name of ['users', 'compounds', 'user_experiments'] as const) {
    const result = results[name];
    if (result.kind !== 'unclosed_quote') {
      continue;
    }
    const told = error.message.includes(`${name}.csv: the record that starts on line ${result.line} `);
    return told && error.code === 'UNCLOSED_QUOTE'
      ? undefined
      : unlike(`${name}, line ${result.line}`, error);
  }
  return unlike('no error', error);
}

function unlike(expected: string, error: InputError): string {
  return `checkInputs.error: oracle ${expected}, production ${error.code} ${error.message}`;
}
