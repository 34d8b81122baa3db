/**
 * What one defect costs: whole DAG runs over ten million experiments with one defective row, the first, one in the middle or
 * the last, in turn with the same files without it.
 */
import { copyFileSync, linkSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Subject } from './bench.ts';
import { DEFECTS, type Defect, EditedFile, OF_KEYS, PLACES, type Place } from './defective-file.ts';
import { generateExperiments, generateUsersAndCompounds } from './generate.ts';
import { type Measured, median } from './measure.ts';
import { oneRun } from './pipeline.ts';
import type { Report } from './report.ts';
import { type BenchStack, startBenchStack } from './stack.ts';

/** Which file, cut into parts of how many bytes, and which defects it gets. */
interface Kind {
  readonly name: string;
  /** What is special about it, in a few words. */
  readonly about: string;
  readonly file: 'plain' | 'wide';
  readonly partBytes?: number;
  readonly defects: readonly string[];
  /** Whether users get a date in the future. */
  readonly dates?: true;
}

const KINDS: readonly Kind[] = [
  {
    name: 'plain',
    about: 'numbered ids, one part',
    file: 'plain',
    defects: Object.keys(DEFECTS),
    dates: true,
  },
  {
    name: 'wide',
    about: 'random ids of 18 digits, one part',
    file: 'wide',
    partBytes: 1 << 30,
    defects: OF_KEYS,
  },
  {
    name: 'parts',
    about: 'numbered ids, two parts',
    file: 'plain',
    partBytes: 128 << 20,
    defects: ['unknown user', ...OF_KEYS],
  },
];

/** Whole runs with one defective row, in turn with the same files without it. */
export const defects: Subject = {
  about: 'whole runs with one defective row, beside whole runs without',
  async *reports(bench) {
    for (const kind of KINDS) {
      const cases = casesOf(kind, bench.only);
      if (cases.length > 0) {
        yield await reportOf(kind, cases, bench);
      }
    }
  },
};

/** A defect at a place. */
interface DefectCase {
  readonly defect: string;
  readonly place: Place;
  readonly name: string;
}

/** All of a kind, or those that have one of some texts in their names. */
function casesOf(kind: Kind, only: readonly string[]): DefectCase[] {
  return [...kind.defects, ...(kind.dates ? [FUTURE_DATE] : [])]
    .flatMap((defect) => PLACES.map((place) => ({ defect, place, name: `${defect}, ${place}` })))
    .filter(({ name }) => only.length === 0 || only.some((part) => `${kind.name}: ${name}`.includes(part)));
}

async function reportOf(kind: Kind, cases: readonly DefectCase[], bench: Bench): Promise<Report> {
  const { rows, users, rounds } = bench.size;
  const own = kind.partBytes === undefined ? {} : { ETL_PART_BYTES: String(kind.partBytes) };
  const stack = await startBenchStack(own);
  try {
    const files = fill(stack.dataDirectory, kind, bench);
    const bytes = statSync(files.events).size;
    const measured = await measureCases(stack, files, cases, rounds);
    return { title: `one defect: ${kind.name}`, about: kind.about, rows, users, rounds, bytes, measured };
  } finally {
    await stack.stop();
  }
}

interface Files {
  readonly users: string;
  readonly events: string;
}

/** Puts copies of the files, which may be edited, into the folder that a stack reads. */
function fill(folder: string, { file }: Kind, { directory, size: { rows, users } }: Bench): Files {
  const source = join(directory, `pipeline-${rows}-${users}`);
  generateUsersAndCompounds(source, users);
  mkdirSync(folder);
  linkSync(join(source, 'compounds.csv'), join(folder, 'compounds.csv'));
  const copied = (path: string, name: string) => {
    copyFileSync(path, join(folder, name));
    return join(folder, name);
  };
  return {
    users: copied(join(source, 'users.csv'), 'users.csv'),
    events: copied(generateExperiments(directory, file, rows, users), 'user_experiments.csv'),
  };
}

async function measureCases(
  stack: BenchStack,
  files: Files,
  cases: readonly DefectCase[],
  rounds: number,
): Promise<Measured[]> {
  const [ofUsers, ofEvents] = [new EditedFile(files.users), new EditedFile(files.events)];
  let run = 0;
  const timed = async () => (await oneRun(stack, `bench-${run++}`)).ms;
  // Fills the table, and starts the Lambdas.
  await timed();
  await timed();
  const measured: Measured[] = [];
  for (const { defect, place, name } of cases) {
    const edited = defect === FUTURE_DATE ? ofUsers : ofEvents;
    const [whole, spoilt]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      whole.push(await timed());
      edited.spoil(place, DEFECTS[defect] ?? inFuture);
      spoilt.push(await timed());
      edited.mend();
    }
    const [beside, ms] = [median(whole), median(spoilt)];
    measured.push({ name, ms, beside, rss: 0, ratio: beside / ms, isSame: undefined });
  }
  ofUsers.close();
  ofEvents.close();
  return measured;
}

const FUTURE_DATE = 'future date';

const inFuture: Defect = ({ own }) => Buffer.from(own.text.replace(/\d{4}-\d\d-\d\d$/, '2031-01-01'));
