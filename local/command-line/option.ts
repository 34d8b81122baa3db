import { parseArgs } from 'node:util';
import { UsageError } from '../stack/settings.ts';
import { didYouMean, nearest } from './nearest.ts';

/** An option of a command. */
export interface Option {
  readonly type: 'string' | 'boolean';
  /** What `--help` calls the value of a string. */
  readonly value?: string;
  /** What `--help` says of it, in lines. */
  readonly text: string;
}
export type Options = Readonly<Record<string, Option>>;

interface Reading<O extends Options> {
  args: string[];
  options: O;
  allowPositionals: true;
}
export type Values<O extends Options> = ReturnType<typeof parseArgs<Reading<O>>>['values'];

type Token = ReturnType<typeof tokensOf>[number];
type OptionToken = Extract<Token, { kind: 'option' }>;

/**
 * Reads options and operands.
 *
 * @throws UsageError saying, in our words, which option is not understood, and which was probably meant
 */
export function readOptions<O extends Options>(args: readonly string[], options: O) {
  for (const token of tokensOf(args, options)) {
    const problem = token.kind === 'option' ? problemOf(token, options) : undefined;
    if (problem !== undefined) {
      throw new UsageError(problem);
    }
  }
  // Node's own texts can't come up any more: all that it refuses was refused above.
  return parseArgs<Reading<O>>({ args: [...args], options, allowPositionals: true });
}

/** What a command line consists of, whether or not there are such options. */
export function tokensOf(args: readonly string[], options: Readonly<Record<string, OptionForm>>) {
  return parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true }).tokens;
}
interface OptionForm {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
}

function problemOf({ name, rawName, value, inlineValue }: OptionToken, options: Options): string | undefined {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option || !rawName.startsWith('--')) {
    const meant = nearest(name, Object.keys(options));
    return `There is no option ${rawName}.${didYouMean(meant && `--${meant}`)}`;
  }
  if (option.type === 'boolean') {
    return value === undefined ? undefined : `${rawName} takes no value, but was given "${value}".`;
  }
  if (value === undefined) {
    return `${rawName} needs a value: ${rawName} ${option.value}.`;
  }
  return !inlineValue && value.startsWith('-')
    ? `${rawName} needs a value, but ${value} follows it. If that is the value: ${rawName}=${value}`
    : undefined;
}
