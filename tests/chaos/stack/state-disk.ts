import { spawnSync } from 'node:child_process';
import { mkdirSync, statfsSync } from 'node:fs';

const LARGE_KIB = 4 * 1024 * 1024;
const TRIES = 20;

/** The file system of its own that a stack's state folder is on: the only way to a full disk that fills nobody else's. */
export interface StateDisk {
  /** Leaves so many KiB free, or as few as can be had while others write. */
  fill(freeKiB: number): void;
  /** As large as at first again. */
  empty(): void;
  unmount(): void;
}

/**
 * Mounts a tmpfs, which takes memory only for what is in it and may be made smaller while it is in use.
 *
 * @returns undefined where that is not allowed: it takes root on Linux
 */
export function mountStateDisk(directory: string): StateDisk | undefined {
  mkdirSync(directory, { recursive: true });
  const options = `size=${LARGE_KIB}k,mode=755`;
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory]).status !== 0) {
    return undefined;
  }
  return {
    fill(freeKiB) {
      for (let more = freeKiB, tries = 0; tries < TRIES; more += 64, tries++) {
        if (resize(directory, usedKiB(directory) + more)) {
          return;
        }
      }
      throw new Error(`${directory} could not be made smaller`);
    },
    empty() {
      if (!resize(directory, LARGE_KIB)) {
        throw new Error(`${directory} could not be made larger again`);
      }
    },
    unmount() {
      const { status, stderr } = spawnSync('umount', [directory], { encoding: 'utf8' });
      if (status !== 0) {
        throw new Error(`${directory} could not be unmounted: ${stderr}`);
      }
    },
  };
}

const resize = (directory: string, kib: number): boolean =>
  spawnSync('mount', ['-o', `remount,size=${kib}k`, directory]).status === 0;

function usedKiB(directory: string): number {
  const { blocks, bfree, bsize } = statfsSync(directory);
  return Math.ceil(((blocks - bfree) * bsize) / 1024);
}
