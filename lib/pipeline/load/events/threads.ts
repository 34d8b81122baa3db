import { availableParallelism } from 'node:os';

/** Less than that is read by one thread: to start another takes as long as it saves (docs/performance.md). */
export const TWO_THREADS_BYTES = 64 * 1024 * 1024;

/** A Lambda function with so much memory, in MB, has one CPU; with any other, its share of that (AWS's documentation). */
const ONE_CPU_MB = 1_769;

/**
 * Two threads use 1.3 to 1.4 times the CPU time that one uses for the same bytes (docs/performance.md), so with fewer CPUs than
 * that they are slower than one. This is somewhat above.
 */
const CPUS_FOR_TWO = 1.5;

/** The environment of this process, as far as it says where that runs. */
export type WhereItRuns = Readonly<
  Partial<Record<'AWS_LAMBDA_RUNTIME_API' | 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', string>>
>;

/**
 * Whether a second thread reads a part sooner than one thread alone. The one place where that is decided.
 *
 * On Lambda the number of processors is no help: a function with 128 MB sees two, and has a fourteenth of one. So its memory
 * decides there, from 2,654 MB on. AWS_LAMBDA_RUNTIME_API is set there only: serverless-offline and `sls invoke local` set the
 * memory, too, but run on all of this machine's processors.
 *
 * @param bytes to be read, as they are stored
 * @param leastBytes fewer than that are left to one thread
 */
export function secondThreadPays(
  bytes: number,
  leastBytes: number = TWO_THREADS_BYTES,
  environment: WhereItRuns = process.env,
  processors: number = availableParallelism(),
): boolean {
  return bytes >= leastBytes && processors >= 2 && cpusOf(environment, processors) >= CPUS_FOR_TWO;
}

/** How many CPUs there are to be used, which need not be a whole number. */
function cpusOf(environment: WhereItRuns, processors: number): number {
  const memoryMb = Number(environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE);
  return environment.AWS_LAMBDA_RUNTIME_API && memoryMb > 0 ? memoryMb / ONE_CPU_MB : processors;
}
