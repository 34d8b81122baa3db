import { basename } from 'node:path/posix';

/**
 * Inputs as the API called them before they had names of their own: by the name of their file, without .csv. An answer has this
 * name as `file` beside `input`; queries and cursors of before are understood. Where it would be the name of two inputs, since
 * they are read from one file or from files of one name in two folders, each is called by its own name here as well.
 */
type Inputs = readonly { readonly name: string; readonly files: readonly string[] }[];

/** Only of one file: of several nobody could tell which is meant. */
const stemOf = ({ name, files: [file = name, ...others] }: Inputs[number]): string =>
  others.length === 0 && !file.includes('*') ? basename(file, '.csv') : name;

function nameAsFile(input: Inputs[number], inputs: Inputs): string {
  const stem = stemOf(input);
  const isTaken = inputs.some((other) => other !== input && (stemOf(other) === stem || other.name === stem));
  return isTaken ? input.name : stem;
}

/** What all inputs are called as `file`, each otherwise. */
export const fileStems = (inputs: Inputs): string[] => inputs.map((input) => nameAsFile(input, inputs));

/** What an input is called as `file`; by its own name, when the model has it no more. */
export function fileStemOf(inputs: Inputs, name: string): string {
  const input = inputs.find((candidate) => candidate.name === name);
  return input ? nameAsFile(input, inputs) : name;
}

/** The input that is called so as `file`; undefined when there is none. */
export function inputOfFile(inputs: Inputs, file: string): string | undefined {
  return inputs.find((input) => nameAsFile(input, inputs) === file)?.name;
}

/** A query that may name an input in the new way, in the old one, or in both. */
interface InputQuery {
  readonly input?: string | undefined;
  readonly file?: string | undefined;
}

/** The input that a query names; undefined when it names none. */
export function inputOfQuery(inputs: Inputs, { input, file }: InputQuery): string | undefined {
  return input ?? (file === undefined ? undefined : inputOfFile(inputs, file));
}

/** Whether both names of a query, where it has both, are those of one input. */
export function isOneInput(inputs: Inputs, { input, file }: InputQuery): boolean {
  return input === undefined || file === undefined || inputOfFile(inputs, file) === input;
}
