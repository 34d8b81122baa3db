import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Python with the peers, made at the first call. Undefined where there is none: the bench says so and goes on. */
export function python(): string | undefined {
  const home = join(tmpdir(), 'etl-bench-python');
  const program = join(home, 'bin/python');
  const requirements = join(import.meta.dirname, 'peers/requirements.txt');
  try {
    if (!existsSync(program)) {
      execFileSync('python3', ['-m', 'venv', home], { stdio: 'inherit' });
    }
    execFileSync(program, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements], {
      stdio: 'inherit',
    });
    return program;
  } catch {
    console.log('DuckDB and Polars: not measured, since Python or its packages could not be had (see above)');
    return undefined;
  }
}
