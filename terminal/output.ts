import { styleText } from 'node:util';
import { brokenLine } from './lines/break-line.ts';
import { jsonLine } from './lines/json-line.ts';
import { terminalWidth } from './lines/width.ts';
import { visible } from './visible.ts';

type Style = Parameters<typeof styleText>[0];

/** What is written: a line, or several. A line end inside a line is no line end, but part of what it tells. */
export type Lines = string | readonly string[];

/** Progress and problems go to stderr, results to stdout: what a script reads stays clean. */
export function say(lines: Lines, style?: Style): void {
  // Our own colour is put around what can't have any.
  const coloured = (line: string) => (style ? styleText(style, line, { stream: process.stderr }) : line);
  process.stderr.write(textOf(lines, process.stderr, coloured));
}

/** Writes a result to stdout. */
export function print(lines: Lines): void {
  process.stdout.write(textOf(lines, process.stdout));
}

/** Writes lines of somebody else's to stdout, such as those of a log: nothing in them steers, and none is broken. */
export function printWhole(lines: Lines): void {
  process.stdout.write(
    [lines]
      .flat()
      .map((line) => `${visible(line)}\n`)
      .join(''),
  );
}

/** Writes a result for programs to stdout: a line of JSON. */
export function printJson(value: object): void {
  process.stdout.write(`${jsonLine(value)}\n`);
}

/** On a terminal lines are broken between words; anything else gets them as they are. */
function textOf(
  lines: Lines,
  stream: Parameters<typeof terminalWidth>[0],
  coloured = (line: string) => line,
): string {
  const width = terminalWidth(stream);
  return [lines]
    .flat()
    .map(visible)
    .flatMap((line) => (width === undefined ? [line] : brokenLine(line, width)))
    .map((line) => `${coloured(line)}\n`)
    .join('');
}

/**
 * Sees to it that output which can't be written ends nothing that runs. A reader that has gone, such as head or a closed
 * terminal, is no failure: what is left to write goes nowhere. What else keeps results from being written, such as a full
 * disk, is told at the end, and the exit code is 1 then. What stderr loses can't be told anywhere.
 */
export function outliveReaders(): void {
  let lost: Error | undefined;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && !process.stdout.isTTY) {
      lost ??= error;
    }
  });
  process.stderr.on('error', () => undefined);
  process.on('exit', (code) => {
    if (!lost) {
      return;
    }
    say(`Not all of the output could be written: ${lost.message}`, 'red');
    process.exitCode = code || 1;
  });
}
