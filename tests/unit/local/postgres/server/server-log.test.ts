import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { boundLog, openServerLog } from '../../../../../local/postgres/server/server-log.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

async function logFile(text: string): Promise<string> {
  const path = join(temporaryFolder(), 'postgres.log');
  await writeFile(path, text);
  return path;
}

describe('boundLog', () => {
  it('moves the content of a log that is too large aside', async () => {
    const path = await logFile('12345678901');

    await boundLog(path, 10);

    expect(await readFile(path, 'utf8')).toBe('');
    expect(await readFile(`${path}.1`, 'utf8')).toBe('12345678901');
  });

  it('leaves a log of the size allowed as it is', async () => {
    const path = await logFile('1234567890');

    await boundLog(path, 10);

    expect(await readFile(path, 'utf8')).toBe('1234567890');
  });
});

describe('openServerLog', () => {
  it('tells what was written since it was opened', async () => {
    const path = await logFile('of an earlier start\n');
    const log = await openServerLog(path);
    await appendFile(path, 'of this start\n');

    const said = await log.said();

    expect(said).toBe('of this start\n');
    await log.close();
  });

  it('makes a log that only its owner can read', async () => {
    const path = join(temporaryFolder(), 'postgres.log');

    const log = await openServerLog(path);

    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await log.close();
  });
});
