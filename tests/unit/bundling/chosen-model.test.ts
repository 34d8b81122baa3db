import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { beforeEach, describe, expect, test } from 'vitest';
import { chosenModel, withModel } from '../../../bundling/chosen-model.ts';
import { ModelError } from '../../../bundling/model-error.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let project: string;
beforeEach(() => {
  project = temporaryFolder();
  write('lib/features.ts', "export const features = 'usual';");
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
}

const choose = (ETL_MODEL?: string) => chosenModel({ ETL_MODEL }, project);

describe('the chosen model', () => {
  test('is that of lib where none is named', async () => {
    expect(await choose()).toMatchObject({ folder: 'lib', file: 'lib/features.ts' });
  });

  test('is that of the folder that is named', async () => {
    write('models/cars/features.ts', 'export const features = 1;');

    expect(await choose('models/cars')).toMatchObject({
      folder: 'models/cars',
      file: 'models/cars/features.ts',
    });
  });

  test('has another hash when a source of it is another', async () => {
    write('cars/features.ts', "export { inputs as features } from './inputs.ts';");
    write('cars/inputs.ts', 'export const inputs = 1;');
    const { hash } = await choose('cars');
    const again = await choose('cars');

    write('cars/inputs.ts', 'export const inputs = 2;');

    expect(again.hash).toBe(hash);
    expect((await choose('cars')).hash).not.toBe(hash);
  });
});

describe('a model that can not be used is told with its file and with what is wanted', () => {
  test('when there is none', async () => {
    const choosing = choose('models/cars');

    await expect(choosing).rejects.toThrow(ModelError);
    await expect(choosing).rejects.toThrow(
      /ETL_MODEL is models\/cars, but models\/cars\/features.ts does not exist.*docs\/own-data.md/s,
    );
  });

  test.each([
    ['when it does not compile', 'export const features = {;', /cars\/features.ts:1:25/],
    ['when it imports what is not there', "export { features } from './gone.ts';", /Could not resolve/],
    [
      'when it exports something else',
      'export const cars = 1;',
      /cars\/features.ts does not export features/,
    ],
  ])('%s', async (_, source, message) => {
    write('cars/features.ts', source);

    const choosing = choose('cars');

    await expect(choosing).rejects.toThrow(ModelError);
    await expect(choosing).rejects.toThrow(message);
  });
});

describe('a bundle', () => {
  /** What a bundle of a program of the project exports. */
  async function bundled(program: string) {
    const { outputFiles } = await build({
      ...withModel(await choose('cars'), project),
      entryPoints: [join(project, program)],
      bundle: true,
      write: false,
      format: 'esm',
    });
    return (await import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? '')}`)) as object;
  }

  test('has the chosen model, and its folder', async () => {
    write('cars/features.ts', "export const features = 'cars';");
    write(
      'lib/chosen-model.ts',
      "export { features } from './features.ts'; export const folder = MODEL_FOLDER;",
    );
    write('step.ts', "export * from './lib/chosen-model.ts';");

    expect({ ...(await bundled('step.ts')) }).toEqual({ features: 'cars', folder: 'cars' });
  });

  test('has what another file calls so as it is', async () => {
    write('cars/features.ts', 'export const features = 1;');
    write('handlers/features.ts', "export const route = '/features';");
    write('handlers/all.ts', "export { route } from './features.ts';");

    expect({ ...(await bundled('handlers/all.ts')) }).toEqual({ route: '/features' });
  });
});
