import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { replaceFile } from '../files/durable-file.ts';
import { readIfThere } from '../files/read-if-there.ts';

const run = promisify(execFile);

/** Of the versions 3.x of Python those that an Airflow and its providers are released for. */
interface Supported {
  readonly from: number;
  readonly to: number;
}

/** Those of Airflow 3.3. */
const SUPPORTED: Supported = { from: 10, to: 13 };

/** There is no Python that Airflow runs on, or its packages can't be installed. One line for a person. */
export class PythonError extends Error {
  override readonly name = 'PythonError';
}

/**
 * Makes the virtual environment with Airflow, unless it is there for these very requirements: with uv when there
 * is one (some seconds), otherwise with venv and pip (a minute).
 *
 * @returns the folder of its programs
 * @throws PythonError
 */
export async function ensureVirtualEnvironment(
  home: string,
  requirementsFile: string,
  log: (line: string) => void,
  supported = SUPPORTED,
): Promise<string> {
  const directory = join(home, 'venv');
  const programs = join(directory, 'bin');
  const stamp = join(directory, 'installed-requirements');
  const wanted = createHash('sha256')
    .update(await readFile(requirementsFile))
    .digest('hex');
  if ((await readIfThere(stamp)) === wanted) {
    return programs;
  }

  const startedAt = performance.now();
  await rm(directory, { recursive: true, force: true });
  const uv = (await output('uv', ['--version'])) !== '';
  const python = await findPython(uv, supported);
  log(`Installing Airflow with ${uv ? 'uv' : 'pip'} (first start only) …`);
  try {
    if (uv) {
      await run('uv', ['venv', '--quiet', '--python', python, directory]);
      const target = join(programs, 'python');
      await run('uv', ['pip', 'install', '--quiet', '--python', target, '-r', requirementsFile], LARGE);
    } else {
      await run(python, ['-m', 'venv', directory], LARGE);
      const flags = ['--quiet', '--disable-pip-version-check', '--no-input'];
      await run(join(programs, 'pip'), ['install', ...flags, '-r', requirementsFile], LARGE);
    }
  } catch (error) {
    throw new PythonError(`Airflow could not be installed: ${lastLine(error)}`);
  }
  await replaceFile(stamp, wanted);
  log(`Airflow installed in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  return programs;
}

const LARGE = { maxBuffer: 64 * 1024 * 1024 };

/** uv brings a Python of its own when the machine has none that fits. */
async function findPython(uv: boolean, { from, to }: Supported): Promise<string> {
  const names = ['python3'];
  for (let minor = to; minor >= from; minor--) {
    names.push(`python3.${minor}`);
  }
  for (const name of names) {
    const version = /^Python 3\.(\d+)\./.exec(await output(name, ['--version']))?.[1];
    if (version && Number(version) >= from && Number(version) <= to) {
      return name;
    }
  }
  if (uv) {
    return `3.${to}`;
  }
  throw new PythonError(
    `--airflow needs Python 3.${from} to 3.${to} on the PATH (python3), or uv. Without --airflow, no Python is needed.`,
  );
}

/** What a program prints; nothing when it isn't there or fails. */
async function output(program: string, args: string[]): Promise<string> {
  try {
    const { stdout } = await run(program, args);
    return stdout.trim();
  } catch {
    return '';
  }
}

function lastLine(error: unknown): string {
  const text = (error as { stderr?: string }).stderr?.trim() || String(error);
  return text.split('\n').at(-1) ?? text;
}
