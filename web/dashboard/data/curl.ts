/** A request as a command for a shell, with the key, when there is one, left for the reader to fill in. */
export function curlOf(
  origin: string,
  method: 'GET' | 'POST',
  path: string,
  options: { readonly body?: string; readonly hasKey: boolean },
): string {
  const { body, hasKey } = options;
  return [
    'curl',
    ...(method === 'POST' ? ['-X POST'] : []),
    ...(hasKey ? ['-H "x-api-key: $API_KEY"'] : []),
    ...(body === undefined ? [] : ['-H "content-type: application/json"', `-d ${quoted(body)}`]),
    quoted(origin + path),
  ].join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
