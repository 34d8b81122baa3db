import type { LineScanner, Scanned } from '../../csv/plain-first-reader.ts';
import type { AccumulatorState } from '../../model/features/accumulator.ts';
import type { Id } from '../../model/id-types.ts';
import type { EventsPlan } from '../../model/model.ts';
import { instantiate, type KernelModule } from '../kernel/instance.ts';
import { Kernel } from '../kernel/kernel.ts';
import type { KernelOptions } from '../kernel/kernel-options.ts';
import { absorb, buffersOf, type KernelState, stateOf, takeIdsInBoth } from '../kernel/kernel-state.ts';
import { ownerRanks, referencedRanks } from '../kernel/ranks.ts';
import { Accumulators, MAX_AGGREGATE_BYTES } from './accumulators.ts';
import { columnsRead } from './columns-read.ts';
import { GatheredRows } from './gathered-rows.ts';
import { KernelRows } from './kernel-rows.ts';

/** What is kept of an event that counts. */
export interface TalliedRow {
  readonly owner: Id;
  /** A value per slot of the plan; NULL for none. */
  readonly values: readonly (bigint | null)[];
  /** What stands in the columns of integers that are read, in the order of `columnsRead`. */
  readonly integers: readonly (bigint | null)[];
  /** For each column of ids that is read, in the same order, the distinct ids in it; none where a list is unusable. */
  readonly references: readonly (readonly Id[])[];
}

/** All that events came to, in memory of its own: it can travel between threads. */
export interface TallyState {
  readonly kernel: KernelState;
  /** In the order of the plan, with the numbers of that kernel. */
  readonly accumulators: readonly AccumulatorState[];
}

export interface TallyOptions {
  readonly kernel: KernelOptions;
  /** What all accumulators together may hold. */
  readonly maxAggregateBytes?: number;
  /** The compiled kernel. */
  readonly module: KernelModule;
}

/**
 * The events so far: slots and ids are added up by the kernel, all else by the accumulators of the plan, which see the rows of
 * both readers in file order. Without aggregates it is the kernel alone.
 */
export class EventsTally implements LineScanner {
  readonly kernel: Kernel;
  readonly #accumulators: Accumulators;
  readonly #ids: readonly { readonly name: string }[];
  /** Rows of the careful path that the accumulators have not seen yet. */
  readonly #gathered: GatheredRows | undefined;

  /** @throws RangeError when the kernel has no room for so many slots or columns */
  constructor(
    plan: EventsPlan,
    { kernel: options, maxAggregateBytes = MAX_AGGREGATE_BYTES, module }: TallyOptions,
  ) {
    const columns = columnsRead(plan);
    const accumulators = new Accumulators(plan.aggregates, maxAggregateBytes);
    let rows: KernelRows | undefined;
    const exports = instantiate(module, (from, to) => {
      if (rows) {
        rows.show(from, to);
        accumulators.add(rows);
      }
    });
    this.kernel = new Kernel(options, exports);
    this.#accumulators = accumulators;
    this.#ids = columns.ids;
    if (plan.aggregates.length > 0) {
      rows = new KernelRows(this.kernel, columns);
      this.#gathered = new GatheredRows(columns, this.kernel);
    }
  }

  /**
   * Goes on with another file of the same input.
   *
   * @throws RangeError when it has one column
   */
  beginFile(options: KernelOptions): void {
    this.kernel.beginFile(options);
  }

  get input(): Buffer {
    return this.kernel.input;
  }

  /** @throws InputError AGGREGATES_TOO_LARGE when what came before takes too much memory */
  begin(): void {
    this.#accumulators.refuseTooLarge();
    this.kernel.begin();
  }

  scan(from: number, to: number): Scanned {
    this.#flush();
    return this.kernel.scan(from, to);
  }

  /** Adds the id of an event. False when one of that id is there already. */
  addId(id: Id): boolean {
    return this.kernel.addId(id);
  }

  /** Adds an event whose id was added. */
  add({ owner, values, integers, references }: TalliedRow): void {
    this.kernel.add(owner, values, references);
    if (!this.#gathered) {
      return;
    }
    if (this.#gathered.isFull) {
      this.#flush();
    }
    this.#gathered.push({ owner: this.kernel.numberOfOwner(owner), integers, references });
  }

  /** Has the accumulators see what was gathered: before the kernel adds rows, so that all come in file order. */
  #flush(): void {
    if (this.#gathered && this.#gathered.size > 0) {
      this.#accumulators.add(this.#gathered);
      this.#gathered.clear();
    }
  }

  /**
   * All its totals. The states of accumulators may be their own memory: nothing may be added after this.
   *
   * @throws InputError AGGREGATES_TOO_LARGE when it takes too much memory
   */
  state(): TallyState {
    this.#flush();
    this.#accumulators.refuseTooLarge();
    return { kernel: stateOf(this.kernel), accumulators: this.#accumulators.states() };
  }

  /** As takeIdsInBoth has it, of what is to be absorbed. */
  takeIdsInBoth({ kernel }: TallyState, most: number): bigint[] | undefined {
    return takeIdsInBoth(this.kernel, kernel, most);
  }

  /**
   * Adds what another tally of the same plan came to, which read the rest of the same file. False, and nothing is added, when an
   * event is in both that the kernel can tell at once; of wide ids it is known at the end.
   *
   * @throws InputError AGGREGATES_TOO_LARGE when both together take too much memory
   */
  absorb(state: TallyState): boolean {
    const numbers = absorb(this.kernel, state.kernel);
    if (!numbers) {
      return false;
    }
    if (this.#gathered) {
      this.#flush();
      this.#accumulators.combine(state.accumulators, {
        owners: numbers.owners(),
        ids: this.#byColumn((reference) => numbers.referenced(reference)),
      });
      this.#accumulators.refuseTooLarge();
    }
    return true;
  }

  /**
   * The results of the accumulators, in the order of the plan, as EventTotals has it. Nothing may be added after this.
   *
   * @throws InputError AGGREGATES_TOO_LARGE when it takes too much memory
   */
  accumulated(): AccumulatorState[] {
    if (!this.#gathered) {
      return [];
    }
    this.#flush();
    this.#accumulators.refuseTooLarge();
    return this.#accumulators.states({
      owners: ownerRanks(this.kernel),
      ids: this.#byColumn((reference) => referencedRanks(this.kernel, reference)),
    });
  }

  /** Numbers of the ids of a column, made when they are asked for first: there are none of a column that nobody asks for. */
  #byColumn(ofReference: (reference: number) => Uint32Array): (column: string) => Uint32Array {
    const made = new Map<string, Uint32Array>();
    return (column) => {
      const numbers = made.get(column) ?? ofReference(this.#ids.findIndex(({ name }) => name === column));
      made.set(column, numbers);
      return numbers;
    };
  }
}

/** The memory of a state: what is handed over to another thread instead of being copied. */
export function memoryOf({ kernel, accumulators }: TallyState): ArrayBuffer[] {
  const columns = accumulators.flatMap(({ owners, ids, values }) => [
    owners,
    ...(ids ? [ids.numbers] : []),
    ...Object.values(values),
  ]);
  // One block of memory may have several columns in it, and must be named once.
  return [...new Set([...buffersOf(kernel), ...columns.map(({ buffer }) => buffer)])].filter(isOwn);
}

/** Whether memory can be handed over at all; otherwise it is copied. */
const isOwn = (buffer: ArrayBufferLike): buffer is ArrayBuffer => buffer instanceof ArrayBuffer;
