/** The parameters in a route's path: `{runId}`. */
const PARAMETER = /\{(\w+)\}/g;

/** The names of the parameters in the path of a route, in their order. */
export function parameterNames(path: string): string[] {
  return [...path.matchAll(PARAMETER)].map(([, name = '']) => name);
}

/** The path of a route with these parameters in it, percent-encoded. */
export function pathWith(path: string, params: Readonly<Record<string, unknown>>): string {
  return path.replaceAll(PARAMETER, (_, name: string) =>
    encodeURIComponent(String(params[name]).toWellFormed()),
  );
}

/** The methods of every route, by its path. */
export type MethodsOfRoutes = Readonly<Record<string, readonly string[]>>;

/** The route that a path belongs to; undefined when it is none of these. */
export function routeOf(path: string, routes: MethodsOfRoutes): string | undefined {
  return Object.keys(routes).find((route) => patternOf(route).test(path));
}

function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replaceAll('.', '\\.').replaceAll(PARAMETER, '[^/]+')}$`);
}
