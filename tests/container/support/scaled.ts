import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PROJECT_DIR } from '../../e2e/support/project.ts';
import { type Container, compose, composeWith, containersOf, logsOf, sql } from './compose.ts';

const SERVICE = 'etl-pipeline-steps';
const POLL_MS = 250;

/** In the folder of the project: what the engine can mount for sure. */
const FOLDER = 'data-of-many-parts';

const USERS = 300;
const EVENTS = 9_000;
/** Makes 30 parts of the events. */
const PART_BYTES = 4_000;

const userOf = (event: number) => 1 + ((event * 7) % USERS);
const secondsOf = (event: number) => 1 + (event % 50);

/** Files of many parts, and the table that they come to, as `derivedRows` tells it for 2024-01-01. */
export function writeManyParts(): readonly string[] {
  const folder = join(PROJECT_DIR, FOLDER);
  mkdirSync(folder, { recursive: true });
  const events = Array.from({ length: EVENTS }, (_, index) => index + 1);
  const users = Array.from({ length: USERS }, (_, index) => index + 1);
  const csv = (header: string, rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;
  const files = {
    'users.csv': csv(
      'user_id,name,email,signup_date',
      users.map((user) => `${user},User ${user},user${user}@example.com,2023-12-${10 + (user % 20)}`),
    ),
    'compounds.csv': csv('compound_id,compound_name,compound_structure', ['1,Water,O']),
    'user_experiments.csv': csv(
      'experiment_id,user_id,experiment_compound_ids,experiment_run_time',
      events.map((event) => `${event},${userOf(event)},1,${secondsOf(event)}`),
    ),
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
  }
  return users.map((user) => {
    const own = events.filter((event) => userOf(event) === user);
    const seconds = own.reduce((sum, event) => sum + secondsOf(event), 0);
    const days = 32 - (10 + (user % 20)); // from December to January 1st
    return [user, own.length, seconds, days].join();
  });
}

/** Brings up three containers for steps, over those files. */
export async function scaleToThree(): Promise<void> {
  const settings = { ETL_DATA_DIR: FOLDER, ETL_PART_BYTES: String(PART_BYTES) };
  await composeWith(settings, 'up', '-d', '--no-deps', '--wait', '--scale', `${SERVICE}=3`, SERVICE);
}

/** One container over the files of before. */
export async function scaleBack(): Promise<void> {
  await compose('up', '-d', '--no-deps', '--wait', '--scale', `${SERVICE}=1`, SERVICE);
  rmSync(join(PROJECT_DIR, FOLDER), { recursive: true });
}

/** The containers by the number of parts of a run that each has loaded. */
export async function loadedBy(runId: string): Promise<ReadonlyMap<Container, number>> {
  const found = await containersOf(SERVICE);
  const lines = await Promise.all(found.map(async (each) => (await logsOf(each)).split('\n')));
  const isLoad = (line: string) =>
    [`"runId":"${runId}"`, '"message":"step done","step":"load"'].every((text) => line.includes(text));
  return new Map(found.map((each, index) => [each, lines[index]?.filter(isLoad).length ?? 0]));
}

/** Waits until each container, but for one, has loaded a part of a run. */
export async function allLoadBut(one: Container, runId: string): Promise<void> {
  for (;;) {
    const others = [...(await loadedBy(runId))].filter(([{ Id }]) => Id !== one.Id);
    if (others.every(([, parts]) => parts > 0)) {
      return;
    }
    await delay(POLL_MS);
  }
}

/** The container whose load waits for the stage that `holdLoad` has locked. */
export async function waitingContainer(): Promise<Container> {
  const [address] = await sql(
    `SELECT host(client_addr) FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE relation = 'etl.entity_stage'::regclass AND NOT granted`,
  );
  const found = (await containersOf(SERVICE)).find(({ NetworkSettings }) =>
    Object.values(NetworkSettings.Networks).some(({ IPAddress }) => IPAddress === address),
  );
  if (!found) {
    throw new Error(`no container of ${SERVICE} has the address ${address}`);
  }
  return found;
}
