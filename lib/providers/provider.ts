import type { Config } from '../config.ts';

/** Makes one dependency out of the settings, and for a request out of its budget. */
export type Provider<T, Context extends readonly unknown[] = []> = (config: Config, ...context: Context) => T;

/** A provider for each dependency of a function, under the name by which it gets it. */
export type Providers<D, Context extends readonly unknown[] = []> = {
  readonly [K in keyof D]: Provider<D[K], Context>;
};

/** A provider that makes its client at the first call and gives the same one out ever after. */
export function once<T>(make: Provider<T>): Provider<T> {
  let made: { client: T } | undefined;
  return (config) => {
    made ??= { client: make(config) };
    return made.client;
  };
}

/** The dependencies, each from its provider. */
export function provide<D extends object, Context extends readonly unknown[] = []>(
  providers: Providers<D, Context>,
  config: Config,
  ...context: Context
): D {
  const names = Object.keys(providers) as (keyof D)[];
  return Object.fromEntries(names.map((name) => [name, providers[name](config, ...context)])) as D;
}

/** What time it is. */
export const clock: Provider<() => Date> = () => () => new Date();

/** The settings themselves, for a function that needs them. */
export const settings: Provider<Config> = (config) => config;
