/**
 * A request's headers, each once: serverless-offline would hand on the last one of several, and a second `x-api-key` could
 * make up for a first one that is wrong. API Gateway joins the values with commas
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html), and so do we.
 * Cookies are joined with semicolons, as HTTP/2 has it (RFC 9113, 8.2.3).
 *
 * @param rawHeaders names and values in turn, as Node tells them
 * @returns the same, with the names in lower case
 */
export function joinedHeaders(rawHeaders: readonly string[]): string[] {
  const joined = new Map<string, string>();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase();
    const value = rawHeaders[at + 1] ?? '';
    const before = joined.get(name);
    const separator = name === 'cookie' ? '; ' : ',';
    joined.set(name, before === undefined ? value : `${before}${separator}${value}`);
  }
  return [...joined].flat();
}
