/**
 * `./run.sh test`: format and lint, types, then the tests, from the fastest to the slowest kind. With names after
 * it, only those: `./run.sh test types unit`. It goes on after a failure, so that one call tells all, and closes
 * with one line `N passed, N failed`. Those that need more than Node run only when they are named.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder } from './support/new-folder.ts';
import { type TestFolders, type WantedTests, WantedTestsError, wantedTests } from './wanted-tests.ts';

interface Tally {
  readonly passed: number;
  readonly failed: number;
}

// Also where somebody has a model of their own in .env.
process.env['ETL_MODEL'] = 'lib';

const node = process.execPath;

const SOAK_SAMPLE = [
  ...['--requests', '6000', '--connections', '16'],
  ...['--max-memory', '900', '--max-growth', '200'],
];

const STEPS: Readonly<Record<string, () => Tally | Promise<Tally>>> = {
  lint: () => check([node, 'node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '.']),
  types: () => bothTypes(),
  build: () => check([node, 'build.ts', '--sizes']),
  unit: () => vitest('unit'),
  integration: () => vitest('integration'),
  contract: () => vitest('contract'),
  e2e: () => vitest('e2e'),
};

const STEPS_BY_NAME: typeof STEPS = {
  ...STEPS,
  /** A real Airflow, installed with Python 3.10 to 3.13 or uv; takes minutes. */
  native: () => vitest('native'),
  /** Packages, and a deployment on ministack, a stand-in for AWS, which is installed with Python 3.10 or newer. */
  aws: () => atOnce('aws', 'aws-deploy'),
  /** Airflow 3.0.6, the oldest that the DAG and our client work with, installed with Python 3.10 to 3.12 or uv. */
  'oldest-airflow': () => vitest('oldest-airflow'),
  /** Random requests against the OpenAPI document, made by schemathesis, which is installed for it. */
  schemathesis: () => vitest('schemathesis'),
  /** Debian's Chromium, or the one that CHROMIUM names. */
  browser: () => vitest('browser'),
  /** A sample of `npm run chaos`: with this seed the first twelve faults are of twelve different sorts. */
  chaos: () => check([node, 'tests/chaos/run.ts', '--faults', '12', '--seed', '35215']),
  /** A sample of `npm run soak`: too short to tell a small leak, so that its bounds are wider. */
  soak: () => check([node, 'tests/soak/run.ts', ...SOAK_SAMPLE]),
  /** Containers that are up; .ci/containers brings them up. */
  container: () => vitest('container'),
};

/** Where vitest.config.ts has the tests of each kind. */
const FOLDERS: TestFolders = {
  unit: ['tests/unit'],
  integration: ['tests/integration'],
  contract: ['tests/contract'],
  e2e: ['tests/e2e'],
  native: ['tests/native', 'tests/contract/airflow'],
  aws: ['tests/aws'],
  'oldest-airflow': ['tests/oldest-airflow', 'tests/contract/airflow'],
  schemathesis: ['tests/schemathesis'],
  browser: ['tests/browser'],
  container: ['tests/container'],
};

const USAGE = `Usage: ./run.sh test [KIND …]
       ./run.sh test [KIND] FILE_OR_FOLDER … [-t PART_OF_A_NAME]

Format and lint, types, then the tests, from the fastest to the slowest kind:
${Object.keys(STEPS).join(', ')}.

With kinds after it only those: ./run.sh test types unit. With files or folders
only the tests in them: ./run.sh test unit tests/unit/docs. With -t only the
tests whose name has this part. Kinds that need more than Node run only when
they are named:
${Object.keys(STEPS_BY_NAME)
  .filter((name) => !(name in STEPS))
  .join(', ')}.

Exit codes: 0 all passed, 1 some failed, 2 not understood.`;

/** The dashboard runs in a browser, with other types around it than all the rest. */
function bothTypes(): Tally {
  const all = [[], ['-p', 'web/dashboard']].map((args) =>
    check([node, 'node_modules/typescript/bin/tsc', ...args]),
  );
  return {
    passed: all.filter(({ failed }) => failed === 0).length,
    failed: all.filter(({ failed }) => failed > 0).length,
  };
}

function check(command: string[]): Tally {
  return run(command) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function vitest(project: string): Tally {
  const { command, tally } = vitestOf(project);
  return tally(run(command));
}

/** Projects that are not in each other's way, each by a process of its own. What the second one prints comes when it has ended. */
async function atOnce(project: string, other: string): Promise<Tally> {
  const [shown, kept] = [vitestOf(project), vitestOf(other)];
  const [isShownOk, { ok, output }] = await Promise.all([runShown(shown.command), runKept(kept.command)]);
  process.stdout.write(output);
  const [first, second] = [shown.tally(isShownOk), kept.tally(ok)];
  return { passed: first.passed + second.passed, failed: first.failed + second.failed };
}

function vitestOf(project: string) {
  const report = join(scratch.path, `${project}.json`);
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return {
    command: [
      node,
      'node_modules/vitest/vitest.mjs',
      ...['run', '--project', project, ...asked.filters, ...options],
    ],
    /** What it came to. */
    tally: (ok: boolean): Tally => {
      try {
        const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(report, 'utf8'));
        // A file that can't even be loaded has no failed test in it.
        return { passed, failed: ok ? failed : Math.max(1, failed) };
      } catch {
        return { passed: 0, failed: 1 };
      }
    },
  };
}

function read(args: readonly string[]): WantedTests {
  const project = join(import.meta.dirname, '..');
  const caller = process.env['ETL_CALLER_DIR'] ?? project;
  try {
    return wantedTests(args, Object.keys(STEPS_BY_NAME), FOLDERS, { project, caller });
  } catch (error) {
    if (!(error instanceof WantedTestsError)) {
      throw error;
    }
    console.error(`${error.message}\nSee ./run.sh test --help`);
    process.exit(2);
  }
}

function run([program = '', ...args]: string[]): boolean {
  return spawnSync(program, args, { stdio: 'inherit' }).status === 0;
}

function runShown([program = '', ...args]: string[]): Promise<boolean> {
  const child = spawn(program, args, { stdio: 'inherit' });
  return new Promise((resolve) => child.once('close', (code) => resolve(code === 0)));
}

async function runKept([program = '', ...args]: string[]): Promise<{ ok: boolean; output: string }> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { ok: code === 0, output };
}

const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) {
  console.log(USAGE);
  process.exit(0);
}
const asked = read(args);
const wanted = asked.kinds;
const scratch = newFolder();

let passed = 0;
let failed = 0;
for (const [name, step] of Object.entries(wanted.length > 0 ? STEPS_BY_NAME : STEPS)) {
  if (wanted.length > 0 && !wanted.includes(name)) {
    continue;
  }
  const startedAt = performance.now();
  console.log(`\n== ${name}`);
  const tally = await step();
  passed += tally.passed;
  failed += tally.failed;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`== ${name}: ${tally.failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
}
scratch.remove();
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
