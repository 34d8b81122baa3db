import type { Command, Manual } from './command.ts';
import type { Option } from './option.ts';

const INTRODUCTION = `Usage: ./run.sh [COMMAND] [OPTIONS]

Runs the ETL service on this machine: real PostgreSQL, the Lambda handlers on
serverless-offline, small emulators of Redis (Upstash) and Airflow (REST v2).`;

const CLOSING = `Examples
  ./run.sh                       start everything; Ctrl-C stops it
  ./run.sh check ./my-files      what is wrong with files, without a run
  ./run.sh etl --data ./my-files one run over them
  ./run.sh etl --help            all about one command

Results go to stdout, progress to stderr: one live line on a terminal;
elsewhere, with CI=true and with TERM=dumb, plain lines every 5 s. NO_COLOR
turns colours off.
Exit codes: 0 succeeded, 1 failed, 2 not understood.
Settings are environment variables or lines in .env: see .env.example.`;

/** What the exit codes of most commands mean. */
const EXIT_CODES = { 0: 'succeeded', 1: 'failed', 2: 'not understood; nothing was done' };

/** What `./run.sh --help` prints. */
export function helpOf(commands: readonly Command[]): string {
  const listed = [
    ...commands.map((command) => [named(command), command.text] as const),
    ['help [COMMAND]', 'this text, or all about one command'] as const,
    ['version', 'the version; also --version and -V'] as const,
  ];
  return [INTRODUCTION, '', 'Commands', ...columns(listed), '', CLOSING].join('\n');
}

/** What `./run.sh NAME --help` prints. */
export function manualOf(command: Command, manual: Manual): string {
  const options = [
    ...Object.entries(command.options).map(
      ([name, option]) => [optionOf(name, option), option.text] as const,
    ),
    ['-h, --help', 'this text'] as const,
  ];
  return [
    usageOf(command),
    '',
    manual.about,
    '',
    'Options',
    ...columns(options),
    '',
    'Examples',
    ...manual.examples.flatMap(([line, does]) => [`  ${line}`, `      ${does}`]),
    '',
    'Exit codes',
    ...columns(Object.entries({ ...EXIT_CODES, ...manual.exitCodes })),
  ].join('\n');
}

/** How a command is called, in one line. */
export function usageOf(command: Pick<Command, 'name' | 'operands' | 'options'>): string {
  const options = Object.keys(command.options).length > 0 ? ' [OPTIONS]' : '';
  return `Usage: ./run.sh ${named(command)}${options}`;
}

function named({ name, operands }: Pick<Command, 'name' | 'operands'>): string {
  return operands === undefined ? name : `${name} ${operands}`;
}

function optionOf(name: string, { value }: Option): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

/** Heads, and beside them texts whose lines all begin in one column. */
function columns(rows: readonly (readonly [head: string, text: string])[]): string[] {
  const column = Math.max(...rows.map(([head]) => head.length)) + 4;
  return rows.map(
    ([head, text]) => `${`  ${head}`.padEnd(column)}${text.replaceAll('\n', `\n${' '.repeat(column)}`)}`,
  );
}
