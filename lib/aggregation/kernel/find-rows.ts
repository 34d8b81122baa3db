import type { Id } from '../../model/id-types.ts';
import { kernelModule } from './compiled.ts';
import { instantiate } from './instance.ts';
import { Kernel } from './kernel.ts';
import type { KernelOptions } from './kernel-options.ts';

/** Ids, and how many there are. */
interface SomeIds extends Iterable<Id> {
  readonly size: number;
}

/** Ids of which the rows are wanted, by the columns that they are in; what is not there is not looked at. */
export interface WantedIds {
  /** Of keys that are texts their hashes do as well. */
  readonly keys?: SomeIds | undefined;
  readonly owners?: SomeIds | undefined;
  /** For each column of ids, in the order of the kernel's options. */
  readonly references?: readonly (SomeIds | undefined)[];
}

/** Of so many bits one is set for each id, so that few other ids fall on one that is. */
const BITS_PER_ID = 128;
const LEAST_HASH_BITS = 16;
const MOST_HASH_BITS = 26;

/**
 * What the kernel has to know to find rows: nothing is kept of them, and no column is read but those that ids are wanted of.
 */
export function findingOptions(options: KernelOptions, { references = [] }: WantedIds): KernelOptions {
  const { shown: _shown, withheld: _withheld, ...rest } = options;
  // Nobody lists a line once more.
  return {
    ...rest,
    keptOfADefect: 0,
    slots: [],
    references: options.references.filter((_, index) => references[index]),
  };
}

/**
 * A kernel that adds nothing: it passes over plain rows, and leaves those to the careful path that have a wanted id, or perhaps one.
 *
 * @param options those of findingOptions
 */
export function findingKernel(options: KernelOptions, wanted: WantedIds): Kernel {
  const kernel = new Kernel(options, instantiate(kernelModule()));
  // In the order in which the kernel numbers the columns (assembly/find.ts).
  const columns = [wanted.keys, wanted.owners, ...(wanted.references ?? []).filter((ids) => ids)];
  const ids = columns.reduce((sum, own) => sum + (own?.size ?? 0), 0);
  kernel.exports.find(hashBitsFor(ids));
  for (const [column, own] of columns.entries()) {
    for (const id of own ?? []) {
      kernel.exports.want(column, kernel.numberFor(id));
    }
  }
  return kernel;
}

function hashBitsFor(ids: number): number {
  const bits = Math.ceil(Math.log2(Math.max(1, ids) * BITS_PER_ID));
  return Math.min(Math.max(bits, LEAST_HASH_BITS), MOST_HASH_BITS);
}
