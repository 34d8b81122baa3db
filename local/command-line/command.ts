import { UsageError } from '../stack/settings.ts';
import { type Options, readOptions, type Values } from './option.ts';
import { replaceProcess } from './replace-process.ts';

/** What `./run.sh NAME --help` says beside the options. No line of it is longer than 80 columns. */
export interface Manual {
  /** What the command does, in lines. */
  readonly about: string;
  /** Commands with what they do. */
  readonly examples: readonly (readonly [commandLine: string, does: string])[];
  /** What the exit codes mean, where they mean more than succeeded, failed and not understood. */
  readonly exitCodes?: Readonly<Record<number, string>>;
}

/** What a person is told of a command. */
interface Description {
  readonly name: string;
  /** What stands after the name, as `--help` writes it. */
  readonly operands?: string;
  /** What the list of all commands says of it, in one line. */
  readonly text: string;
  /** Makes what the command runs, when that is not run from its sources. */
  readonly build?: () => Promise<unknown>;
}

/** A command of run.sh. */
export type Command = Description & {
  readonly options: Options;
  /** Without it another program does the work: it reads all arguments, `--help` included. */
  readonly manual?: Manual;
  /**
   * Reads what stands after the name. Returns what carries the command out, and resolves with the exit code.
   *
   * @throws UsageError saying what is not understood
   */
  readonly read: (args: readonly string[]) => () => Promise<number>;
};

type Declaration<O extends Options> = Description & {
  readonly options: O;
  readonly manual: Manual;
  /** How many operands it takes (none unless given), and what is said of any other number. */
  readonly takes?: { readonly least: number; readonly most: number; readonly otherwise: string };
  /** What is wrong with the values of its options; undefined when nothing is. */
  readonly refusal?: (values: Values<O>) => string | undefined;
  readonly run: (values: Values<O>, operands: readonly string[]) => Promise<number>;
};

/** Declares a command that this program carries out. */
export function command<const O extends Options>(declared: Declaration<O>): Command {
  const { name, options, takes, refusal, run } = declared;
  return {
    ...declared,
    read: (args) => {
      const { values, positionals } = readOptions(args, options);
      if (positionals.length < (takes?.least ?? 0) || positionals.length > (takes?.most ?? 0)) {
        throw new UsageError(takes?.otherwise ?? `${name} takes no arguments.`);
      }
      const problem = refusal?.(values);
      if (problem !== undefined) {
        throw new UsageError(problem);
      }
      return () => run(values, positionals);
    },
  };
}

/**
 * Declares a command that another program carries out, which reads all arguments and takes the place of this process.
 *
 * @param program a file of the project, and its arguments, made of what stands after the name
 */
export function programCommand(
  declared: Description & { readonly program: (args: readonly string[]) => readonly [string, ...string[]] },
): Command {
  return {
    ...declared,
    options: {},
    read: (args) => () => replaceProcess(...declared.program(args)),
  };
}
