import type { Results } from '../check.ts';
import { compareFiles } from '../compare-files.ts';
import type { Inputs } from '../grammar/grammar.ts';
import type { Random } from '../random.ts';
import { relationDifference } from './relation.ts';
import { withTextIds } from './replace.ts';
import { withTexts } from './text-traits.ts';

/** What the files of a case came to with texts for ids. */
export interface TextsCompared {
  /** Those that were read: with texts in the place of numbers, or the numbers' spelling taken for texts. */
  readonly inputs: Inputs;
  /** One line each. */
  readonly differences: readonly string[];
}

/** Share of the cases whose files stay as they are: what is no number is an id then, and two spellings of a number are two. */
const AS_THEY_ARE = 0.2;

/**
 * Reads the files of a case with texts for ids, by the oracle and by production, and compares; and what they come to, with
 * what they came to with numbers.
 *
 * @param numbers what the oracle made of the files
 */
export async function compareTextIds(
  inputs: Inputs,
  numbers: Results,
  random: Random,
): Promise<TextsCompared> {
  if (random.chance(AS_THEY_ARE)) {
    const same = { ...inputs, traits: withTexts(inputs.traits, String) };
    const { differences } = await compareFiles(same, random);
    return { inputs: same, differences: differences.map(ofTexts) };
  }
  const { inputs: replaced, textOf } = withTextIds(inputs, random);
  const { differences, results } = await compareFiles(replaced, random);
  const { traits } = inputs;
  const related = [...results].map(([name, texts]) => {
    const own = numbers.get(name);
    return (
      own && relationDifference(name, { numbers: own, texts, traits, textTraits: replaced.traits, textOf })
    );
  });
  return {
    inputs: replaced,
    differences: [...differences, ...related.filter((difference) => difference !== undefined)].map(ofTexts),
  };
}

const ofTexts = (difference: string) => `texts for ids: ${difference}`;
