import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What we need to know of a function in serverless.yml. */
export interface FunctionDefinition {
  readonly name: string;
  readonly handler: string;
  readonly timeout?: number;
  readonly memorySize?: number;
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly events?: readonly unknown[];
}

/** What we need to know of the service in serverless.yml. */
export interface ServiceDefinition {
  readonly serviceDir: string;
  readonly service: {
    readonly provider: {
      readonly region: string;
      readonly timeout?: number;
      readonly memorySize?: number;
      readonly environment?: Readonly<Record<string, unknown>>;
    };
  };
}

/** How an instance of a function is made and called. */
export interface FunctionSettings {
  readonly functionName: string;
  /** Steps have no HTTP event. */
  readonly kind: 'endpoint' | 'step';
  readonly file: string;
  readonly exportName: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

/** Lambda's own defaults: https://docs.aws.amazon.com/lambda/latest/dg/configuration-function-common.html */
const DEFAULT_TIMEOUT_S = 6;
const DEFAULT_MEMORY_MB = 1024;

/**
 * Works out how instances of a function are made, as AWS would: environment of provider and function, and the variables
 * that Lambda sets itself.
 */
export function functionSettings(
  { serviceDir, service: { provider } }: ServiceDefinition,
  definition: FunctionDefinition,
): FunctionSettings {
  const { name, handler } = definition;
  const [, path = handler, exportName = 'handler'] = /^(.*)\.([^./]+)$/.exec(handler) ?? [];
  const memoryMb = definition.memorySize ?? provider.memorySize ?? DEFAULT_MEMORY_MB;
  const ownAws = Object.entries(process.env).filter(([variable]) => variable.startsWith('AWS_'));
  return {
    functionName: name,
    kind: (definition.events ?? []).length > 0 ? 'endpoint' : 'step',
    file: pathToFileURL(resolve(serviceDir, `${path}.js`)).href,
    exportName,
    environment: texts({
      ...Object.fromEntries(ownAws),
      _HANDLER: handler,
      // Nothing of ours is in the provider's region, but a bucket may be in another one.
      AWS_REGION: process.env['AWS_REGION'] || provider.region,
      AWS_DEFAULT_REGION: process.env['AWS_REGION'] || provider.region,
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: memoryMb,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      ...provider.environment,
      ...definition.environment,
      IS_OFFLINE: 'true',
    }),
    timeoutMs: 1_000 * (definition.timeout ?? provider.timeout ?? DEFAULT_TIMEOUT_S),
    memoryMb,
  };
}

function texts(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
