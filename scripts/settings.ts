/** Judges the handlers' settings in the environment: ends with 0, or with 1 and every problem on stderr. */
import { readConfig } from '../lib/config.ts';
import { messageOf } from '../lib/errors.ts';
import { say } from '../terminal/output.ts';

try {
  readConfig(process.env);
} catch (error) {
  say(messageOf(error).split('\n'));
  process.exitCode = 1;
}
