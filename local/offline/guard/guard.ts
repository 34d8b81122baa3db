/** What of a request tells who sent it. */
export interface Caller {
  readonly method: string;
  readonly path: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Why a request is turned away; the message is for its sender. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** Pages that a link on another site may open: they hold no data, and start nothing. */
const OPEN_TO_LINKS = ['/', '/docs'];

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Whether a request comes from this machine's person and not from a web page that is open in the same browser. A local
 * server has no network between it and such a page, and most have no key: so a page could read names and start runs.
 *
 * - The Host must be a loopback name, or one of `allowedHosts`: another name that leads here is DNS rebinding.
 * - A browser says in `Sec-Fetch-Site` whose page sends a request (https://www.w3.org/TR/fetch-metadata/). Another port of
 *   localhost is another site's page: `same-site`. Only `/` and `/docs` may be opened by a link.
 * - `Origin`, which all browsers send with what may change something, must be the server's own.
 *
 * What is no browser, such as curl and Airflow, sends none of the latter two.
 *
 * @param allowedHosts names by which others may call, without a port, such as a container's
 * @returns the reason to answer 403, or undefined
 */
export function refusalOf(
  { method, path, headers }: Caller,
  allowedHosts: readonly string[],
): Refusal | undefined {
  const host = textOf(headers['host']);
  const name = host.replace(/:\d*$/, '');
  if (!LOOPBACK.test(name) && !allowedHosts.includes(name.toLowerCase())) {
    const known = 'use localhost or 127.0.0.1, or add the host to API_ALLOWED_HOSTS';
    return {
      code: 'HOST_NOT_ALLOWED',
      message: `This server does not answer to the name ${JSON.stringify(name)}: ${known}`,
    };
  }
  const fromElsewhere = {
    code: 'FOREIGN_PAGE',
    message: 'A page of another site or port may not use this server',
  };
  const site = textOf(headers['sec-fetch-site']);
  if (site === 'cross-site' || site === 'same-site') {
    const opens = method === 'GET' && textOf(headers['sec-fetch-mode']) === 'navigate';
    return opens && OPEN_TO_LINKS.includes(path) ? undefined : fromElsewhere;
  }
  const origin = textOf(headers['origin']);
  return origin === '' || hostOf(origin) === host ? undefined : fromElsewhere;
}

function textOf(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value ?? []).join(', ');
}

function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host;
}
