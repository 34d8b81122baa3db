import { readFileSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { allProcesses } from '../../local/processes/process-info.ts';
import { makePlace, type Outcome, removePlace, run } from '../e2e/support/project.ts';
import { startStack } from '../e2e/support/stack.ts';
import { copyProject } from '../support/project-copy.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The copy of the project that the stack runs from; a test may break it for a while. */
    projectDir: string;
    /** Ports and state folder of the stack, as settings of run.sh. */
    settings: Readonly<Record<string, string>>;
    /** What the very first start, `./run.sh --airflow` in a fresh copy, printed until it was ready. */
    firstStart: string;
    /** What `./run.sh etl --airflow --json` printed, the second start, and how it ended. */
    etl: Outcome;
    /** Programs that were there after each of the two. */
    left: string[];
  }
}

/**
 * Installs and starts a real Airflow in a copy of the project, stops it, makes a run with it, and keeps a third start
 * running for the tests. It also says where that is to tests/contract, which is part of this project.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const { path: projectDir, remove: removeCopy } = copyProject();
  const place = await makePlace();
  const startAirflow = () => startStack(place, {}, { args: ['--airflow'], projectDir });
  provide('projectDir', projectDir);
  provide('settings', place.settings);

  const first = await startAirflow();
  await first.stop();
  const left = await programsBelow(place.stateDir);
  const etl = await run(['etl', '--airflow', '--json', '--as-of', '2024-01-01'], place.settings, projectDir);
  provide('firstStart', first.greeting);
  provide('etl', etl);
  provide('left', [...left, ...(await programsBelow(place.stateDir))]);

  const stack = await startAirflow();
  process.env['CONTRACT_AIRFLOW_URL'] = `http://127.0.0.1:${place.settings['AIRFLOW_PORT']}`;
  process.env['CONTRACT_AIRFLOW_USERNAME'] = 'airflow';
  process.env['CONTRACT_AIRFLOW_PASSWORD'] = 'airflow';

  return async () => {
    const { code } = await stack.stop();
    const left = await programsBelow(place.stateDir);
    await removePlace(place, projectDir);
    removeCopy();
    if (code !== 0 || left.length > 0) {
      throw new Error(`the stack ended with ${code} and left ${left}`);
    }
  };
}

/** Programs that were started with a folder in their environment, as Airflow's are, or on their command line. */
async function programsBelow(directory: string): Promise<string[]> {
  const all = await allProcesses();
  return all
    .filter(({ pid, commandLine }) => `${commandLine} ${environmentOf(pid)}`.includes(directory))
    .map(({ commandLine }) => commandLine);
}

/** Of a process on Linux. Airflow's change their titles, but not this. */
function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}
