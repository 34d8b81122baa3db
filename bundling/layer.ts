/**
 * The one static file that is too large for a function's package on AWS, which is to be 200 KB at most. It is a layer, which is
 * a package of its own: uploaded once, and again only when it changes. A layer is found where node looks for packages.
 */
const LARGE = 'swagger-ui-bundle.js.gz';

/** Where the layer's files lie, relative to the project: aws/layers.yml packages the folder, lib/providers/static-files.ts reads it. */
const FOLDER = 'dist/layers/swagger-ui/nodejs/node_modules/etl-pipeline-static';

/** The files of the layer, by their path. @param files all of dist/, by their path */
export function layerFiles(files: ReadonlyMap<string, Buffer>): Map<string, Buffer> {
  const large = files.get(`dist/static/${LARGE}`);
  return new Map(large ? [[`${FOLDER}/${LARGE}`, large]] : []);
}
