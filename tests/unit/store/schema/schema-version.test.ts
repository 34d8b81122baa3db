import { expect, test } from 'vitest';
import { migrations } from '../../../../lib/store/schema/migrations.ts';
import { SCHEMA_VERSION } from '../../../../lib/store/schema/schema-version.ts';

test('the version that this code is written for is that of the last migration', () => {
  expect(SCHEMA_VERSION).toBe(migrations.at(-1)?.version);
});
