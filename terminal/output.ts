import { styleText } from 'node:util';
import { visible } from './visible.ts';

type Style = Parameters<typeof styleText>[0];

/** What is written: a line, or several. A line end inside a line is no line end, but part of what it tells. */
export type Lines = string | readonly string[];

/** Progress and problems go to stderr, results to stdout: what a script reads stays clean. */
export function say(lines: Lines, style?: Style): void {
  // Our own colour is put around what can't have any.
  const coloured = (line: string) => (style ? styleText(style, line, { stream: process.stderr }) : line);
  process.stderr.write(textOf(lines, coloured));
}

/** Writes a result to stdout. */
export function print(lines: Lines): void {
  process.stdout.write(textOf(lines));
}

function textOf(lines: Lines, coloured = (line: string) => line): string {
  return [lines]
    .flat()
    .map((line) => `${coloured(visible(line))}\n`)
    .join('');
}

/** A reader that has seen enough, such as head, is no failure: what is left to write goes nowhere. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
