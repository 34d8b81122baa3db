import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processesOf, treeOf } from '../real-stack/processes.ts';
import { OWN_NAME, withSession } from '../real-stack/session.ts';
import type { Stack } from '../real-stack/stack.ts';

/** What is still being cleared away gets so long: a step that was given up on may still be at work. */
const PATIENCE_MS = 30_000;

const COUNTS = `
  SELECT (SELECT count(*)::integer FROM etl.entity_stage) AS "staged rows",
         (SELECT count(*)::integer FROM etl.partials) AS "partials",
         (SELECT count(*)::integer FROM etl.runs WHERE state = 'running') AS "running runs",
         (SELECT count(*)::integer FROM pg_locks WHERE locktype = 'advisory') AS "advisory locks",
         (SELECT count(*)::integer FROM pg_stat_activity
          WHERE state LIKE 'idle in transaction%' AND application_name <> '${OWN_NAME}') AS "open transactions"`;

/** What a fault has left in a stack that is up again and at rest, in words; nothing when all is clean. */
export async function leftBehind(stack: Stack, stateDirectory: string): Promise<string[]> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const left = await look(stack, stateDirectory);
    if (left.length === 0 || performance.now() > deadline) {
      return left;
    }
    await delay(200);
  }
}

async function look(stack: Stack, stateDirectory: string): Promise<string[]> {
  const counts = await withSession(stack.adminUrl, (session) => session.rows<Record<string, number>>(COUNTS));
  const rows = Object.entries(counts[0] ?? {}).filter(([, count]) => count > 0);
  return [
    ...rows.map(([name, count]) => `${count} ${name}`),
    ...temporaryFiles(stateDirectory, stack.postgresDirectory),
    ...strangers(stateDirectory, stack.supervisor),
  ];
}

/** Processes of a stack that its supervisor is no ancestor of; all of them when it is gone. */
export function strangers(stateDirectory: string, supervisor: number | undefined): string[] {
  const all = processesOf(stateDirectory);
  const own = new Set(supervisor === undefined ? [] : treeOf(all, supervisor));
  return all
    .filter((found) => !own.has(found))
    .map(({ pid, commandLine }) => `process ${pid}: ${commandLine.slice(0, 100)}`);
}

/** Files that are written aside and then renamed or removed, by their names. */
function temporaryFiles(stateDirectory: string, postgresDirectory: string): string[] {
  const aside = namesIn(stateDirectory).filter((name) =>
    /\.(partial|new|part)$|\.\d+\.[0-9a-f]{8}$|^initdb-/.test(name),
  );
  const sorting = namesIn(join(postgresDirectory, 'base/pgsql_tmp'));
  return [...aside, ...sorting].map((name) => `file ${name}`);
}

const namesIn = (directory: string): string[] => (existsSync(directory) ? readdirSync(directory) : []);
