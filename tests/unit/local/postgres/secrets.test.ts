import { chmod, readdir, stat, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { StateDirectoryError } from '../../../../local/postgres/errors.ts';
import { readOrMakePasswords, secretsFile } from '../../../../local/postgres/secrets.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('readOrMakePasswords', () => {
  it('makes three different passwords that need no escaping in a URL', async () => {
    const passwords = await readOrMakePasswords(temporaryFolder());

    expect(Object.keys(passwords)).toEqual(['admin', 'owner', 'reader']);
    expect(new Set(Object.values(passwords)).size).toBe(3);
    expect(Object.values(passwords).join('')).toMatch(/^[\w-]{96}$/);
  });

  it('gives the same passwords to all who ask at once, and leaves one file', async () => {
    const stateDir = temporaryFolder();

    const answers = await Promise.all(Array.from({ length: 8 }, () => readOrMakePasswords(stateDir)));

    expect(new Set(answers.map(({ admin }) => admin)).size).toBe(1);
    expect(await readdir(stateDir)).toEqual(['secrets.json']);
  });

  it('takes away what others may do with an existing file', async () => {
    const stateDir = temporaryFolder();
    await readOrMakePasswords(stateDir);
    await chmod(secretsFile(stateDir), 0o644);

    await readOrMakePasswords(stateDir);

    expect((await stat(secretsFile(stateDir))).mode & 0o777).toBe(0o600);
  });

  it.each(['', '{', '{"admin":"a","owner":"b"}', '{"admin":"a","owner":"b","reader":""}'])(
    'names the file when it holds %j',
    async (text) => {
      const stateDir = temporaryFolder();
      await writeFile(secretsFile(stateDir), text);

      const attempt = readOrMakePasswords(stateDir);

      await expect(attempt).rejects.toThrow(StateDirectoryError);
      await expect(attempt).rejects.toThrow(secretsFile(stateDir));
    },
  );
});
