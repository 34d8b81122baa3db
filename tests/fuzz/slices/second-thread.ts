import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readSecondHalf } from '../../../lib/pipeline/load/events/read-second-half.ts';
import { modelOf } from '../model.ts';
import type { Traits } from '../traits.ts';

/** What a second thread does that knows the model of a case. */
export function readWith(traits: Traits): void {
  readSecondHalf(modelOf(traits));
}

/** Writes the file of such a thread, since neither its address nor its data can tell it the traits. */
export async function secondThreadIn(folder: string, traits: Traits): Promise<URL> {
  const path = join(folder, 'second-thread.mjs');
  const source = `import { readWith } from '${import.meta.url}';\nreadWith(${JSON.stringify(traits)});\n`;
  await writeFile(path, source);
  return pathToFileURL(path);
}
