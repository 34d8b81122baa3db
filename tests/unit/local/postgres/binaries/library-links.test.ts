import { mkdir, readdir, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeLibraryLinks } from '../../../../../local/postgres/binaries/library-links.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

async function installation(): Promise<{ native: string; lib: string }> {
  const native = join(temporaryFolder(), 'native');
  const lib = join(native, 'lib');
  await mkdir(lib, { recursive: true });
  await writeFile(join(lib, 'libpq.so.5.18'), '');
  const links = ['native/lib/libpq.so', 'native/lib/libpq.so.5'];
  const list = links.map((target) => ({ source: 'native/lib/libpq.so.5.18', target }));
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(list));
  return { native, lib };
}

describe('makeLibraryLinks', () => {
  it('makes the links of the list, relative to where they are', async () => {
    const { native, lib } = await installation();

    await makeLibraryLinks(native);

    expect(await readlink(join(lib, 'libpq.so'))).toBe('libpq.so.5.18');
    expect(await readlink(join(lib, 'libpq.so.5'))).toBe('libpq.so.5.18');
  });

  it('replaces a link that points elsewhere', async () => {
    const { native, lib } = await installation();
    await symlink('libpq.so.5.17', join(lib, 'libpq.so.5'));

    await makeLibraryLinks(native);

    expect(await readlink(join(lib, 'libpq.so.5'))).toBe('libpq.so.5.18');
  });

  it('may run several times at once, and leaves nothing else', async () => {
    const { native, lib } = await installation();

    await Promise.all(Array.from({ length: 8 }, () => makeLibraryLinks(native)));

    expect((await readdir(lib)).sort()).toEqual(['libpq.so', 'libpq.so.5', 'libpq.so.5.18']);
  });
});
