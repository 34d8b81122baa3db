/**
 * `npm run soak -- --requests N --connections C`: sends many requests to a real stack with a filled table, and tells what they
 * cost: throughput, times, memory, threads, connections to PostgreSQL. Exit code 1 when a bound is broken; no time is one.
 */
import { parseArgs } from 'node:util';
import { soak } from './soak.ts';
import { type Bounds, broken, type Figures } from './verdict.ts';

const USAGE = `Sends many requests to a real stack, and looks whether its memory stays flat.

  npm run soak -- [--requests N] [--connections C]    N requests (300000) over C connections (64), five routes in turn
  npm run soak -- --max-memory MIB                    resident, at any time (600)
  npm run soak -- --max-growth MIB                    from the end of the warm-up to the end (50)
  npm run soak -- --max-postgres N                    connections to PostgreSQL (20)
  npm run soak -- --logs FILE                         what the stack prints (soak.log in the temporary folder)`;

const { values: flags } = parseArgs({
  options: {
    requests: { type: 'string', default: '300000' },
    connections: { type: 'string', default: '64' },
    'max-memory': { type: 'string', default: '600' },
    'max-growth': { type: 'string', default: '50' },
    'max-postgres': { type: 'string', default: '20' },
    logs: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (process.platform !== 'linux') {
  refuse('It takes Linux: memory is read in /proc.');
}
if (flags.help) {
  console.log(USAGE);
} else {
  process.exitCode = (await report()) ? 0 : 1;
}

/** Returns whether the bounds were kept to. */
async function report(): Promise<boolean> {
  const bounds: Bounds = {
    maxMemoryMiB: wholeNumber('max-memory', flags['max-memory']),
    maxGrowthMiB: wholeNumber('max-growth', flags['max-growth']),
    maxConnections: wholeNumber('max-postgres', flags['max-postgres']),
  };
  const requests = wholeNumber('requests', flags.requests);
  const connections = wholeNumber('connections', flags.connections);
  const figures = await soak({ requests, connections }, flags.logs, (line) => console.log(line));
  console.log(figuresText(figures));
  const problems = broken(figures, bounds);
  for (const problem of problems) {
    console.log(`BROKEN: ${problem}`);
  }
  console.log(
    `${requests} requests, ${connections} connections: ${problems.length === 0 ? 'all bounds kept' : 'NOT all bounds kept'}`,
  );
  return problems.length === 0;
}

function figuresText(figures: Figures): string {
  const { memoryMiB } = figures;
  const mib = (value: number) => `${value.toFixed(0)} MiB`;
  const rows: readonly (readonly [string, string])[] = [
    ['throughput', `${figures.requestsPerSecond.toFixed(0)} requests a second`],
    ['p50, p99', `${figures.p50Ms.toFixed(1)} ms, ${figures.p99Ms.toFixed(1)} ms`],
    [
      'statuses',
      Object.entries(figures.statuses)
        .map(([status, count]) => `${status}: ${count}`)
        .join(', '),
    ],
    ['memory at the start', mib(memoryMiB.start)],
    ['after warm-up', mib(memoryMiB.warm)],
    ['at most', mib(memoryMiB.max)],
    ['at the end', mib(memoryMiB.end)],
    ['idle for 15 s', mib(memoryMiB.idle)],
    [
      'slope after warm-up',
      `${figures.bytesPerRequest.toFixed(0)} bytes a request, ${mib(figures.growthMiB)} in all`,
    ],
    ['threads, at most', String(figures.maxThreads)],
    ['Postgres connections', `${figures.maxConnections} at most`],
  ];
  return rows.map(([name, figure]) => `${name.padEnd(22)} ${figure}`).join('\n');
}

function wholeNumber(flag: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) {
    return Number(text);
  }
  return refuse(`--${flag} must be a whole number from 1, not ${text}`);
}

function refuse(reason: string): never {
  console.error(`${reason}\n\n${USAGE}`);
  process.exit(2);
}
