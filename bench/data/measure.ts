import { execFileSync } from 'node:child_process';

/** What a program that was measured prints. */
export interface Result {
  readonly ms: number;
  /** Peak of the resident set, in MB. */
  readonly rss: number;
  readonly rows?: number;
  readonly users?: number;
  readonly total?: number;
  /** Sums over what was counted of lists; none where none was. */
  readonly lists?: readonly number[];
  /** Milliseconds of each step, where there are steps. */
  readonly steps?: Readonly<Record<string, number>>;
}

/** One of those that are compared: ours comes first. */
export interface Contender {
  readonly name: string;
  readonly run: () => Result | Promise<Result>;
}

/** The medians of its rounds. */
export interface Measured {
  readonly name: string;
  readonly ms: number;
  readonly rss: number;
  readonly steps?: Readonly<Record<string, number>>;
  /** Its time as a multiple of the first one's is 1 / ratio: ours / this. */
  readonly ratio: number;
  /** Milliseconds of what it is a multiple of, if that is not the first one. */
  readonly beside?: number;
  /** Whether it has the same result as the first one; undefined when it says nothing of it. */
  readonly isSame: boolean | undefined;
}

/** A program that prints a Result as JSON, in a process of its own. */
export function program(name: string, command: string, ...args: string[]): Contender {
  const options = { encoding: 'utf8', maxBuffer: 1 << 24 } as const;
  return { name, run: () => JSON.parse(execFileSync(command, args, options)) as Result };
}

/** Runs all in turn, so often, and takes the medians; what else the machine does meets all of them alike. */
export async function measure(contenders: readonly Contender[], rounds: number): Promise<Measured[]> {
  const results: Result[][] = contenders.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      results[index]?.push(await contender.run());
    }
  }
  const ours = median((results[0] ?? []).map(({ ms }) => ms));
  return contenders.map(({ name }, index) => {
    const own = results[index] ?? [];
    const ms = median(own.map((result) => result.ms));
    const steps = stepsOf(own);
    return {
      name,
      ms,
      rss: Math.max(...own.map(({ rss }) => rss)),
      ratio: ours / ms,
      isSame: isSame(own[0], results.flat()),
      ...(steps ? { steps } : {}),
    };
  });
}

/** Of lists the first one that counted them tells what they come to. */
function isSame(one: Result | undefined, [first, ...others]: readonly Result[]): boolean | undefined {
  if (one?.total === undefined) {
    return undefined;
  }
  const { lists = [] } = one;
  const listed = [first, ...others].find((other) => other?.lists?.length === lists.length)?.lists ?? [];
  const sums = (['rows', 'users', 'total'] as const).every((key) => one[key] === first?.[key]);
  return sums && lists.every((value, index) => value === listed[index]);
}

function stepsOf(results: readonly Result[]): Record<string, number> | undefined {
  const names = Object.keys(results[0]?.steps ?? {});
  if (names.length === 0) {
    return undefined;
  }
  return Object.fromEntries(
    names.map((name) => [name, median(results.map(({ steps }) => steps?.[name] ?? 0))]),
  );
}

/** The middle one. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
