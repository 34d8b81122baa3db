import { UsageError } from '../stack/settings.ts';
import type { Command } from './command.ts';
import { helpOf, manualOf } from './help.ts';
import { didYouMean, nearest } from './nearest.ts';
import { tokensOf } from './option.ts';
import { versionText } from './version.ts';

/** What a command line asks for: a text to be printed, or a command to be carried out. */
export type CommandLine =
  | { readonly text: string }
  | { readonly build: Command['build']; readonly run: () => Promise<number> };

const HELP = { type: 'boolean', short: 'h' } as const;
const VERSION = { type: 'boolean', short: 'V' } as const;

/**
 * Reads the command line. Options may stand before the command's name; without a name it is the first command.
 *
 * @throws UsageError saying what is not understood
 */
export function readCommandLine(commands: readonly Command[], args: readonly string[]): CommandLine {
  // Which options there are depends on the command, which is to be found first.
  const all = commands.flatMap(({ options }) => Object.entries(options));
  const tokens = tokensOf(args, { ...Object.fromEntries(all), help: HELP, version: VERSION });
  const given = tokens.filter((token) => token.kind === 'option').map((option) => option.name);
  const named = tokens.find((token) => token.kind === 'positional');
  const rest = named ? args.toSpliced(named.index, 1) : args;
  const asksForHelp = given.includes('help');

  if (named?.value === 'help') {
    return helpAbout(commands, tokens.filter((token) => token.kind === 'positional')[1]?.value);
  }
  if (named?.value === 'version') {
    return { text: versionText() };
  }
  if (!named && asksForHelp) {
    return { text: helpOf(commands) };
  }
  const command = named ? commandOf(commands, named.value) : commands[0];
  if (!command) {
    return { text: helpOf(commands) };
  }
  if (!command.manual) {
    return { build: command.build, run: command.read(rest) };
  }
  if (asksForHelp) {
    return { text: manualOf(command, command.manual) };
  }
  if (given.includes('version')) {
    return { text: versionText() };
  }
  const foreign = given.find(
    (option) => !has(command, option) && commands.some((other) => has(other, option)),
  );
  return { build: command.build, run: readRest(command, foreign, rest) };
}

/** What `help` and `help NAME` ask for; a program of its own prints its help itself. */
function helpAbout(commands: readonly Command[], name: string | undefined): CommandLine {
  if (name === undefined) {
    return { text: helpOf(commands) };
  }
  const command = commandOf(commands, name);
  return command.manual
    ? { text: manualOf(command, command.manual) }
    : { build: command.build, run: command.read(['--help']) };
}

function commandOf(commands: readonly Command[], name: string): Command {
  const command = commands.find((known) => known.name === name);
  if (!command) {
    const meant = nearest(name, ['help', 'version', ...commands.map((known) => known.name)]);
    throw new UsageError(`There is no command "${name}".${didYouMean(meant)}`);
  }
  return command;
}

/** Reads what is left when the name is known; what is not understood comes with where the command's help is. */
function readRest(command: Command, foreignOption: string | undefined, rest: readonly string[]) {
  try {
    if (foreignOption !== undefined) {
      throw new UsageError(`${command.name} has no option --${foreignOption}.`);
    }
    return command.read(rest);
  } catch (error) {
    if (!(error instanceof UsageError)) {
      throw error;
    }
    throw new UsageError(error.message, `See ./run.sh ${command.name} --help`);
  }
}

function has({ options }: Command, name: string): boolean {
  return Object.hasOwn(options, name);
}
