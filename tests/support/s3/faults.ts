/** What goes wrong with one answer. */
export type Fault =
  /** Refused with a status and a code of S3. */
  | {
      readonly status: number;
      readonly code?: string;
      readonly body?: string;
      readonly headers?: Record<string, string>;
    }
  /** The connection is cut before anything is answered. */
  | 'reset'
  /** The answer begins, and the connection is cut after so many bytes of the body. */
  | { readonly cutAfter: number }
  /** The answer begins, and after so many bytes of the body nothing more comes. */
  | { readonly stallAfter: number }
  /** Nothing is ever answered. */
  | 'silent'
  /** All of the object, with status 200, whatever range was asked for. */
  | 'ignores ranges'
  /** No look at If-Match. */
  | 'ignores if-match'
  /** Another range than was asked for. */
  | 'shifts ranges';

/** A request, as far as faults depend on it. */
export interface AskedRequest {
  readonly method: string;
  readonly bucket: string;
  /** Empty for a listing. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly range: string | undefined;
  /** How many requests there were before. */
  readonly index: number;
}

/** Says what goes wrong with the answer to a request; undefined when nothing does. */
export type Faults = (request: AskedRequest) => Fault | undefined;
