import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../../lib/errors.ts';
import { readBootstrapSettings } from '../../../../lib/store/schema/bootstrap-settings.ts';

const complete = {
  ADMIN_DATABASE_URL: 'postgres://postgres:top@db:5432/postgres',
  DATABASE_URL: 'postgresql://etl_owner:p%40ss%2Fword@db:5432/etl_pipeline',
  DATABASE_READ_URL: 'postgres://etl_reader:readonly@db:5432/etl_pipeline?sslmode=require',
};

describe('readBootstrapSettings', () => {
  it('takes roles, passwords and database from the addresses of the services', () => {
    const settings = readBootstrapSettings(complete);

    expect(settings.admin.host).toBe('db:5432');
    expect(settings.owner).toEqual({ role: 'etl_owner', password: 'p@ss/word', database: 'etl_pipeline' });
    expect(settings.reader).toEqual({ role: 'etl_reader', password: 'readonly', database: 'etl_pipeline' });
  });

  it('names all variables that are missing or empty at once', () => {
    expect(() => readBootstrapSettings({ DATABASE_URL: '' })).toThrow(
      'missing: ADMIN_DATABASE_URL, DATABASE_URL, DATABASE_READ_URL',
    );
  });

  it.each([
    ['an address that is no URL', { DATABASE_URL: 'secret' }],
    ['another protocol', { DATABASE_URL: 'mysql://a:secret@db/etl_pipeline' }],
    ['no password', { DATABASE_URL: 'postgres://secret@db/etl_pipeline' }],
    ['no database', { DATABASE_URL: 'postgres://a:secret@db' }],
    ['a broken escape', { DATABASE_URL: 'postgres://a:secret%zz@db/etl_pipeline' }],
    ['two databases', { DATABASE_READ_URL: 'postgres://b:secret@db/other' }],
    ['one role twice', { DATABASE_READ_URL: 'postgres://etl_owner:secret@db/etl_pipeline' }],
  ])('refuses %s, without telling the value', (_, change) => {
    const read = () => readBootstrapSettings({ ...complete, ...change });

    expect(read).toThrow(ConfigError);
    expect(read).not.toThrow('secret');
    expect(read).toThrow('DATABASE_');
  });
});
