import { checkDifference, type Results } from './check.ts';
import { differenceOf, isRefusedInDoubt } from './compare.ts';
import type { Inputs } from './grammar/grammar.ts';
import { bad } from './oracle/header-results.ts';
import { type FileResult, readFile, readInDoubt } from './oracle/oracle.ts';
import { type HowToRead, type Reading, readByProduction } from './production.ts';
import type { Random } from './random.ts';
import type { HowToCut } from './slices/pieces.ts';
import type { Traits } from './traits.ts';

/** Share of the cases that are written to files and given to checkInputs as well. */
const CHECKED = 0.25;
/** Shares of the files of experiments that are read in parts, and by two threads, as well. */
const CUT = 0.5;
const IN_THREADS = 0.02;
/** Share of the files with texts for ids that are read by hashes of a few bits. */
const FEW_BITS = 0.5;

/** What some files came to. */
export interface Compared {
  /** By the oracle alone. */
  readonly results: Results;
  /** The same, but for files that production may refuse in doubt, and does. */
  readonly read: Results;
  /** One line each. */
  readonly differences: readonly string[];
  /** Whether checkInputs was run as well. */
  readonly checked: boolean;
  /** Pieces of files that were read again. */
  readonly readAgain: number;
}

/** Reads files by the oracle and by production, in ways that are drawn, and compares. */
export async function compareFiles(inputs: Inputs, random: Random): Promise<Compared> {
  const { files, traits, maxRecordBytes } = inputs;
  const results: Results = new Map(
    [...files].map(([name, file]) => [name, readFile(name, file, maxRecordBytes, traits)]),
  );
  const differences: (string | undefined)[] = [];
  // What checkInputs has to say follows from what is read of each file.
  const read = new Map(results);
  let readAgain = 0;
  for (const [name, expected] of results) {
    const file = files.get(name) ?? Buffer.alloc(0);
    const sizes = chunkSizes(random, file.length);
    const difference = await caught(async () => {
      const how = howToRead(random, traits, sizes);
      const reading = await readByProduction(name, file, maxRecordBytes, traits, how);
      readAgain += reading.kind === 'read' ? reading.readAgain : 0;
      if (isRefusedInDoubt(expected, reading)) {
        read.set(name, { kind: 'bad_header', header: bad([]) });
      }
      const inDoubt =
        reading.kind === 'read' && isOfOtherHeader(expected, reading)
          ? readInDoubt(name, file, maxRecordBytes, traits, reading.header.line)
          : undefined;
      if (inDoubt) {
        read.set(name, inDoubt);
      }
      return differenceOf(name, inDoubt ?? expected, reading, traits);
    });
    differences.push(difference && `${difference} (chunks of ${sizes})`);
  }
  const checked = random.chance(CHECKED);
  if (checked) {
    differences.push(await caught(() => checkDifference(inputs, read)));
  }
  return {
    ...{ results, read, checked, readAgain },
    differences: differences.filter((difference) => difference !== undefined),
  };
}

/** Whether production reads a file by a header which is not the one that the oracle takes, if it takes any. */
const isOfOtherHeader = (expected: FileResult, { header }: Extract<Reading, { kind: 'read' }>): boolean =>
  expected.kind === 'bad_header' || expected.header.line !== header.line;

/** An error that no reader should throw is a difference as well. */
async function caught(compare: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await compare();
  } catch (error) {
    return `production threw ${error instanceof Error ? error.stack : String(error)}`;
  }
}

function howToRead(random: Random, { ids }: Traits, sizes: readonly number[]): HowToRead {
  return {
    chunkSizes: sizes,
    cut: random.chance(CUT) ? howToCut(random) : undefined,
    isInThreads: random.chance(IN_THREADS),
    hashBits: ids === 'texts' && random.chance(FEW_BITS) ? random.pick([1, 4, 8, 8, 10]) : undefined,
  };
}

/** Into few pieces or many; by as many bytes as production looks at, which all files fit into, or by so few that guesses are wrong. */
function howToCut(random: Random): HowToCut {
  const pieces = random.chance(0.9) ? random.between(2, 4) : random.between(5, 40);
  return { pieces, lookedAt: random.pick([1, 8, 40, 200, 64 * 1024]) };
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
