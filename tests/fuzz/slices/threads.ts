import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Findings } from '../../../lib/pipeline/findings/findings.ts';
import { aggregateEvents } from '../../../lib/pipeline/load/events/aggregate-events.ts';
import { newFolder } from '../../support/new-folder.ts';
import type { Traits } from '../traits.ts';
import { inspected } from './inspected.ts';
import { secondThreadIn } from './second-thread.ts';
import { comparable, type WholeEvents } from './whole-events.ts';

/**
 * Reads a slice of events, in a file of its own, by two threads.
 *
 * @param traits by which the second one makes the same model
 * @throws Error when they come to something else than one
 */
export async function compareThreads(
  { slice, plan, maxRecordBytes, hashBits, file, totals: expected }: WholeEvents,
  traits: Traits,
): Promise<void> {
  const { path: folder, remove } = newFolder();
  try {
    const path = join(folder, 'events.csv');
    await writeFile(path, file);
    const worker = await secondThreadIn(folder, traits);
    const { totals } = await aggregateEvents([{ ...slice, version: { ...slice.version, uri: path } }], {
      plan,
      findings: new Findings(),
      maxRecordBytes,
      hashBits,
      twoThreadsBytes: 0,
      worker,
    });
    if (!isDeepStrictEqual(comparable(totals), comparable(expected))) {
      throw new Error(
        `two threads and one differ: ${inspected(comparable(totals))} and ${inspected(comparable(expected))}`,
      );
    }
  } finally {
    remove();
  }
}
