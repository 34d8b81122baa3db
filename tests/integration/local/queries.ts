import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectAs } from '../database.ts';

/** Runs one statement and returns its rows as objects. */
export async function query(url: string, statement: string): Promise<unknown[]> {
  const sql = connectAs(url);
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end();
  }
}

/** The data directory of a running server, and its process id. */
export async function serverOf(adminUrl: string): Promise<{ dataDir: string; pid: number }> {
  const [row] = await query(adminUrl, `SELECT current_setting('data_directory') AS "dataDir"`);
  const { dataDir } = row as { dataDir: string };
  const pidFile = await readFile(join(dataDir, 'postmaster.pid'), 'utf8');
  return { dataDir, pid: Number.parseInt(pidFile, 10) };
}
