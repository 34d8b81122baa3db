import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProjectCopy } from '../../support/project-copy.ts';
import { copyWith, textIds } from '../support/documented-model.ts';
import { makePlace, type Place, PROJECT_DIR, removePlace, run } from '../support/project.ts';

/** Users with UUIDs, which the shipped model refuses. */
const DATA = join(PROJECT_DIR, 'tests/fixtures/inputs/uuid-user-ids');

let copy: ProjectCopy;
let place: Place;
beforeAll(async () => {
  copy = copyWith(textIds);
  place = await makePlace();
});
afterAll(async () => {
  await removePlace(place, copy.path);
  copy.remove();
});

test('./run.sh check and etl say with one message what is to be changed', async () => {
  const checked = await run(['check', DATA], place.settings);
  const ran = await run(['etl', '--data', DATA], place.settings);

  expect([checked.code, ran.code]).toEqual([1, 1]);
  const [, ...lines] = checked.stderr.trim().split('\n');
  expect(lines).toContain('    users: user_id: textId()');
  expect(ran.stderr).toContain(lines.join('\n'));
});

test('with that, a run has a row for each of them', async () => {
  // The table of the run before has numbers for keys.
  await run(['reset', '--yes'], place.settings);

  const { code, stderr, stdout } = await run(
    ['etl', '--data', DATA, '--as-of', '2024-04-01'],
    place.settings,
    copy.path,
  );

  expect(code, stderr).toBe(0);
  expect(stdout).toContain('20 inserted');
  expect(stdout).toMatch(
    /^00005ca1-ab1e-0000-0000-000000001eef +Mara 1 +mara1@lab.test +2024-03-01 +31 +1 +5 /m,
  );
});
