import { say } from '../../terminal/output.ts';

/**
 * Resolves with the first error that nobody caught, in lines, with its stack. From then on such errors do not end the
 * process: the caller stops what it started, so that nothing is left running, and ends it. Further ones are told.
 */
export function crash(): Promise<readonly string[]> {
  return new Promise((resolve) => {
    let crashed = false;
    process.on('uncaughtException', (error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const lines = `run.sh itself has failed: ${text}`.split('\n');
      if (crashed) {
        say(lines, 'red');
      }
      crashed = true;
      resolve(lines);
    });
  });
}
