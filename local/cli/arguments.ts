import { parseArgs } from 'node:util';
import { UsageError } from '../stack/settings.ts';

/** The commands of run.sh that this program carries out; `test` and `bench` are run.sh's own. */
export const COMMANDS = ['serve', 'etl', 'sql', 'status', 'reset'] as const;
export type CommandName = (typeof COMMANDS)[number];

export type CommandLine = {
  readonly command: CommandName | 'help';
  /** What stands behind the command: the query of `sql`. */
  readonly operands: readonly string[];
  readonly data: string | undefined;
  readonly asOf: string | undefined;
  readonly json: boolean;
  readonly acceptDeletes: boolean;
  readonly acceptFutureDate: boolean;
  /** Real Airflow instead of its emulator. */
  readonly airflow: boolean;
};

const OPTIONS = {
  data: { type: 'string' },
  'as-of': { type: 'string' },
  json: { type: 'boolean' },
  'accept-deletes': { type: 'boolean' },
  'accept-future-date': { type: 'boolean' },
  airflow: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const ALLOWED: Record<CommandName, { readonly options: readonly string[]; readonly operands: number }> = {
  serve: { options: ['airflow'], operands: 0 },
  etl: {
    options: ['data', 'as-of', 'accept-future-date', 'json', 'accept-deletes', 'airflow'],
    operands: 0,
  },
  sql: { options: [], operands: 1 },
  status: { options: [], operands: 0 },
  reset: { options: [], operands: 0 },
};

/**
 * Reads the command line; without a command it is `serve`.
 *
 * @param now the time by which a date is ahead
 * @throws UsageError saying what is not understood
 */
export function readCommandLine(args: readonly string[], now: Date = new Date()): CommandLine {
  const { values, positionals } = parse(args);
  const [name = 'serve', ...operands] = positionals;
  const line = {
    operands,
    data: values.data,
    asOf: values['as-of'],
    json: values.json ?? false,
    acceptDeletes: values['accept-deletes'] ?? false,
    acceptFutureDate: values['accept-future-date'] ?? false,
    airflow: values.airflow ?? false,
  };
  if (values.help || name === 'help') return { command: 'help', ...line };
  const command = COMMANDS.find((known) => known === name);
  if (!command) throw new UsageError(`There is no command "${name}".`);

  const allowed = ALLOWED[command];
  const foreign = Object.keys(values).find((option) => !allowed.options.includes(option));
  if (foreign) throw new UsageError(`${command} has no option --${foreign}.`);
  if (operands.length !== allowed.operands) {
    throw new UsageError(
      command === 'sql' ? 'sql takes one query, in quotes.' : `${command} takes nothing behind it.`,
    );
  }
  if (line.asOf !== undefined && !isDate(line.asOf)) {
    throw new UsageError(`--as-of must be a date YYYY-MM-DD, not "${line.asOf}".`);
  }
  // The API would refuse it, too; told here, nothing has been started for it.
  const tomorrow = dayOf(new Date(now.getTime() + DAY_MS));
  if (line.asOf !== undefined && line.asOf > tomorrow && !line.acceptFutureDate) {
    throw new UsageError(
      `--as-of ${line.asOf} is more than a day ahead of ${dayOf(now)} (UTC). If it is meant, add --accept-future-date.`,
    );
  }
  return { command, ...line };
}

const DAY_MS = 86_400_000;

/** The day of a moment, UTC. */
function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** Dates that don't exist roll over into the next month, and so come back different. PostgreSQL has no year 0000. */
function isDate(text: string): boolean {
  const date = /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return date !== undefined && !Number.isNaN(date.getTime()) && dayOf(date) === text;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
