/** The little that we use of @hapi/hapi, which is serverless-offline's and no package of ours. */

export interface HapiRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly payload?: unknown;
  /** Node's own request, of which serverless-offline takes the headers. */
  readonly raw: { readonly req: { rawHeaders: string[] } };
  readonly response: HapiResponse | Boom;
}

/** An error that hapi answers with. */
export interface Boom {
  readonly isBoom: true;
  readonly output: { readonly statusCode: number; readonly payload: { readonly message: string } };
}

export interface HapiResponse {
  readonly isBoom?: false;
  code(status: number): HapiResponse;
  header(name: string, value: string): HapiResponse;
  takeover(): HapiResponse;
}

export interface HapiToolkit {
  readonly continue: symbol;
  response(value: unknown): HapiResponse;
}

export type HapiMethod = (request: HapiRequest, h: HapiToolkit) => HapiResponse | symbol;

export interface HapiRoute {
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface HapiServer {
  route: (routes: readonly HapiRoute[]) => void;
  /** Takes no connection any more, and cuts after `timeout` milliseconds those that are not done. */
  stop: (options: { readonly timeout: number }) => Promise<void>;
  ext(event: 'onRequest' | 'onPreHandler' | 'onPreResponse', method: HapiMethod): void;
}

export interface Hapi {
  readonly Server: new (options: object) => HapiServer;
}
