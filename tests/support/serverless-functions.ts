import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A function of functions/*.yml, as far as tests read it. */
export interface LambdaFunction {
  readonly handler: string;
  readonly timeout?: number;
  readonly events?: readonly { readonly httpApi: string }[];
  readonly package: { readonly patterns: readonly string[] };
}

/** Every function, by its name, in the order of the files of `functions/` as serverless.yml lists them. */
export function serverlessFunctions(projectDir = process.cwd()): Readonly<Record<string, LambdaFunction>> {
  const listed = [
    ...readFileSync(join(projectDir, 'serverless.yml'), 'utf8').matchAll(/file\((functions\/\w+\.yml)\)/g),
  ];
  const files = listed.map(([, file = '']) => file);
  if (globSync('functions/*.yml', { cwd: projectDir }).length !== files.length) {
    throw new Error('serverless.yml does not list every file of functions/');
  }
  return Object.assign(
    {},
    ...files.map(
      (file) => parse(readFileSync(join(projectDir, file), 'utf8')) as Record<string, LambdaFunction>,
    ),
  );
}
