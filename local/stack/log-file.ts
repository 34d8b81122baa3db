import { closeSync, openSync, writeSync } from 'node:fs';

/** A file that gets lines, for as long as it takes them. */
export interface LogFile {
  /** Never throws: a log that can't be written must not end what it is about. */
  readonly write: (line: string) => void;
  readonly close: () => void;
}

/**
 * Opens a log file, emptied. While a line can't be written, as on a full disk, it is lost; that is told once, and how
 * many there were stands in the file as soon as it takes lines again.
 *
 * @param onLoss told of the first line that was lost, in words
 * @throws the system's error when it can't be opened
 */
export function openLogFile(path: string, onLoss: (text: string) => void): LogFile {
  // Written at once, not by a stream: that would end for good at its first error, and keep what it can't write in memory.
  const file = openSync(path, 'w', 0o600);
  let [lost, told] = [0, false];
  return {
    write: (line) => {
      try {
        // The line before may have been cut in the middle.
        if (lost > 0) {
          writeSync(file, `\n(${lost} lines could not be written here)\n`);
        }
        lost = 0;
        writeSync(file, `${line}\n`);
      } catch (error) {
        lost++;
        if (!told) {
          onLoss(
            `${path} can't be written, and log lines are lost until it can: ${(error as Error).message}`,
          );
        }
        told = true;
      }
    },
    close: () => closeSync(file),
  };
}
