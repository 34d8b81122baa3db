import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { methodsOf, type RouteDeclaration } from '../../lib/http/route/route.ts';
import type { MethodsOfRoutes } from '../../lib/http/route/route-path.ts';

const HANDLERS = join(import.meta.dirname, '../../handlers');

/** A route, the file that declares it, and the name of its function in serverless.yml. */
export interface DeclaredRoute {
  readonly file: string;
  readonly name: string;
  readonly route: RouteDeclaration;
}

/** The routes that the files of handlers/ declare, by their paths. */
export async function declaredRoutes(): Promise<DeclaredRoute[]> {
  const files = globSync('*.ts', { cwd: HANDLERS });
  const found = await Promise.all(
    files.map(async (file) => {
      const { route } = (await import(join(HANDLERS, file))) as { readonly route?: RouteDeclaration };
      return route ? [{ file, name: functionName(file), route }] : [];
    }),
  );
  return found.flat().toSorted((one, other) => (one.route.path < other.route.path ? -1 : 1));
}

/** The methods of each of these routes, by its path. */
export function methodsByPath(routes: readonly DeclaredRoute[]): MethodsOfRoutes {
  return Object.fromEntries(routes.map(({ route }) => [route.path, methodsOf(route)]));
}

function functionName(file: string): string {
  return basename(file, '.ts').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
