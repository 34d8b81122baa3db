import type { InputName } from '../store/runs/parts.ts';

/**
 * Inputs as the API called them before they had names of their own: by the name of their file, without .csv. An answer has this
 * name as `file` beside `input`; queries and cursors of before are understood.
 */
export const FILE_STEMS = ['users', 'user_experiments', 'compounds'] as const;
export type FileStem = (typeof FILE_STEMS)[number];

const STEM_OF_INPUT = {
  users: 'users',
  experiments: 'user_experiments',
  compounds: 'compounds',
} as const satisfies Record<InputName, FileStem>;

const INPUT_OF_STEM = {
  users: 'users',
  user_experiments: 'experiments',
  compounds: 'compounds',
} as const satisfies Record<FileStem, InputName>;

/** What an input is called as `file`. */
export function fileStemOf(input: InputName): FileStem {
  return STEM_OF_INPUT[input];
}

/** The input that is called so as `file`. */
export function inputOfFile(file: FileStem): InputName {
  return INPUT_OF_STEM[file];
}

/** A query that may name an input in the new way, in the old one, or in both. */
interface InputQuery {
  readonly input?: InputName | undefined;
  readonly file?: FileStem | undefined;
}

/** The input that a query names; undefined when it names none. */
export function inputOfQuery({ input, file }: InputQuery): InputName | undefined {
  return input ?? (file && inputOfFile(file));
}

/** Whether both names of a query, where it has both, are those of one input. */
export function isOneInput({ input, file }: InputQuery): boolean {
  return !input || !file || inputOfFile(file) === input;
}
