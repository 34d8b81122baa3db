/**
 * Prints what the handlers declare of their routes, as JSON: a program of its own, which contract.ts runs. Its arguments are the
 * version of this service, and folder and file of the model, relative to the project.
 */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Contract } from './contract.ts';

const PROJECT = join(import.meta.dirname, '../..');
const urlOf = (file: string): string => pathToFileURL(join(PROJECT, file)).href;

const [version = '', folder = '', file = ''] = process.argv.slice(2);
const importer = urlOf('lib/chosen-model.ts');
registerHooks({
  resolve: (specifier, context, next) =>
    next(context.parentURL === importer && specifier === './features.ts' ? urlOf(file) : specifier, context),
});
Object.assign(globalThis, { MODEL_FOLDER: folder });

process.stdout.write(JSON.stringify(await contract()));

async function contract(): Promise<Contract | { readonly problem: string }> {
  // Before all that follows from it: what it throws is about the model.
  const problem = await problemOfModel();
  if (problem !== undefined) {
    return { problem };
  }
  const { model } = await import('../../lib/chosen-model.ts');
  const { declaredRoutes, methodsByPath } = await import('./declared-routes.ts');
  const { openApiDocument } = await import('./document.ts');
  const routes = await declaredRoutes();
  return {
    document: JSON.stringify(openApiDocument(version, routes, model)),
    methods: methodsByPath(routes),
    names: { table: model.table, entity: model.entity.name, one: model.entity.one },
  };
}

/** What is wrong with the model; undefined when nothing is. */
async function problemOfModel(): Promise<string | undefined> {
  const { DeclarationError } = await import('../../lib/model/declaration/declaration-error.ts');
  const { isModel } = await import('../../lib/model/model.ts');
  try {
    const { features } = (await import(urlOf(file))) as { readonly features: unknown };
    return isModel(features)
      ? undefined
      : `${file}: its export features is not what defineFeatures(…) returns`;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return `${error instanceof DeclarationError ? `${folder}/${error.file}` : placeOf(error)}: ${text}`;
  }
}

/** Where in the files of the model something was thrown: the file, and the line if that is known. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => line.includes(`${urlOf(folder)}/`));
  const [, name, line] = /\/([^/]+\.ts):(\d+):\d+\)?$/.exec(frames[0] ?? '') ?? [];
  return name === undefined ? file : `${folder}/${name}:${line}`;
}
