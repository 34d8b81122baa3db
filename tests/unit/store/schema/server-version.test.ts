import { expect, test } from 'vitest';
import { InputError } from '../../../../lib/errors.ts';
import { refuseOldVersion } from '../../../../lib/store/schema/server-version.ts';

test.each([
  { number: 170_000, name: '17.0' },
  { number: 180_004, name: '18.4' },
])('PostgreSQL $name is taken', (version) => {
  const refusing = () => refuseOldVersion(version);

  expect(refusing).not.toThrow();
});

test.each([
  { number: 160_014, name: '16.14 (Debian 16.14-1.pgdg12+1)' },
  { number: 90_624, name: '9.6.24' },
])('PostgreSQL $name is refused, with its version, what is wanted and what to do', (version) => {
  const refusing = () => refuseOldVersion(version);

  expect(refusing).toThrow(InputError);
  expect(refusing).toThrow(
    `the database server is PostgreSQL ${version.name}, but PostgreSQL 17 or newer is needed`,
  );
  expect(refusing).toThrow('Upgrade the server');
});
