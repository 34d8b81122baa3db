import type { Answers } from './load.ts';
import { percentile, type Sample, slopePerRequest } from './samples.ts';

const MIB = 1024 * 1024;

/** What a server under load has to keep to. */
export interface Bounds {
  /** Resident memory at any time, in MiB. */
  readonly maxMemoryMiB: number;
  /** From the end of the warm-up to the end of the load, in MiB. */
  readonly maxGrowthMiB: number;
  /** To PostgreSQL. */
  readonly maxConnections: number;
}

export interface Figures {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly memoryMiB: Readonly<Record<'start' | 'warm' | 'max' | 'end' | 'idle', number>>;
  /** After the warm-up. */
  readonly bytesPerRequest: number;
  readonly growthMiB: number;
  readonly maxThreads: number;
  readonly maxConnections: number;
}

/** The share of the requests that is warm-up. */
const WARM_UP = 0.2;

/**
 * Sums up what was measured.
 *
 * @param samples from right before the load to its end, in order
 * @param idle some time after it
 */
export function figuresOf(
  { milliseconds, statuses, seconds }: Answers,
  samples: readonly Sample[],
  idle: Sample,
): Figures {
  const warm = samples.filter(({ requests }) => requests >= WARM_UP * milliseconds.length);
  const bytesPerRequest = slopePerRequest(warm);
  const memory = (sample: Sample | undefined) => (sample?.memory ?? Number.NaN) / MIB;
  const largest = (of: (sample: Sample) => number) => Math.max(...samples.map(of));
  return {
    requestsPerSecond: milliseconds.length / seconds,
    p50Ms: percentile(milliseconds, 0.5),
    p99Ms: percentile(milliseconds, 0.99),
    statuses: Object.fromEntries([...statuses].sort()),
    memoryMiB: {
      start: memory(samples[0]),
      warm: memory(warm[0]),
      max: largest(memory),
      end: memory(samples.at(-1)),
      idle: memory(idle),
    },
    bytesPerRequest,
    growthMiB: (bytesPerRequest * milliseconds.length * (1 - WARM_UP)) / MIB,
    maxThreads: largest(({ threads }) => threads),
    maxConnections: largest(({ connections }) => connections),
  };
}

/** In what the figures break the bounds, in words; nothing when they keep to them. */
export function broken(figures: Figures, bounds: Bounds): string[] {
  const { statuses, memoryMiB, growthMiB, maxConnections } = figures;
  const unwanted = Object.entries(statuses).filter(([status]) => status !== '200');
  const above = (name: string, value: number, limit: number, unit: string) =>
    value <= limit ? [] : [`${name}: ${value.toFixed(0)}${unit}, at most ${limit}${unit}`];
  return [
    ...unwanted.map(([status, count]) => `${count} requests were answered with ${status}`),
    ...above('resident memory', memoryMiB.max, bounds.maxMemoryMiB, ' MiB'),
    ...above('growth after warm-up', growthMiB, bounds.maxGrowthMiB, ' MiB'),
    ...above('Postgres connections', maxConnections, bounds.maxConnections, ''),
  ];
}
