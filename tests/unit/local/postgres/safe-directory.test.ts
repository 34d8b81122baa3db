import { chmod, mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StateDirectoryError } from '../../../../local/postgres/errors.ts';
import { makeSafeDirectory } from '../../../../local/postgres/safe-directory.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const path = () => join(temporaryFolder(), 'home');

describe('makeSafeDirectory', () => {
  it.each([0o700, 0o755])('makes a directory of mode %o whatever the umask', async (mode) => {
    const directory = path();

    await makeSafeDirectory(directory, mode, undefined);

    expect((await stat(directory)).mode & 0o777).toBe(mode);
  });

  it('takes a directory of ours that is there', async () => {
    const directory = path();
    await mkdir(directory, { mode: 0o700 });

    await expect(makeSafeDirectory(directory, 0o700, undefined)).resolves.toBeUndefined();
  });

  it('refuses a symbolic link, even to a directory of ours', async () => {
    const directory = path();
    await mkdir(`${directory}-elsewhere`);
    await symlink(`${directory}-elsewhere`, directory);

    await expect(makeSafeDirectory(directory, 0o700, undefined)).rejects.toThrow(StateDirectoryError);
  });

  it('refuses a file', async () => {
    const directory = path();
    await writeFile(directory, '');

    await expect(makeSafeDirectory(directory, 0o700, undefined)).rejects.toThrow(StateDirectoryError);
  });

  it('refuses a directory that others may write to', async () => {
    const directory = path();
    await mkdir(directory);
    await chmod(directory, 0o777);

    await expect(makeSafeDirectory(directory, 0o700, undefined)).rejects.toThrow(StateDirectoryError);
  });
});
