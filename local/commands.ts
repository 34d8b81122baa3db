import type { Command } from './command-line/command.ts';
import { bench } from './commands/bench.ts';
import { cancel } from './commands/cancel.ts';
import { check } from './commands/check.ts';
import { etl } from './commands/etl.ts';
import { logs } from './commands/logs.ts';
import { rejects } from './commands/rejects.ts';
import { reset } from './commands/reset.ts';
import { run } from './commands/run.ts';
import { runs } from './commands/runs.ts';
import { serve } from './commands/serve.ts';
import { sql } from './commands/sql.ts';
import { status } from './commands/status.ts';
import { test } from './commands/test.ts';

/** The commands of run.sh, in the order of `help`; the first is meant when none is named. */
export const COMMANDS: readonly Command[] = [
  ...[serve, etl, check, runs, run, rejects, logs, cancel],
  ...[sql, status, reset, test, bench],
];
