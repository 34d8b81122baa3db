/**
 * What one defect costs: whole DAG runs over ten million experiments with one defective row, the first, one in the middle or
 * the last, in turn with the same files without it.
 */
import { copyFileSync, linkSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DEFECTS, type Defect, EditedFile, OF_KEYS, PLACES, type Place } from './defective-file.ts';
import { generateExperiments, generateUsersAndCompounds } from './generate.ts';
import { median } from './measure.ts';
import { oneRun } from './pipeline.ts';
import { type BenchStack, startBenchStack } from './stack.ts';

interface Sizes {
  readonly rows: number;
  readonly users: number;
  readonly rounds: number;
}

/** Which file, cut into parts of how many bytes, and which defects it gets. */
interface Kind {
  readonly name: string;
  readonly file: 'plain' | 'wide';
  readonly partBytes?: number;
  readonly defects: readonly string[];
  /** Whether users get a date in the future. */
  readonly dates?: true;
}

const KINDS: readonly Kind[] = [
  { name: 'plain', file: 'plain', defects: Object.keys(DEFECTS), dates: true },
  { name: 'wide', file: 'wide', partBytes: 1 << 30, defects: OF_KEYS },
  { name: 'parts', file: 'plain', partBytes: 128 << 20, defects: ['unknown user', ...OF_KEYS] },
];

/**
 * Measures all defects, or those that are named, and prints a line for each: milliseconds without and with it, and the ratio.
 *
 * @param only parts of the names of kinds and defects; none for all
 */
export async function measureDefects(
  directory: string,
  sizes: Sizes,
  only: readonly string[],
): Promise<void> {
  for (const kind of KINDS) {
    const names = [...kind.defects, ...(kind.dates ? [FUTURE_DATE] : [])]
      .flatMap((defect) =>
        PLACES.map((place) => ({ defect, place, name: `${kind.name}: ${defect}, ${place}` })),
      )
      .filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
    if (names.length > 0) {
      const own = kind.partBytes === undefined ? {} : { ETL_PART_BYTES: String(kind.partBytes) };
      const stack = await startBenchStack(own);
      try {
        await measureKind(stack, directory, kind, sizes, names);
      } finally {
        await stack.stop();
      }
    }
  }
}

async function measureKind(
  stack: BenchStack,
  directory: string,
  { file }: Kind,
  { rows, users, rounds }: Sizes,
  names: readonly { readonly defect: string; readonly place: Place; readonly name: string }[],
): Promise<void> {
  const source = join(directory, `pipeline-${rows}-${users}`);
  generateUsersAndCompounds(source, users);
  mkdirSync(stack.dataDirectory);
  linkSync(join(source, 'compounds.csv'), join(stack.dataDirectory, 'compounds.csv'));
  const copied = (path: string, name: string) => {
    copyFileSync(path, join(stack.dataDirectory, name));
    return new EditedFile(join(stack.dataDirectory, name));
  };
  const ofUsers = copied(join(source, 'users.csv'), 'users.csv');
  const ofEvents = copied(generateExperiments(directory, file, rows, users), 'user_experiments.csv');
  let run = 0;
  const timed = async () => (await oneRun(stack, `bench-${run++}`)).ms;
  // Fills the table, and starts the Lambdas.
  await timed();
  await timed();
  for (const { defect, place, name } of names) {
    const edited = defect === FUTURE_DATE ? ofUsers : ofEvents;
    const [whole, spoilt]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      whole.push(await timed());
      edited.spoil(place, DEFECTS[defect] ?? inFuture);
      spoilt.push(await timed());
      edited.mend();
    }
    const [without, own] = [median(whole), median(spoilt)];
    console.log(`${name.padEnd(36)} ${without} ${own} ${(own / without).toFixed(2)}`);
  }
  ofUsers.close();
  ofEvents.close();
}

const FUTURE_DATE = 'future date';

const inFuture: Defect = ({ own }) => Buffer.from(own.text.replace(/\d{4}-\d\d-\d\d$/, '2031-01-01'));
