import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { finished, makePlace, type Place, PROJECT_DIR, removePlace, start } from '../e2e/support/project.ts';
import { awaitFilledTable, type RunningStack, startStack, triggerPatiently } from '../e2e/support/stack.ts';

/** A virtual environment that is kept between calls. */
const HOME = join(tmpdir(), 'etl-schemathesis');

let place: Place;
let stack: RunningStack;
beforeAll(async () => {
  const pip = join(HOME, 'bin/pip');
  if (!existsSync(pip)) {
    execFileSync('python3', ['-m', 'venv', HOME], { stdio: 'inherit' });
  }
  const requirements = join(import.meta.dirname, 'requirements.txt');
  execFileSync(pip, ['install', '--quiet', '--requirement', requirements], { stdio: 'inherit' });
  place = await makePlace();
  stack = await startStack(place, { ETL_TRIGGER_COOLDOWN_S: '0', LOG_LEVEL: 'error' });
  await triggerPatiently(stack);
  await awaitFilledTable(stack);
});
afterAll(async () => {
  await stack?.stop();
  await removePlace(place);
});

test('no random request finds an answer that is not as documented', async () => {
  const program = join(HOME, 'bin/schemathesis');
  const config = ['--config-file', join(PROJECT_DIR, 'tests/schemathesis/schemathesis.toml')];
  // One worker, since several make Python 3.11 fail with "AST constructor recursion depth mismatch" now and then.
  const how = ['--max-examples', '50', '--seed', '1', '--workers', '1', '--no-color', '--warnings', 'off'];

  const { code, stdout } = await finished(
    start([...config, 'run', `${stack.api}/openapi.json`, ...how], {}, program, place.stateDir),
  );

  expect(code, stdout).toBe(0);
});
