import { oneLine } from '../../messages/one-line.ts';

/** A path as one word of a command, whatever is in its name: people copy what a message says. */
export const inShell = (path: string): string => `'${oneLine(path).replaceAll("'", "'\\''")}'`;

/** A name as a text in inputs.ts. */
export const inModel = (name: string): string => `'${oneLine(name.replaceAll(/[\\']/g, '\\$&'))}'`;
