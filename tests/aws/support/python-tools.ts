import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');

/**
 * Makes a virtual environment with ministack, cfn-lint and the AWS CLI, in the versions and with the hashes of requirements.txt, unless an
 * earlier call has made it. It takes Python 3.10 or newer, and half a minute.
 *
 * @returns the Python of it, which runs them: `python -m ministack`, `python -m cfnlint`, `python -m awscli`
 */
export function ensurePythonTools(): string {
  const home = join(tmpdir(), `etl-aws-tools-${digest(REQUIREMENTS)}`);
  if (!existsSync(home)) {
    // Made elsewhere and then renamed, so that nobody finds half of it. Its Python finds its packages wherever it stands.
    const made = mkdtempSync(`${home}-`);
    const python = join(made, 'bin/python');
    const flags = ['--quiet', '--disable-pip-version-check', '--no-input', '--require-hashes'];
    execFileSync('python3', ['-m', 'venv', made], { stdio: 'inherit' });
    execFileSync(python, ['-m', 'pip', 'install', ...flags, '--requirement', REQUIREMENTS], {
      stdio: 'inherit',
    });
    putInPlace(made, home);
  }
  return join(home, 'bin/python');
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
}

/** Somebody else may have been faster: then theirs is as good. */
function putInPlace(made: string, home: string): void {
  try {
    renameSync(made, home);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    if (!existsSync(home)) {
      throw error;
    }
  }
}
