import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/**
 * Runs `.ci/containers` where there are no stand-ins for images, with another `docker`.
 *
 * @param docker that command's script; `$*` is what it is asked for
 */
function runWith(docker: string) {
  const folder = temporaryFolder();
  const project = join(folder, 'project');
  mkdirSync(join(project, '.ci'), { recursive: true });
  for (const file of ['.ci/containers', 'Dockerfile']) {
    copyFileSync(file, join(project, file));
  }
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  writeFileSync(join(programs, 'docker'), `#!/bin/sh\n${docker}\n`, { mode: 0o755 });
  const { status, stdout } = spawnSync(join(project, '.ci/containers'), {
    env: { ...process.env, PATH: `${programs}${delimiter}${process.env['PATH']}` },
    encoding: 'utf8',
  });
  return { status, skipped: stdout.split('\n').filter((line) => line.startsWith('skipped: ')) };
}

const WHAT = 'real Airflow in containers (build, contract suites, tests/container)';

test('without an engine the containers are skipped, which is said', () => {
  const run = runWith('exit 1');

  expect(run).toEqual({ status: 0, skipped: [`skipped: ${WHAT}: no Docker engine answers`] });
});

test('an engine without Compose is the reason given', () => {
  const run = runWith('[ "$1" = info ]');

  expect(run).toEqual({ status: 0, skipped: [`skipped: ${WHAT}: Docker has no Compose`] });
});

test('images that can be had from nowhere are named', () => {
  const run = runWith(`case "$*" in
    info | 'compose version') ;;
    *'config --images') printf 'postgres:18\\nredis:8\\netl-pipeline:local\\n' ;;
    'image inspect node:24-bookworm-slim' | 'pull --quiet redis:8') ;;
    *) exit 1 ;;
  esac`);

  expect(run).toEqual({
    status: 0,
    skipped: [`skipped: ${WHAT}: neither here nor to be pulled: postgres:18`],
  });
});
