import { expect, test, vi } from 'vitest';
import { type Config, readConfig } from '../../../lib/config.ts';
import { once, type Provider, provide, settings } from '../../../lib/providers/provider.ts';
import { REQUIRED_SETTINGS } from '../support/environment.ts';

const config = readConfig(REQUIRED_SETTINGS);

test('a client is made at the first call, and given out ever after', () => {
  const make = vi.fn<Provider<object>>(() => ({}));
  const provider = once(make);
  expect(make).not.toHaveBeenCalled();

  const [first, second] = [provider(config), provider(config)];

  expect(first).toBe(second);
  expect(make).toHaveBeenCalledExactlyOnceWith(config);
});

test('a client that is undefined is not made again', () => {
  const make = vi.fn<Provider<undefined>>(() => undefined);
  const provider = once(make);

  provider(config);
  provider(config);

  expect(make).toHaveBeenCalledOnce();
});

test('a client that could not be made is tried again at the next call', () => {
  const make = vi
    .fn<Provider<string>>(() => 'client')
    .mockImplementationOnce(() => {
      throw new TypeError('Invalid URL');
    });
  const provider = once(make);
  expect(() => provider(config)).toThrow('Invalid URL');

  expect(provider(config)).toBe('client');
});

test('each dependency comes from its provider, under its name', () => {
  const dependencies = provide(
    { directory: (given: Config) => given.ETL_DATA_DIR, limit: () => 7, config: settings },
    config,
  );

  expect(dependencies).toEqual({ directory: 'data', limit: 7, config });
});
