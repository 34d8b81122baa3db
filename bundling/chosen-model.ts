import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BuildFailure, build, formatMessages, type Plugin } from 'esbuild';
import { unusableModel } from './model-error.ts';
import { modelFolder } from './model-folder.ts';

/** The model that a build is of. */
export interface ChosenModel {
  /** Relative to the project; it is also what the model is called. */
  readonly folder: string;
  /** The file whose export `features` is the model. */
  readonly file: string;
  /** A hash of all sources that the model is made of. */
  readonly hash: string;
  /** These sources, its vocabulary included, relative to the project. */
  readonly sources: readonly string[];
}

/** The one module that takes the model from its file: all others import it from there. */
const IMPORTER = 'lib/chosen-model.ts';

/**
 * The model that ETL_MODEL names, or that of lib/.
 *
 * @throws ModelError when there is none in that folder, or when its sources do not compile
 */
export async function chosenModel(
  environment: Readonly<Record<string, string | undefined>>,
  projectDir: string,
): Promise<ChosenModel> {
  const folder = modelFolder(environment, projectDir);
  const file = `${folder}/features.ts`;
  if (!existsSync(join(projectDir, file))) {
    throw unusableModel(
      `ETL_MODEL is ${folder}, but ${file} does not exist. The path is relative to the project, ${projectDir}.`,
    );
  }
  const sources = await sourcesOf(file, projectDir);
  return { folder, file, hash: hashOf(sources, projectDir), sources };
}

/** Lets a bundle have the chosen model in place of the default one, and know its folder. */
export function withModel({ folder, file }: ChosenModel, projectDir: string) {
  const importer = resolve(projectDir, IMPORTER);
  const plugin: Plugin = {
    name: 'chosen-model',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\.\/features\.ts$/ }, (imported) =>
        imported.importer === importer ? { path: resolve(projectDir, file) } : undefined,
      );
    },
  };
  return { plugins: [plugin], define: { MODEL_FOLDER: JSON.stringify(folder) } };
}

/** A hash of files, their names and what is in them. */
export function hashOf(paths: readonly string[], projectDir: string): string {
  const hash = createHash('sha256');
  for (const path of paths.toSorted()) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(projectDir, path)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** The sources of a model, its vocabulary included, relative to the project. */
async function sourcesOf(file: string, projectDir: string): Promise<string[]> {
  try {
    const { metafile } = await build({
      // JavaScript: in TypeScript an export that is missing might be a type.
      stdin: { contents: `export { features } from './${file}'`, loader: 'js', resolveDir: projectDir },
      absWorkingDir: projectDir,
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
    });
    return Object.keys(metafile.inputs).filter((path) => path !== '<stdin>');
  } catch (error) {
    if (!isBuildFailure(error)) {
      throw error;
    }
    if (
      error.errors.some(({ text }) => text.startsWith('No matching export') && text.endsWith('"features"'))
    ) {
      throw unusableModel(`${file} does not export features: add export const features = defineFeatures(…)`);
    }
    const messages = await formatMessages(error.errors, { kind: 'error', color: false });
    throw unusableModel(`${file} can't be used:\n${messages.join('').trim()}`);
  }
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error;
}
