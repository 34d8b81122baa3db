import { checkDifference } from './check.ts';
import { differenceOf } from './compare.ts';
import { generateInputs, type Inputs } from './grammar/grammar.ts';
import { mutated } from './mutate.ts';
import { FILE_NAMES, readFile, WARNINGS } from './oracle/oracle.ts';
import { readByProduction } from './production.ts';
import { Random } from './random.ts';

/** What was compared in one case: three files. */
export interface CaseResult {
  readonly inputs: Inputs;
  /** One line each. */
  readonly differences: readonly string[];
  readonly records: number;
  readonly rejects: number;
  readonly warnings: number;
  /** Files that cannot be read at all. */
  readonly unusable: number;
  /** Whether checkInputs was run as well. */
  readonly checked: boolean;
}

/** Share of the cases that are mutations of good files. */
const MUTATED = 0.35;
/** Share of the cases that are written to files and given to checkInputs as well. */
const CHECKED = 0.25;

/**
 * The inputs of a case, told by seed and number alone, so that a failing one can be made again.
 * @returns the generator as well, for what else is drawn
 */
export function makeCase(seed: number, number: number): { inputs: Inputs; random: Random } {
  const random = new Random(seed, number);
  if (!random.chance(MUTATED)) {
    return { inputs: generateInputs(random), random };
  }
  const { files, maxRecordBytes } = generateInputs(random, 'none');
  const spoilt = FILE_NAMES.map((name) => [name, mutated(random, files[name])] as const);
  return { inputs: { files: Object.fromEntries(spoilt) as Inputs['files'], maxRecordBytes }, random };
}

/** Reads the three files of a case by the oracle and by production, and compares. */
export async function runCase(seed: number, number: number): Promise<CaseResult> {
  const { inputs, random } = makeCase(seed, number);
  const { files, maxRecordBytes } = inputs;
  const results = {
    users: readFile('users', files.users, maxRecordBytes),
    user_experiments: readFile('user_experiments', files.user_experiments, maxRecordBytes),
    compounds: readFile('compounds', files.compounds, maxRecordBytes),
  };
  const differences: (string | undefined)[] = [];
  for (const name of FILE_NAMES) {
    const sizes = chunkSizes(random, files[name].length);
    const difference = await caught(async () => {
      const reading = await readByProduction(name, files[name], maxRecordBytes, sizes);
      return differenceOf(name, results[name], reading);
    });
    differences.push(difference && `${difference} (chunks of ${sizes})`);
  }
  const checked = random.chance(CHECKED);
  if (checked) {
    differences.push(await caught(() => checkDifference(inputs, results)));
  }

  const read = FILE_NAMES.map((name) => results[name]).filter((result) => result.kind === 'read');
  const found = read.flatMap((result) => result.found);
  const warnings = found.filter(({ reason }) => WARNINGS.includes(reason)).length;
  return {
    inputs,
    differences: differences.filter((difference) => difference !== undefined),
    records: read.reduce((sum, { records }) => sum + records, 0),
    rejects: found.length - warnings,
    warnings,
    unusable: FILE_NAMES.length - read.length,
    checked,
  };
}

/** An error that no reader should throw is a difference as well. */
async function caught(compare: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await compare();
  } catch (error) {
    return `production threw ${error instanceof Error ? error.stack : String(error)}`;
  }
}

/** Sizes of chunks, to be used over and over: single bytes, odd sizes, blocks of the reader, the whole. */
function chunkSizes(random: Random, length: number): readonly number[] {
  const kind = random.below(length < 20_000 ? 5 : 3);
  if (kind === 0) {
    return [Math.max(length, 1)];
  }
  if (kind === 1) {
    return [64 * 1024 + random.between(-2, 2)];
  }
  if (kind === 2) {
    return Array.from({ length: 5 }, () => random.between(1, 4000));
  }
  return kind === 3 ? [1] : Array.from({ length: random.between(1, 6) }, () => random.between(1, 40));
}
