import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../lib/errors.ts';
import { checkInputs } from '../../lib/pipeline/check/check.ts';
import { newFolder } from '../support/new-folder.ts';
import { firstDifference, foundDifference } from './compare.ts';
import type { Inputs } from './grammar/grammar.ts';
import { modelOf } from './model.ts';
import { crossCheck, type FileResult, gatesOf, lateDates, WARNINGS } from './oracle/oracle.ts';
import { columnsOfTextIds } from './oracle/text-ids.ts';
import type { FileName, Traits } from './traits.ts';

const MAX_REJECT_RATIO = 0.1;
/** The day that days are counted to: a good part of the dates that are made up are after it. */
const AS_OF = '2020-06-15';

/** What the oracle makes of the files, in the order in which they are read. */
export type Results = ReadonlyMap<FileName, FileResult>;

type AllGood = ReadonlyMap<FileName, Extract<FileResult, { kind: 'read' }>>;

/** Runs `checkInputs` over real files and compares it with the oracle: counts, listed rows, gates, errors. */
export async function checkDifference(inputs: Inputs, results: Results): Promise<string | undefined> {
  const { path: directory, remove } = newFolder();
  try {
    for (const [name, content] of inputs.files) {
      await writeFile(join(directory, `${name}.csv`), content);
    }
    const config = {
      ETL_DATA_DIR: directory,
      ETL_MAX_REJECT_RATIO: MAX_REJECT_RATIO,
      ETL_MAX_AGGREGATE_BYTES: 2 ** 30,
      ETL_PART_BYTES: 2 ** 28,
      ETL_AS_OF: AS_OF,
      ETL_MAX_RECORD_BYTES: inputs.maxRecordBytes,
    };
    try {
      const result = await checkInputs(config, modelOf(inputs.traits));
      return areGood(results) && textIdsOf(inputs).length === 0
        ? resultDifference(results, result, inputs.traits)
        : 'checkInputs: no error where the oracle has one';
    } catch (error) {
      if (!(error instanceof InputError)) {
        throw error;
      }
      return errorDifference(directory, results, error, textIdsOf(inputs));
    }
  } finally {
    remove();
  }
}

function areGood(results: Results): results is AllGood {
  return [...results.values()].every(({ kind }) => kind === 'read');
}

type Checked = Awaited<ReturnType<typeof checkInputs>>;

function resultDifference(results: AllGood, checked: Checked, traits: Traits): string | undefined {
  const cross = crossCheck((name) => results.get(name)?.rows ?? [], traits);
  const files = [...results].map(([name, result]) => {
    const found = [
      ...result.found,
      ...(name === 'user_experiments' ? cross.found : []),
      ...(name === 'users' ? lateDates(result.rows, AS_OF) : []),
    ];
    const rejects = found.filter(({ reason }) => !WARNINGS.includes(reason));
    const rejectedLines = rejects.reduce((sum, { line, lastLine }) => sum + lastLine - line + 1, 0);
    const lines = { all: result.lines, rejected: rejectedLines };
    return { name, records: result.records, found, rejected: rejects.length, lines };
  });
  for (const { name, records, found } of files) {
    const file = checked.inputs.find(({ sources }) => sources[0]?.source === `${name}.csv`);
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
  return firstDifference(
    gatesOf(files, cross, MAX_REJECT_RATIO, traits.features),
    gates,
    'checkInputs.gates',
  );
}

/** Columns of text ids, each with its file. */
function textIdsOf({ files, maxRecordBytes, traits }: Inputs): string[] {
  return [...files].flatMap(([name, file]) =>
    columnsOfTextIds(name, file, maxRecordBytes, traits).map((column) => `${name} ${column}`),
  );
}

/** The columns of text ids that an error names, each with its file. */
const toldTextIds = ({ message }: InputError): string[] =>
  [...message.matchAll(/(\w+)\.csv line \d+: (\w+) is .*, a text, as in all rows that were looked at/g)].map(
    ([, name, column]) => `${name} ${column}`,
  );

/** Every unusable header is reported at once, and every column of text ids; there is no other error. */
function errorDifference(
  directory: string,
  results: Results,
  error: InputError,
  textIds: readonly string[],
): string | undefined {
  const names = [...results.keys()];
  const unusable = names.filter((name) => results.get(name)?.kind === 'bad_header');
  if (unusable.length > 0) {
    const told = names.filter((name) => error.message.includes(`${join(directory, name)}.csv: `));
    return firstDifference(['INPUT_UNUSABLE', ...unusable], [error.code, ...told], 'checkInputs.error');
  }
  if (textIds.length > 0 || toldTextIds(error).length > 0) {
    const [expected, told] = [textIds.toSorted(), toldTextIds(error).toSorted()];
    return firstDifference(['INPUT_UNUSABLE', ...expected], [error.code, ...told], 'checkInputs.textIds');
  }
  return unlike('no error', error);
}

function unlike(expected: string, error: InputError): string {
  return `checkInputs.error: oracle ${expected}, production ${error.code} ${error.message}`;
}
