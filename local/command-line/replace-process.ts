import { flushCompileCache } from 'node:module';

/**
 * Lets another program of node take the place of this process, as a shell's exec does: process id, terminal, stdin, stdout and
 * signals are the program's, and so is the exit code. Nothing must be open here, for nothing is closed. Does not return.
 *
 * @param file relative to the project, in which run.sh stands
 * @throws Error on a system that has no such call; every one on which run.sh runs has it
 */
export function replaceProcess(file: string, ...args: readonly string[]): never {
  if (!process.execve) {
    throw new Error(`This system (${process.platform}) can't replace a process with another.`);
  }
  // Node writes it at its end, which this process has not got.
  flushCompileCache();
  return process.execve(process.execPath, [process.execPath, file, ...args]);
}
