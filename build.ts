/**
 * Makes dist/, from which everything runs (bundling/bundle.ts). ETL_MODEL says of which model, and may be a line in .env. Ends
 * with 2 and a message when that can't be used. `--sizes` prints how large each bundle is.
 */
import { existsSync } from 'node:fs';
import { ModelError } from './bundling/model-error.ts';
import { say } from './terminal/output.ts';

if (existsSync('.env')) {
  process.loadEnvFile('.env');
}
try {
  await import('./bundling/bundle.ts');
} catch (error) {
  if (!(import.meta.main && error instanceof ModelError)) {
    throw error;
  }
  say(error.message.split('\n'));
  process.exitCode = 2;
}
