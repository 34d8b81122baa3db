import { parseArgs } from 'node:util';
import { UsageError } from '../stack/settings.ts';
import { replaceProcess } from './replace-process.ts';

/** An option of a command. */
export interface Option {
  readonly type: 'string' | 'boolean';
  /** What `--help` calls the value of a string. */
  readonly value?: string;
  /** What `--help` says of it, in lines. */
  readonly text: string;
}
type Options = Readonly<Record<string, Option>>;

/** What a person is told of a command. */
interface Description {
  readonly name: string;
  /** What stands after the name, as `--help` writes it. */
  readonly operands?: string;
  /** What `--help` says of it, in lines. */
  readonly text: string;
  /** What its own `--help` says before and after the options; without it, that is the help of all commands. */
  readonly manual?: { readonly before: string; readonly after: string };
  /** Makes what the command runs, when that is not run from its sources. */
  readonly build?: () => Promise<unknown>;
}

/** A command of run.sh. */
export type Command = Description & {
  readonly options: Options;
  /** Whether all its arguments are its own to read, `--help` included. */
  readonly readsAll: boolean;
  /**
   * Reads what stands after the name. Returns what carries the command out, and resolves with the exit code.
   *
   * @throws UsageError saying what is not understood
   */
  readonly read: (args: readonly string[]) => () => Promise<number>;
};

interface Reading<O extends Options> {
  args: string[];
  options: O;
  allowPositionals: true;
}
type Values<O extends Options> = ReturnType<typeof parseArgs<Reading<O>>>['values'];

type Declaration<O extends Options> = Description & {
  readonly options: O;
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
    readsAll: false,
    read: (args) => {
      const { values, positionals } = parsed({ args: [...args], options, allowPositionals: true });
      if (positionals.length < (takes?.least ?? 0) || positionals.length > (takes?.most ?? 0)) {
        throw new UsageError(takes?.otherwise ?? `${name} takes nothing after it.`);
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
    readsAll: true,
    read: (args) => () => replaceProcess(...declared.program(args)),
  };
}

function parsed<O extends Options>(reading: Reading<O>) {
  try {
    return parseArgs<Reading<O>>(reading);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
