import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readableLogLine } from '../../../terminal/lines/log-line.ts';
import { terminalWidth } from '../../../terminal/lines/width.ts';
import { print, printWhole, say } from '../../../terminal/output.ts';
import type { Settings } from '../../stack/settings.ts';
import { isAbout, linesOf } from './log-lines.ts';

/** What `logs` is asked for. */
export interface LogsOptions {
  readonly runId: string | undefined;
  /** So many lines, the last ones. */
  readonly limit: number;
  readonly json: boolean;
  readonly follow: boolean;
}

const LOOK_AGAIN_MS = 200;

/** What serverless-offline prints before each request: our own line about it follows. */
const ANNOUNCEMENT = /^[A-Z]+ \S+ \(λ: \w+\)$/;

/** `./run.sh logs`: the last lines of the log of the functions, of one run or of all that happened. */
export async function logs(
  { stateDir }: Settings,
  { runId, limit, json, follow }: LogsOptions,
): Promise<number> {
  const path = join(stateDir, 'api.log');
  if (!existsSync(path)) {
    say(`There is no log in ${stateDir} yet: a stack writes it (./run.sh, or ./run.sh etl).`, 'red');
    return 1;
  }
  const width = terminalWidth(process.stdout);
  const isWanted = (line: string) => {
    if (runId !== undefined) {
      return isAbout(line, runId);
    }
    return line !== '' && (json || !ANNOUNCEMENT.test(line));
  };
  const show = (line: string) => (json ? printWhole(line) : print(readableLogLine(line, width).text));
  const last: string[] = [];
  let isAtEnd = false;
  const showLast = () => {
    isAtEnd = true;
    last.splice(0).forEach(show);
  };
  const wait = async () => {
    showLast();
    await delay(LOOK_AGAIN_MS);
    return true;
  };
  let found = 0;
  for await (const line of follow ? linesOf(path, wait) : linesOf(path)) {
    if (!isWanted(line)) {
      continue;
    }
    found++;
    if (isAtEnd) {
      show(line);
    } else {
      last.push(line);
      last.splice(0, last.length - limit);
    }
  }
  showLast();
  if (found === 0 && runId !== undefined) {
    say(`No line of ${path} is about run ${runId}. The log is emptied when a stack starts.`, 'red');
    return 1;
  }
  return 0;
}
