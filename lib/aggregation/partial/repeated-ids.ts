import type { IdRun } from './id-runs.ts';

/** Where the walk over a part's runs stands; no run when it is at their end. */
interface Cursor {
  readonly part: number;
  readonly runs: Iterator<IdRun>;
  run: IdRun | undefined;
}

/**
 * Tells which ids of a part are in an earlier part, too: by walking over the runs of all parts at once, in ascending order,
 * so that no set of all ids has to fit in memory.
 *
 * @param parts of each part the runs of its ids, ascending, in the order of the parts
 * @returns of each part that has any, by its position in `parts`, the runs of its ids that an earlier one has
 */
export function repeatedRuns(parts: readonly Iterable<IdRun>[]): Map<number, IdRun[]> {
  const repeated = new Map<number, IdRun[]>();
  const cursors = parts.map((ids, part): Cursor => {
    const runs = ids[Symbol.iterator]();
    return { part, runs, run: take(runs) };
  });
  for (;;) {
    const [least, other] = leastTwo(cursors);
    if (least?.run === undefined || other?.run === undefined) {
      return repeated;
    }
    const ahead = other.run.first - least.run.first;
    if (ahead >= BigInt(least.run.length)) {
      least.run = take(least.runs);
    } else if (ahead > 0n) {
      skip(least, Number(ahead));
    } else {
      shared(cursors, least.run.first, repeated);
    }
  }
}

/** The cursors at the least id and at the next; of two at the same id, that of the earlier part comes first. */
function leastTwo(cursors: readonly Cursor[]): [Cursor | undefined, Cursor | undefined] {
  let least: Cursor | undefined;
  let other: Cursor | undefined;
  for (const cursor of cursors) {
    if (cursor.run === undefined) {
      continue;
    }
    if (least?.run === undefined || cursor.run.first < least.run.first) {
      other = least;
      least = cursor;
    } else if (other?.run === undefined || cursor.run.first < other.run.first) {
      other = cursor;
    }
  }
  return [least, other];
}

/** Several parts have the id: notes as many ids as the same parts have from it on, and passes over them. */
function shared(cursors: readonly Cursor[], first: bigint, repeated: Map<number, IdRun[]>): void {
  let length = Number.POSITIVE_INFINITY;
  for (const { run } of cursors) {
    if (run === undefined) {
      continue;
    }
    length = Math.min(length, run.first === first ? run.length : Number(run.first - first));
  }
  const here = cursors.filter(({ run }) => run?.first === first);
  for (const [order, cursor] of here.entries()) {
    if (order > 0) {
      note(repeated, cursor.part, { first, length });
    }
    skip(cursor, length);
  }
}

function skip(cursor: Cursor, ids: number): void {
  const run = cursor.run as IdRun;
  cursor.run =
    ids === run.length ? take(cursor.runs) : { first: run.first + BigInt(ids), length: run.length - ids };
}

function take(runs: Iterator<IdRun>): IdRun | undefined {
  const next = runs.next();
  return next.done ? undefined : next.value;
}

/** Adds a run behind those that are there, and joins it with the last one if they touch. */
function note(repeated: Map<number, IdRun[]>, part: number, run: IdRun): void {
  const runs = repeated.get(part) ?? [];
  repeated.set(part, runs);
  const last = runs.at(-1);
  if (last === undefined || last.first + BigInt(last.length) !== run.first) {
    runs.push(run);
  } else {
    runs[runs.length - 1] = { first: last.first, length: last.length + run.length };
  }
}
