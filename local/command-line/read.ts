import { parseArgs } from 'node:util';
import { UsageError } from '../stack/settings.ts';
import type { Command } from './command.ts';
import { helpOf, manualOf, usageOf } from './help.ts';

/** What a command line asks for: a text to be printed, or a command to be carried out. */
export type CommandLine =
  | { readonly help: string }
  | { readonly build: Command['build']; readonly run: () => Promise<number> };

/**
 * Reads the command line. Options may stand before the command's name; without a name it is the first command.
 *
 * @throws UsageError saying what is not understood
 */
export function readCommandLine(commands: readonly Command[], args: readonly string[]): CommandLine {
  const { values, tokens } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(commands.flatMap(({ options }) => Object.entries(options))),
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
    // Which options there are depends on the command, which is to be found first.
    strict: false,
    tokens: true,
  });
  const named = tokens.find((token) => token.kind === 'positional');
  const name = named?.value ?? commands[0]?.name;
  const command = commands.find((known) => known.name === name);
  const rest = named ? args.toSpliced(named.index, 1) : args;

  if (command?.readsAll) {
    return { build: command.build, run: command.read(rest) };
  }
  if (values.help || name === 'help') {
    return { help: command?.manual ? manualOf(command) : helpOf(commands) };
  }
  if (!command) {
    throw new UsageError(`There is no command "${name}".`);
  }
  const given = tokens.filter((token) => token.kind === 'option').map((option) => option.name);
  const foreign = given.find(
    (option) => !has(command, option) && commands.some((other) => has(other, option)),
  );
  return { build: command.build, run: readRest(command, foreign, rest) };
}

/** Reads what is left when the name is known; what is not understood comes with the command's usage, if it has a manual. */
function readRest(command: Command, foreignOption: string | undefined, rest: readonly string[]) {
  try {
    if (foreignOption !== undefined) {
      throw new UsageError(`${command.name} has no option --${foreignOption}.`);
    }
    return command.read(rest);
  } catch (error) {
    if (!(error instanceof UsageError && command.manual)) {
      throw error;
    }
    throw new UsageError(error.message, usageOf(command));
  }
}

function has({ options }: Command, name: string): boolean {
  return Object.hasOwn(options, name);
}
