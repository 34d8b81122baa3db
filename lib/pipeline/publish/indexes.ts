import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Model } from '../../model/model.ts';
import { makeWay, type Origins } from '../../store/derivation/indexes/make-way.ts';
import { startBuild } from '../../store/derivation/indexes/start-build.ts';
import { publishedRun } from '../../store/derivation/queries/feature-rows.ts';
import { partsOf } from '../../store/runs/parts.ts';
import type { Run } from '../../store/runs/runs.ts';
import type { LoadDependencies } from '../load/read-part.ts';
import type { InputPart, Slice } from '../load/slice.ts';

export interface IndexDependencies extends Pick<LoadDependencies, 'database' | 'model' | 'logger'> {
  /** Tables of fewer rows get no indexes: for tests only. */
  readonly indexedFrom?: number | undefined;
}

/** A shorter table is searched and sorted fast enough without indexes: by what a million rows take, a page in some 11 ms and a search in 35. */
const INDEXED_FROM = 50_000;

/** A part, as far as it says where its rows come from. */
interface FromSources {
  readonly input: string;
  readonly slices: readonly Pick<Slice, 'source' | 'version'>[];
}

/**
 * What the rows of a run come from: the versions of the sources, and for features how they are declared. Of the same origins are the
 * same values, but for days that are counted to the as-of date.
 */
export function originsOf(model: Model, parts: readonly FromSources[]): Origins {
  const sourcesOf = (own: readonly FromSources[]) =>
    own.flatMap(({ input, slices }) =>
      slices.map(({ source, version: { uri, size, tag } }) => [input, source, uri, size, tag].join('\t')),
    );
  const digest = (texts: readonly string[]) =>
    createHash('sha256')
      .update([...new Set(texts)].join('\n'))
      .digest('hex');
  const features = model.features.map(([name, { sqlType, slots, values, lookups, reads }]) =>
    JSON.stringify([
      ...[name, sqlType, reads.map((column) => [column.input, column.name])],
      slots.map(({ kind, column }) => [kind, column.input, column.name]),
      [...values, ...lookups.map(({ key }) => key)].map(({ id, aggregate }) => [
        id,
        aggregate.id,
        aggregate.events,
      ]),
      lookups.map(({ column }) => [column.input, column.name]),
    ]),
  );
  return {
    entity: digest(sourcesOf(parts.filter(({ input }) => input === model.entity.name))),
    features: digest([...features, ...sourcesOf(parts)]),
  };
}

/** Drops the indexes that would make publishing slow. That this fails is no reason for a run to fail: it is slower. */
export async function clearIndexes(
  runId: string,
  parts: readonly InputPart[],
  { database, model, logger }: IndexDependencies,
): Promise<void> {
  try {
    const dropped = await makeWay(database, model, originsOf(model, parts));
    if (dropped > 0) {
      logger.info('indexes are dropped until the run is published', { runId, indexes: dropped });
    }
  } catch (error) {
    logger.warn('indexes could not be dropped, publishing is slower', { runId, error });
  }
}

/**
 * Lets the database build the indexes that a long table lacks, and does not wait for them: everything is right without them, only
 * slower. What fails is built after the next run.
 */
export async function buildIndexes(
  { runId, counts }: Pick<Run, 'runId' | 'counts'>,
  dependencies: IndexDependencies,
): Promise<void> {
  const { inserted, updated, unchanged } = counts;
  const rows = (inserted ?? 0) + (updated ?? 0) + (unchanged ?? 0);
  await buildFor(runId, rows, dependencies, async () =>
    originsOf(dependencies.model, (await partsOf(dependencies.database, runId)) as InputPart[]),
  );
}

/**
 * The same for a table that a run was about to replace, but did not. Nobody knows any more what its rows come from, so the next run
 * drops what is built now.
 */
export async function rebuildIndexes(runId: string, dependencies: IndexDependencies): Promise<void> {
  const before = await publishedRun(dependencies.database).catch(() => undefined);
  await buildFor(runId, before?.rows ?? 0, dependencies, async () => ({ entity: '', features: '' }));
}

async function buildFor(
  runId: string,
  rows: number,
  { database, model, logger, indexedFrom = INDEXED_FROM }: IndexDependencies,
  origins: () => Promise<Origins>,
): Promise<void> {
  if (rows < indexedFrom) {
    return;
  }
  const failed = (error: unknown) => {
    const message = 'indexes are missing until a later run: the table is slow to sort and to search';
    logger.warn(message, { runId, error });
  };
  try {
    const startedAt = performance.now();
    const build = await startBuild(database, model, await origins());
    const done = (byUs: boolean) => {
      const ms = Math.round(performance.now() - startedAt);
      logger.info(byUs ? 'indexes are built' : 'indexes are being built already', { runId, ms });
    };
    build?.done.then(done, failed);
    // By then it is with the server, which goes on when Lambda stops this process after its answer.
    await setImmediate();
  } catch (error) {
    failed(error);
  }
}
