import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { FunctionDefinition } from './function-settings.ts';
import { functionsOf, shareOf } from './share.ts';

/** Files of serverless-offline, by the end of their URL. */
const API_SERVER = '/serverless-offline/src/events/http/HttpServer.js';
const LAMBDA_SERVER = '/serverless-offline/src/lambda/HttpServer.js';
const LAMBDA = '/serverless-offline/src/lambda/Lambda.js';

/** The pool of instances, and hapi for either port. */
const REPLACED = 3;

/**
 * What an import of serverless-offline leads to instead; undefined where nothing is changed.
 *
 * @param specifier as it stands in the import
 * @param importer the URL of the file that imports
 * @param original where the import would lead
 */
export function replacementFor(specifier: string, importer: string, original: string): string | undefined {
  const ours = (file: string) => new URL(file, import.meta.url);
  if (specifier === './LambdaFunctionPool.js' && importer.endsWith(LAMBDA)) {
    return ours('instances/function-pool.js').href;
  }
  const port = [API_SERVER, LAMBDA_SERVER].find((file) => importer.endsWith(file));
  if (specifier !== '@hapi/hapi' || port === undefined) {
    return undefined;
  }
  const server = ours('guard/guarded-hapi.js');
  server.searchParams.set('port', port === API_SERVER ? 'api' : 'lambda');
  server.searchParams.set('hapi', fileURLToPath(original));
  return server.href;
}

/** What a plugin needs to know of Serverless: the functions of serverless.yml, by their keys. */
interface Serverless {
  readonly service: { functions: Record<string, FunctionDefinition> };
}

/**
 * A Serverless plugin that makes serverless-offline a server one can rely on: a guard on both of its ports, and instances
 * of functions that fail alone. It can also serve a share of the functions only (share.ts). It works with a plain `sls offline`, too, and does nothing for other commands.
 * serverless-offline has no place to plug these in, so three of its imports are led to our files (docs/decisions/016).
 */
export default class ReliableOffline {
  readonly #serverless: Serverless;
  readonly hooks = {
    'before:offline:start': () => this.#prepare(),
    'before:offline:start:init': () => this.#prepare(),
  };

  constructor(serverless: Serverless) {
    this.#serverless = serverless;
  }

  async #prepare(): Promise<void> {
    const { service } = this.#serverless;
    service.functions = functionsOf(service.functions, shareOf(process.env));
    await replaceParts();
  }
}

/** @throws Error when this version of serverless-offline has other files: without its guard the server must not run */
async function replaceParts(): Promise<void> {
  const replaced = new Set<string>();
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const found = nextResolve(specifier, context);
      const url = replacementFor(specifier, context.parentURL ?? '', found.url);
      if (url === undefined) {
        return found;
      }
      replaced.add(url);
      return { url, format: 'module', shortCircuit: true };
    },
  });
  const offline = import.meta.resolve('serverless-offline');
  for (const file of ['lambda/index.js', 'events/http/index.js']) {
    await import(new URL(file, offline).href);
  }
  if (replaced.size === REPLACED) {
    return;
  }
  throw new Error(
    `local/offline does not fit this version of serverless-offline: only ${replaced.size} of ${REPLACED} parts could be replaced`,
  );
}
