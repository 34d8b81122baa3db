import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ModelError } from '../../../../bundling/model-error.ts';
import { contractOf } from '../../../../web/openapi/contract.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const PROJECT = join(import.meta.dirname, '../../../..');

/** What is collected of a model that declares this. */
async function contractWith(source: string) {
  const path = temporaryFolder();
  writeFileSync(
    join(path, 'features.ts'),
    `import * as words from '${PROJECT}/lib/model/declare.ts';\n${source}`,
  );
  const folder = relative(PROJECT, path);
  return await contractOf('1', { folder, file: `${folder}/features.ts` });
}

const cars = (key: string) => `
  const inputs = words.defineInputs({
    cars: words.entity({ files: 'cars.csv', key: '${key}', columns: { car: words.id(), bought: words.date() } }),
  });`;

test('the documentation and the names are those of the model', async () => {
  const { document, names } = await contractWith(
    `${cars('car')} export const features = words.defineFeatures(inputs, { age: words.daysSince(inputs.cars.bought) });`,
  );

  expect(names).toEqual({ table: 'cars_derivation', entity: 'cars', one: 'car' });
  expect(document).toContain('Turns cars.csv into the table `cars_derivation`');
});

describe('a model that declares what can not be is told without a stack', () => {
  test.each([
    [
      'inputs',
      `${cars('number')} export const features = words.defineFeatures(inputs, {});`,
      /inputs.ts: .*the key number/s,
    ],
    [
      'features',
      `${cars('car')} export const features = words.defineFeatures(inputs, { Age: words.daysSince(inputs.cars.bought) });`,
      /features.ts: .*feature Age/s,
    ],
    ['something else', 'export const features = { age: 1 };', /features.ts: its export features is not what/],
    ['what is not there', 'export const features = motors;', /features.ts:\d+: motors is not defined/],
  ])('%s', async (_, source, message) => {
    const collecting = contractWith(source);

    await expect(collecting).rejects.toThrow(ModelError);
    await expect(collecting).rejects.toThrow(message);
    await expect(collecting).rejects.not.toThrow(/\n {4}at /);
  });
});
