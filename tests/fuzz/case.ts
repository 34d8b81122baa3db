import { checkDifference, type Results } from './check.ts';
import { differenceOf, isRefusedInDoubt } from './compare.ts';
import { generateInputs, type Inputs } from './grammar/grammar.ts';
import { mutated } from './mutate.ts';
import { readFile, WARNINGS } from './oracle/oracle.ts';
import { readByProduction } from './production.ts';
import { Random } from './random.ts';

/** What was compared in one case: three or four files. */
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
/** Shares of the cases whose experiments are read in parts, and by two threads, as well. */
const CUT = 0.5;
const IN_THREADS = 0.02;

/**
 * The inputs of a case, told by seed and number alone, so that a failing one can be made again.
 * @returns the generator as well, for what else is drawn
 */
export function makeCase(seed: number, number: number): { inputs: Inputs; random: Random } {
  const random = new Random(seed, number);
  if (!random.chance(MUTATED)) {
    return { inputs: generateInputs(random), random };
  }
  const { files, ...rest } = generateInputs(random, 'none');
  const spoilt = [...files].map(([name, file]) => [name, mutated(random, file)] as const);
  return { inputs: { files: new Map(spoilt), ...rest }, random };
}

/** Reads the files of a case by the oracle and by production, and compares. */
export async function runCase(seed: number, number: number): Promise<CaseResult> {
  const { inputs, random } = makeCase(seed, number);
  const { files, traits, maxRecordBytes } = inputs;
  const results: Results = new Map(
    [...files].map(([name, file]) => [name, readFile(name, file, maxRecordBytes, traits)]),
  );
  const differences: (string | undefined)[] = [];
  // What checkInputs has to say follows from what is read of each file.
  const read = new Map(results);
  for (const [name, expected] of results) {
    const file = files.get(name) ?? Buffer.alloc(0);
    const sizes = chunkSizes(random, file.length);
    const difference = await caught(async () => {
      const how = { chunkSizes: sizes, isCut: random.chance(CUT), isInThreads: random.chance(IN_THREADS) };
      const reading = await readByProduction(name, file, maxRecordBytes, traits, how);
      if (isRefusedInDoubt(expected, reading)) {
        read.set(name, { kind: 'bad_header', header: { defects: [], vague: false, doubtful: [] } });
      }
      return differenceOf(name, expected, reading, traits);
    });
    differences.push(difference && `${difference} (chunks of ${sizes})`);
  }
  const checked = random.chance(CHECKED);
  if (checked) {
    differences.push(await caught(() => checkDifference(inputs, read)));
  }

  const usable = [...read.values()].filter((result) => result.kind === 'read');
  const found = usable.flatMap((result) => result.found);
  const warnings = found.filter(({ reason }) => WARNINGS.includes(reason)).length;
  return {
    inputs,
    differences: differences.filter((difference) => difference !== undefined),
    records: usable.reduce((sum, { records }) => sum + records, 0),
    rejects: found.length - warnings,
    warnings,
    unusable: files.size - usable.length,
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
