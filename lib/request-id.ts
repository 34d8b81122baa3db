/** The member of a DAG run's conf in which a trigger leaves the id of its request. */
export const REQUEST_ID_MEMBER = 'requestId';

// What hono's request-id middleware accepts: short, and nothing that could forge a header or a log line.
const SANE = /^[A-Za-z0-9_\-=]{1,255}$/;

/** Whether a text can be the id of a request. */
export const isRequestId = (text: unknown): text is string => typeof text === 'string' && SANE.test(text);

/**
 * The id of the request that started a DAG run, out of its conf. Null when it was started in Airflow, or by a release that
 * did not say: a conf is what people write, so anything else in its place is no id.
 */
export function requestIdIn(conf: unknown): string | null {
  if (typeof conf !== 'object' || conf === null) {
    return null;
  }
  const given: unknown = Reflect.get(conf, REQUEST_ID_MEMBER);
  return isRequestId(given) ? given : null;
}
