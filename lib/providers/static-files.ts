import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openStaticFiles } from '../clients/static-files.ts';
import { once } from './provider.ts';

/** What the build calls the package of static files that is a layer on AWS (bundling/layer.ts). */
const LAYER = 'etl-pipeline-static';

/** dist/static, which lies beside the folder of the bundle that this is part of; and on AWS the layer of the function. */
export const staticFiles = once(() => {
  const beside = new URL('../static/', import.meta.url);
  return openStaticFiles(...[beside, layer()].filter((folder) => folder !== undefined));
});

/** The folder of the layer. Lambda has it where node looks for packages; a function without a layer, or local, has none. */
function layer(): URL | undefined {
  const places = createRequire(import.meta.url).resolve.paths(LAYER) ?? [];
  const folder = places.map((place) => join(place, LAYER)).find((path) => existsSync(path));
  return folder === undefined ? undefined : pathToFileURL(`${folder}/`);
}
