import type { Command, Option } from './command.ts';

const INTRODUCTION = `Usage: ./run.sh [COMMAND] [OPTIONS]

Runs the ETL service on this machine: real PostgreSQL, the Lambda handlers on
serverless-offline, small emulators of Redis (Upstash REST) and Airflow (REST v2).`;

const CLOSING = `Results go to stdout, progress to stderr: one live line on a terminal; elsewhere, with
CI=true and with TERM=dumb plain lines every 5 s. NO_COLOR turns colours off.
Exit codes: 0 succeeded, 1 failed, 2 not understood.
Settings are environment variables or lines in .env: see .env.example.`;

/** What `./run.sh --help` prints. */
export function helpOf(commands: readonly Command[]): string {
  const listed = commands.flatMap((command) => [
    hanging(`  ${named(command)}`, 24, command.text),
    ...Object.entries(command.options).map(([name, option]) =>
      hanging(`      ${optionOf(name, option)}`, 26, option.text),
    ),
  ]);
  return [INTRODUCTION, '', 'Commands', ...listed, '', CLOSING].join('\n');
}

/** What `./run.sh NAME --help` prints of a command with a manual. */
export function manualOf({ manual, ...command }: Command): string {
  const options = [
    ...Object.entries(command.options).map(
      ([name, option]) => [optionOf(name, option), option.text] as const,
    ),
    ['-h, --help', 'this text'] as const,
  ];
  const widest = Math.max(...options.map(([option]) => option.length));
  const listed = options.map(([option, text]) => hanging(`  ${option}`, widest + 4, text));
  return [usageOf(command), '', manual?.before, '', ...listed, '', manual?.after].join('\n');
}

/** How a command is called, in one line. */
export function usageOf(command: Pick<Command, 'name' | 'operands' | 'options'>): string {
  const options = Object.entries(command.options).map(([name, option]) => ` [${optionOf(name, option)}]`);
  return `Usage: ./run.sh ${named(command)}${options.join('')}`;
}

function named({ name, operands }: Pick<Command, 'name' | 'operands'>): string {
  return operands === undefined ? name : `${name} ${operands}`;
}

function optionOf(name: string, { value }: Option): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

/** A head, and beside it a text whose lines all begin in one column; a long head pushes its first line to the right. */
function hanging(head: string, column: number, text: string): string {
  return `${head.padEnd(column - 2)}  ${text.replaceAll('\n', `\n${' '.repeat(column)}`)}`;
}
