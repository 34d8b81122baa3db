import type * as z from 'zod/mini';
import type { AnswerCode } from '../../error-codes.ts';
import type { Logger } from '../../logger.ts';
import type { Providers } from '../../providers/provider.ts';
import type { Budget } from '../../time-limits/budget.ts';
import type { ContentReply, HttpRequest, JsonReply } from '../message.ts';
import type { OwnStatuses } from '../reply/statuses.ts';

/** The parameters of a path or a query: an object of them. */
export type Parameters = z.ZodMiniObject<z.core.$ZodShape, z.core.$ZodObjectConfig>;

/** The members of a body, each with its shape. */
export type Members = z.core.$ZodShape;

type Nothing = z.ZodMiniObject<Record<never, never>>;

/** The parts of the documentation. */
export const TAGS = ['Pipeline', 'Runs', 'Features', 'Service', 'Pages'] as const;

/** What a method of a route does, for the documentation. */
export interface Operation {
  readonly summary: string;
  readonly description?: string;
}

/** What a route answers with when all is well. */
export type Answer<S extends z.ZodMiniType> = {
  readonly description: string;
  /** Whether it has an entity tag, and an empty 304 for whoever has that version. */
  readonly versioned?: boolean;
} & (
  | {
      /** The shape of its body in JSON. */
      readonly json: S;
      /** Whether whoever wants CSV gets that. */
      readonly csv?: boolean;
    }
  | { /** The media type, where it is not JSON. */ readonly type: string }
);

/** What a route's logic answers with: JSON of that shape, or content of another type. */
export type ReplyWith<S extends z.ZodMiniType> = JsonReply<z.output<S>> | ContentReply;

/** A request as a route gets it: its parameters and its body are what the declaration says. */
export type RouteRequest<Params extends Parameters, Query extends Parameters, Body extends Members> = Omit<
  HttpRequest,
  'params' | 'query' | 'body'
> & {
  readonly params: z.output<Params>;
  readonly query: z.output<Query>;
  /** The members of the JSON body of a POST; without one, what they are by default. */
  readonly body: z.output<z.ZodMiniObject<Body>>;
};

/** What every route gets beside its dependencies. */
export interface OfTheRequest {
  readonly logger: Logger;
  readonly budget: Budget;
}

/**
 * A route: all that is known of it, at one place. From it follow what its handler refuses, what type its parameters have, the
 * paths of its pages, the methods that a 405 allows, the OpenAPI document and the types of the dashboard.
 */
export interface Route<
  Path extends string,
  Params extends Parameters,
  Query extends Parameters,
  Body extends Members,
  D extends object,
  S extends z.ZodMiniType,
> {
  /** As serverless.yml has it: `/runs/{runId}`. */
  readonly path: Path;
  readonly tag: (typeof TAGS)[number];
  readonly methods:
    | { readonly GET: Operation; readonly POST?: Operation }
    | { readonly GET?: undefined; readonly POST: Operation };
  /**
   * Whether it starts or ends something. If not, HEAD is served with GET; if so, neither HEAD nor what no person asked for: a
   * prefetch, or a request that a page of another site makes.
   */
  readonly startsWork?: boolean;
  /** The parameters of the path. Without: it has none. */
  readonly params?: Params;
  /** The parameters of the query. Without: whatever is given is refused. */
  readonly query?: Query;
  /** The JSON body of a POST, with an example for whoever puts its members into the query. */
  readonly body?: { readonly members: Body; readonly example: string };
  readonly answer: Answer<S>;
  /** What it may fail with, beside what every route may: lib/http/route/route-errors.ts. */
  readonly errors: readonly AnswerCode[];
  /** The statuses of its errors that are not the usual ones of lib/http/reply/statuses.ts. */
  readonly statuses?: OwnStatuses;
  /** Whether it needs no API key, even when one is set. */
  readonly open?: boolean;
  /** Milliseconds that a request may wait for its dependencies, all together; default 4500. */
  readonly budgetMs?: number;
  readonly dependencies: Providers<D, [Budget]>;
  /** The logic: a pure async function of the request and its dependencies. */
  readonly run: (
    request: RouteRequest<Params, Query, Body>,
    dependencies: D & OfTheRequest,
  ) => Promise<ReplyWith<S>>;
}

/** Declares a route; endpoint makes its Lambda handler. The types of what it gets and answers follow from the declaration. */
export function defineRoute<
  const Path extends string,
  D extends object,
  Params extends Parameters = Nothing,
  Query extends Parameters = Nothing,
  Body extends Members = Record<never, never>,
  S extends z.ZodMiniType = z.ZodMiniNever,
  const Reply extends ReplyWith<S> = ReplyWith<S>,
>(
  route: Omit<Route<Path, Params, Query, Body, D, S>, 'run'> & {
    // Of a type of its own: what is answered is held against the declaration, and does not decide what it means.
    readonly run: (
      request: RouteRequest<Params, Query, Body>,
      dependencies: D & OfTheRequest,
    ) => Promise<Reply>;
  },
): Route<Path, Params, Query, Body, D, S> {
  return route;
}

/** What a route answers with in JSON. */
export type AnswerTo<R extends { readonly answer: Answer<z.ZodMiniType> }> = z.output<
  Extract<R['answer'], { readonly json: z.ZodMiniType }>['json']
>;

/** What is known of any route without its logic. */
export type RouteDeclaration = Omit<
  Route<string, Parameters, Parameters, Members, object, z.ZodMiniType>,
  'run' | 'dependencies'
>;

/** The methods that a route serves, as the header Allow has them. */
export function methodsOf({
  methods,
  startsWork,
}: Pick<RouteDeclaration, 'methods' | 'startsWork'>): string[] {
  const reading = startsWork ? ['GET'] : ['GET', 'HEAD'];
  return [...(methods.GET ? reading : []), ...(methods.POST ? ['POST'] : [])];
}
