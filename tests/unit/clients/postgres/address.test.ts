import { expect, test } from 'vitest';
import { readAddress } from '../../../../lib/clients/postgres/address.ts';
import { ConfigError } from '../../../../lib/errors.ts';

test('an address names role, password, server and database', () => {
  const address = readAddress('postgres://etl%40owner:p%2Fw@db.example:6543/etl?sslmode=verify-full');

  expect(address).toEqual({
    endpoint: { host: 'db.example', port: 6543, sslMode: 'verify-full' },
    username: 'etl@owner',
    password: 'p/w',
    database: 'etl',
  });
});

test('a file with the CA is part of where the database is', () => {
  const { endpoint } = readAddress('postgres://etl@db/etl?sslmode=verify-full&sslrootcert=%2Fcerts%2Fca.pem');

  expect(endpoint).toMatchObject({ sslMode: 'verify-full', rootCertificate: '/certs/ca.pem' });
});

test('whoever names a CA wants it checked, as with libpq', () => {
  const { endpoint } = readAddress('postgres://etl@db/etl?sslmode=require&sslrootcert=ca.pem');

  expect(endpoint).toMatchObject({ sslMode: 'verify-ca', rootCertificate: 'ca.pem' });
});

test('port and database have the usual values where the address names none', () => {
  const { endpoint, database } = readAddress('postgresql://etl@[::1]');

  expect({ ...endpoint, database }).toEqual({ host: '::1', port: 5432, sslMode: 'disable', database: 'etl' });
});

test.each(['mysql://etl:secret@db/etl', 'etl:secret', 'postgres://etl:secret@db/etl?sslmode=prefer'])(
  'what can’t be used is refused without telling the password: %s',
  (text) => {
    const reading = () => readAddress(text);

    expect(reading).toThrow(ConfigError);
    expect(reading).not.toThrow(/secret/);
  },
);
