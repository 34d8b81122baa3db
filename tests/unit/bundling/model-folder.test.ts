import { describe, expect, test } from 'vitest';
import { modelFolder, usualDataFolder } from '../../../bundling/model-folder.ts';

const folderOf = (ETL_MODEL?: string) => modelFolder({ ETL_MODEL }, '/project');

describe('the folder of the model', () => {
  test.each([undefined, '', 'lib', './lib/', '/project/lib'])('is lib for %s', (setting) => {
    expect(folderOf(setting)).toBe('lib');
  });

  test.each(['models/cars', './models/cars/', '/project/models/cars', 'models/../models/cars'])(
    'is one, however it is written: %s',
    (setting) => {
      expect(folderOf(setting)).toBe('models/cars');
    },
  );

  test('may be outside of the project', () => {
    expect(folderOf('../cars')).toBe('../cars');
  });

  test('may be the project', () => {
    expect(folderOf('.')).toBe('.');
  });
});

test.each([
  ['lib', 'data'],
  ['models/cars', 'models/cars/data'],
])('the files of %s are in %s unless another folder is named', (folder, data) => {
  expect(usualDataFolder(folder)).toBe(data);
});
