import { describe, expect, test } from 'vitest';
import { percentile, type Sample, slopePerRequest } from '../../soak/samples.ts';
import { type Bounds, broken, figuresOf } from '../../soak/verdict.ts';

const MIB = 2 ** 20;
const BOUNDS: Bounds = { maxMemoryMiB: 600, maxGrowthMiB: 50, maxConnections: 20 };

/** Ten samples of a server under 1000 requests whose memory is said in MiB by the number of requests. */
function samplesOf(memoryMiB: (requests: number) => number, more: Partial<Sample> = {}): Sample[] {
  return Array.from({ length: 11 }, (_, index) => index * 100).map((requests) => ({
    ...{ requests, memory: memoryMiB(requests) * MIB, threads: 10, connections: 5 },
    ...more,
  }));
}

function figures(samples: readonly Sample[], statuses: readonly [string, number][] = [['200', 1000]]) {
  const milliseconds = Float64Array.from({ length: 1000 }, (_, index) => index + 1);
  const idle = samples[0] ?? { requests: 0, memory: 0, threads: 0, connections: 0 };
  return figuresOf({ milliseconds, statuses: new Map(statuses), seconds: 2 }, samples, idle);
}

describe('the figures of a soak', () => {
  test('are throughput, times, and memory at its stations', () => {
    const told = figures(samplesOf((requests) => 100 + Math.min(requests, 200)));

    expect(told).toMatchObject({ requestsPerSecond: 500, p50Ms: 500, p99Ms: 990 });
    expect(told.memoryMiB).toEqual({ start: 100, warm: 300, max: 300, end: 300, idle: 100 });
    expect(told.bytesPerRequest).toBe(0);
  });

  test('tell what a request adds after the warm-up, whatever the warm-up took', () => {
    const told = figures(samplesOf((requests) => (requests < 200 ? requests : 300 + requests / 100)));

    expect(told.bytesPerRequest).toBeCloseTo(MIB / 100);
    expect(told.growthMiB).toBeCloseTo(8);
  });

  test('have a slope of least squares', () => {
    const slope = slopePerRequest([
      { requests: 0, memory: 1 },
      { requests: 1, memory: 2 },
      { requests: 2, memory: 6 },
    ]);

    expect(slope).toBeCloseTo(2.5);
  });

  test('have percentiles that so many values do not exceed', () => {
    const values = Float64Array.of(5, 1, 3, 2, 4);

    const told = [0.2, 0.5, 0.99].map((share) => percentile(values, share));

    expect(told).toEqual([1, 3, 5]);
  });
});

describe('the bounds of a soak', () => {
  test('are kept by a flat server', () => {
    const problems = broken(figures(samplesOf(() => 400)), BOUNDS);

    expect(problems).toEqual([]);
  });

  test.each<[string, readonly Sample[], readonly [string, number][], string]>([
    [
      'a 5xx',
      samplesOf(() => 400),
      [
        ['200', 999],
        ['503', 1],
      ],
      '1 requests were answered with 503',
    ],
    [
      'a request without an answer',
      samplesOf(() => 400),
      [['none', 2]],
      '2 requests were answered with none',
    ],
    [
      'a peak',
      samplesOf((requests) => (requests === 100 ? 700 : 400)),
      [],
      'resident memory: 700 MiB, at most 600 MiB',
    ],
    [
      'a leak',
      samplesOf((requests) => 400 + requests / 10),
      [],
      'growth after warm-up: 80 MiB, at most 50 MiB',
    ],
    [
      'too many connections',
      samplesOf(() => 400, { connections: 64 }),
      [],
      'Postgres connections: 64, at most 20',
    ],
  ])('are broken by %s', (_, samples, statuses, problem) => {
    const problems = broken(figures(samples, statuses), BOUNDS);

    expect(problems).toEqual([problem]);
  });
});
