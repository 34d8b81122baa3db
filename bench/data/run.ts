/**
 * `./run.sh bench data [--rows N] [--users N] [--rounds N] [--case NAME]`: reading and adding up experiments, ours and
 * peers in turn, each in a process of its own. Prints medians and ratios, and says when results differ; asserts no time.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CASES, type Case, generateExperiments } from './generate.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    users: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
    case: { type: 'string', multiple: true, default: ['plain'] },
  },
});

/** What a reader prints. */
type Result = {
  readonly ms: number;
  readonly rss: number;
  readonly rows: number;
  readonly users: number;
  readonly total: number;
};
type Reader = {
  readonly name: string;
  readonly command: string[];
  readonly ms: number[];
  rss: number;
  last?: Result;
};

const here = (file: string) => join(import.meta.dirname, file);
const median = (numbers: number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** A Python with the peers, made at the first call. Undefined where there is none: the bench says so and goes on. */
function python(): string | undefined {
  const home = join(tmpdir(), 'etl-bench-python');
  const program = join(home, 'bin/python');
  try {
    if (!existsSync(program)) execFileSync('python3', ['-m', 'venv', home], { stdio: 'inherit' });
    execFileSync(program, ['-m', 'pip', 'install', '--quiet', '--requirement', here('requirements.txt')], {
      stdio: 'inherit',
    });
    return program;
  } catch {
    console.log('DuckDB: not measured, since Python or its package could not be had (see above)');
    return undefined;
  }
}

function readers(file: string, kind: Case, interpreter: string | undefined): Reader[] {
  const of = (name: string, ...command: string[]): Reader => ({ name, command, ms: [], rss: 0 });
  const threads = String(cpus().length);
  const duckdb = (mode: string) => [here('duckdb_peer.py'), file, mode, threads];
  return [
    of('ours, one thread, every check', process.execPath, here('ours.ts'), file),
    ...(interpreter
      ? [
          of(`DuckDB, ${threads} threads, unchecked`, interpreter, ...duckdb('loose')),
          of(`DuckDB, ${threads} threads, same checks`, interpreter, ...duckdb('same')),
        ]
      : []),
    // Ids that do not fit a Set of strings in memory are no matter of speed any more.
    ...(kind === 'wide'
      ? []
      : [of('csv-parse, one thread, same checks', process.execPath, here('csv-parse.ts'), file)]),
  ];
}

function measure(reader: Reader): void {
  const [program = '', ...args] = reader.command;
  const result = JSON.parse(execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 24 })) as Result;
  reader.ms.push(result.ms);
  reader.rss = Math.max(reader.rss, result.rss);
  reader.last = result;
}

function report(all: readonly Reader[], bytes: number): void {
  const [ours] = all;
  for (const { name, ms, rss, last } of all) {
    const time = median(ms);
    const ratio = median(ours?.ms ?? []) / time;
    const same = ['rows', 'users', 'total'].every(
      (key) => last?.[key as keyof Result] === ours?.last?.[key as keyof Result],
    );
    const cells = [
      `${time} ms`.padStart(9),
      `${Math.round(bytes / 1e3 / time)} MB/s`.padStart(10),
      `${rss} MB`.padStart(9),
    ];
    console.log(
      `  ${name.padEnd(36)}${cells.join('')}   ours/this ${ratio.toFixed(2)}${same ? '' : '   OTHER RESULT'}`,
    );
  }
}

const [rows, users, rounds] = [values.rows, values.users, values.rounds].map(Number) as [
  number,
  number,
  number,
];
const interpreter = python();
for (const kind of values.case as Case[]) {
  if (!CASES.includes(kind)) throw new Error(`there is no case ${kind}; there are ${CASES.join(', ')}`);
  const file = generateExperiments(join(tmpdir(), 'etl-bench-data'), kind, rows, users);
  const all = readers(file, kind, interpreter);
  for (let round = 0; round < rounds; round++) for (const reader of all) measure(reader);
  const { size } = statSync(file);
  console.log(
    `\n${kind}: ${rows} rows, ${users} users, ${Math.round(size / 1e6)} MB; medians of ${rounds}, process start left out`,
  );
  report(all, size);
}
