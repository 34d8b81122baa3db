import { compareFiles } from './compare-files.ts';
import { generateInputs, type Inputs } from './grammar/grammar.ts';
import { mutated } from './mutate.ts';
import { WARNINGS } from './oracle/oracle.ts';
import { Random } from './random.ts';
import { compareTextIds, type TextsCompared } from './text-ids/text-case.ts';

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
  /** Pieces of files that were read again, since they had guessed wrong where their first record begins. */
  readonly readAgain: number;
  /** The same files with texts for ids, where they were read so as well. */
  readonly texts: TextsCompared | undefined;
}

/** Share of the cases that are mutations of good files. */
const MUTATED = 0.35;
/** Share of the cases that are read with texts for ids as well. */
const TEXT_IDS = 0.3;

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

/**
 * Reads the files of a case by the oracle and by production, and compares; a share of the cases with texts for ids as well.
 *
 * @param options `isOfTexts` for texts in every case
 */
export async function runCase(
  seed: number,
  number: number,
  { isOfTexts = false }: { readonly isOfTexts?: boolean } = {},
): Promise<CaseResult> {
  const { inputs, random } = makeCase(seed, number);
  const numbers = await compareFiles(inputs, random);
  // Drawn apart, so that the case itself is the same with texts and without.
  const other = new Random(~seed, number);
  const isTried = other.chance(TEXT_IDS) || isOfTexts;
  const texts = isTried ? await compareTextIds(inputs, numbers.results, other) : undefined;
  const usable = [...numbers.read.values()].filter((result) => result.kind === 'read');
  const found = usable.flatMap((result) => result.found);
  const warnings = found.filter(({ reason }) => WARNINGS.includes(reason)).length;
  return {
    inputs,
    differences: [...numbers.differences, ...(texts?.differences ?? [])],
    records: usable.reduce((sum, { records }) => sum + records, 0),
    rejects: found.length - warnings,
    warnings,
    unusable: inputs.files.size - usable.length,
    checked: numbers.checked,
    readAgain: numbers.readAgain,
    texts,
  };
}
