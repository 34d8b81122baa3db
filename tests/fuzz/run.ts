import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { newFolder } from '../support/new-folder.ts';
import { type CaseResult, runCase } from './case.ts';
import type { Inputs } from './grammar/grammar.ts';
import { readLarge } from './large.ts';

const USAGE = `Reads made-up input files by the production readers and by the oracle, and compares. Three cases in ten are read with texts for
ids as well: with a UUID, say, in the place of each number, they must come to the same.

Half of the files of events are read in pieces as well, as a run reads a large file that is cut; one that guessed wrong where its
first record begins is read again.

  npm run fuzz -- [--files N] [--seed S] [--stop-at-first]   N files (3000), three or four a case; S is an integer
  npm run fuzz -- --text-ids                                 texts for ids in every case
  npm run fuzz -- --seed S --case C                          one case again
  npm run fuzz -- --large                                    records of 1 GiB: their memory`;

/** Cases whose files are kept; more of them tell nothing new. */
const MAX_SAVED = 20;
const PROGRESS_MS = 5000;

const { values: flags } = parseArgs({
  options: {
    files: { type: 'string', default: '3000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    case: { type: 'string' },
    'stop-at-first': { type: 'boolean', default: false },
    'text-ids': { type: 'boolean', default: false },
    large: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (flags.help) {
  console.log(USAGE);
} else if (flags.large) {
  process.exitCode = (await readLarge()) ? 0 : 1;
} else {
  process.exitCode = (await fuzz()) ? 0 : 1;
}

/** Runs the cases asked for. Returns whether oracle and production agreed in all of them. */
async function fuzz(): Promise<boolean> {
  const seed = wholeNumber('seed', flags.seed);
  const first = flags.case === undefined ? 0 : wholeNumber('case', flags.case);
  const files = flags.case === undefined ? wholeNumber('files', flags.files) : 1;
  const total = {
    files: 0,
    records: 0,
    rejects: 0,
    warnings: 0,
    unusable: 0,
    checked: 0,
    readAgain: 0,
    texts: 0,
    differing: 0,
  };
  const started = performance.now();
  let told = started;
  const report = () => {
    const seconds = (performance.now() - started) / 1000;
    const { files: read, records, rejects, warnings, unusable, checked, readAgain, texts, differing } = total;
    console.log(
      `seed ${seed}: ${read} files (${unusable} unusable as a whole, ${texts} with texts for ids, too), ${records} rows, ${rejects} rejects, ` +
        `${warnings} warnings, ${checked} directories by checkInputs, ${readAgain} pieces read again; ${differing} cases differ; ` +
        `${seconds.toFixed(1)} s, ${Math.round(read / seconds)} files/s`,
    );
  };

  for (let number = first; total.files < files; number++) {
    const result = await runCase(seed, number, { isOfTexts: flags['text-ids'] });
    total.files += result.inputs.files.size;
    total.records += result.records;
    total.rejects += result.rejects;
    total.warnings += result.warnings;
    total.unusable += result.unusable;
    total.checked += Number(result.checked);
    total.readAgain += result.readAgain;
    total.texts += result.texts?.inputs.files.size ?? 0;
    if (result.differences.length > 0) {
      total.differing++;
      if (total.differing <= MAX_SAVED) {
        await tell(seed, number, result);
      }
      if (flags['stop-at-first']) {
        break;
      }
    }
    if (performance.now() - told > PROGRESS_MS) {
      told = performance.now();
      report();
    }
  }
  report();
  return total.differing === 0;
}

/** Says what differs in a case, and keeps its files, those with texts for ids in a folder of their own. */
async function tell(seed: number, number: number, { inputs, texts, differences }: CaseResult): Promise<void> {
  const kept = [await keep(inputs), ...(texts ? [await keep(texts.inputs)] : [])];
  console.error(`case ${number} of seed ${seed}, ${kept.join('; with texts for ids ')}`);
  for (const difference of differences) {
    console.error(`  ${difference}`);
  }
}

async function keep({ files, maxRecordBytes, traits }: Inputs): Promise<string> {
  const { path: directory } = newFolder();
  for (const [name, file] of files) {
    await writeFile(join(directory, `${name}.csv`), file);
  }
  return `ETL_MAX_RECORD_BYTES=${maxRecordBytes}, files in ${directory}, traits ${JSON.stringify(traits)}`;
}

function wholeNumber(flag: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) {
    return Number(text);
  }
  console.error(`--${flag} must be a whole number, not ${text}\n\n${USAGE}`);
  process.exit(2);
}
