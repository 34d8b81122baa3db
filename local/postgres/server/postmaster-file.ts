import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running server, or one that was killed, says about itself in its data directory. */
export interface PostmasterFile {
  pid: number;
  /** True once it accepts connections: what `pg_ctl --wait` looks at. */
  ready: boolean;
}

/** Where a data directory keeps it. */
export function postmasterFile(dataDir: string): string {
  return join(dataDir, 'postmaster.pid');
}

/**
 * Reads `postmaster.pid`; undefined when there is none, or nothing usable in it yet. Line 1 is the process id, line 8
 * the state, padded with spaces. https://www.postgresql.org/docs/18/storage-file-layout.html, miscadmin.h
 */
export async function readPostmasterFile(dataDir: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(postmasterFile(dataDir), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isSafeInteger(pid) || pid === 0) {
    return undefined;
  }
  return { pid, ready: lines[7]?.trim() === 'ready' };
}
