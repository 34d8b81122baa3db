/**
 * `./run.sh bench airflow [--target native|containers] [--rounds N]`: how long a run of the sample takes with a real
 * Airflow, beside the same DAG over Lambdas that do nothing, in turn. Prints medians and ratios; asserts nothing.
 */
import { parseArgs } from 'node:util';
import { benchOptions } from '../arguments.ts';
import { measure, type Rounds, type Run } from './rounds.ts';
import { targets } from './targets.ts';

const USAGE = `Usage: ./run.sh bench airflow [--target native|containers] [--rounds N]

How long a run of the sample takes with a real Airflow, beside the same DAG
over Lambdas that do nothing.

  --target NAME  only that one; may be given again (both)
  --rounds N     runs of each (15)`;

const { values } = benchOptions(USAGE, () =>
  parseArgs({
    options: { target: { type: 'string', multiple: true }, rounds: { type: 'string', default: '15' } },
  }),
);

const median = (numbers: number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

function row(name: string, { ours, noop }: Rounds, of: (run: Run) => number): void {
  const [mine, nothing] = [median(ours.map(of)), median(noop.map(of))];
  const cells = [mine, nothing].map((value) => `${Math.round(value)} ms`.padStart(9));
  console.log(`${name.padEnd(38)}${cells.join('')}   ${(mine / nothing).toFixed(2)}x`);
}

for (const [name, start] of Object.entries(targets)) {
  if (values.target && !values.target.includes(name)) {
    continue;
  }
  const target = await start();
  try {
    const rounds = await measure(target, Number(values.rounds));
    console.log(
      `\n${`${target.name}, medians of ${rounds.ours.length}`.padEnd(38)}     ours  nothing   ratio`,
    );
    row('trigger to success, as a client sees it', rounds, (run) => run.seen);
    row('queued to ended, by Airflow’s clock', rounds, (run) => run.queuedToEnded);
    for (const task of ['plan', 'load', 'publish'] as const) {
      row(`  task ${task}`, rounds, (run) => run.tasks[task]);
    }
    row('  between the tasks', rounds, ({ queuedToEnded, tasks }) => {
      return queuedToEnded - tasks.plan - tasks.load - tasks.publish;
    });
  } finally {
    await target.stop();
  }
}
