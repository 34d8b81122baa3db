import { readFileSync } from 'node:fs';

/** What the server's processes took at a moment. */
export interface Sample {
  /** Requests that were answered by then. */
  readonly requests: number;
  /** Resident, in bytes. */
  readonly memory: number;
  readonly threads: number;
  /** Connections of the handlers to PostgreSQL. */
  readonly connections: number;
}

/** Resident bytes and threads of a process, as Linux tells them. @throws Error when there is no such process */
export function processFigures(pid: number): Pick<Sample, 'memory' | 'threads'> {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const figure = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? Number.NaN);
  return { memory: figure('VmRSS') * 1024, threads: figure('Threads') };
}

/** What is grown by per request: the slope of the line of least squares through the samples, in bytes per request. */
export function slopePerRequest(samples: readonly Pick<Sample, 'requests' | 'memory'>[]): number {
  const mean = (of: (sample: Pick<Sample, 'requests' | 'memory'>) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [x, y] = [mean(({ requests }) => requests), mean(({ memory }) => memory)];
  const covariance = mean(({ requests, memory }) => (requests - x) * (memory - y));
  const variance = mean(({ requests }) => (requests - x) ** 2);
  return variance === 0 ? 0 : covariance / variance;
}

/** The value that so much of them (0 to 1) do not exceed. */
export function percentile(values: Float64Array, share: number): number {
  const sorted = values.toSorted();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
