import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import tls from 'node:tls';
import { ConfigError } from '../../../errors.ts';
import { visible } from '../../../messages/visible.ts';
import { rdsAuthorities } from './rds-authorities.ts';

/** Who may have signed a server's certificate. */
export interface Trust {
  readonly context: tls.SecureContext;
  /** The same for people: `the CAs of Node.js`. */
  readonly who: string;
}

/** As libpq calls the CAs that the system brings along. */
const SYSTEM = 'system';

/** Each file is read once: to read all CAs takes some 10 ms, and sessions are opened again and again. */
const known = new Map<string | undefined, Promise<Trust>>();

/**
 * The CAs that are trusted.
 *
 * @param file the setting sslrootcert of a database's address
 * @throws ConfigError when there is no such file, or no certificate in it
 */
export async function trustFor(file: string | undefined): Promise<Trust> {
  const found = known.get(file);
  if (found) {
    return await found;
  }
  const reading = readTrust(file);
  known.set(file, reading);
  // A file that is put there later is found then.
  reading.catch(() => known.delete(file));
  return await reading;
}

/**
 * The same, without remembering it.
 *
 * @param shipped gives the CAs of Amazon RDS
 */
export async function readTrust(file: string | undefined, shipped = rdsAuthorities): Promise<Trust> {
  const own = tls.getCACertificates('default');
  if (file === SYSTEM) {
    return { context: tls.createSecureContext({ ca: own }), who: 'the CAs of Node.js' };
  }
  if (file !== undefined) {
    return { context: await contextOf(file), who: `the CAs in ${visible(file, 200)}` };
  }
  const { certificates, regions } = await shipped();
  const context = tls.createSecureContext({ ca: [...own, ...certificates] });
  const few = regions.length > 3 ? `${regions.length} regions` : regions.join(', ');
  const who =
    regions.length === 0
      ? 'the CAs of Node.js; those of Amazon RDS were not shipped with this code'
      : `the CAs of Amazon RDS (${few}) and of Node.js`;
  return { context, who };
}

const CERTIFICATES = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

async function contextOf(file: string): Promise<tls.SecureContext> {
  const unusable = (reason: string, cause?: unknown) =>
    new ConfigError(
      `settings: sslrootcert of a database address names ${visible(file, 200)}, ${reason}. It must be a file with the ` +
        'certificate of the CA that signed the certificate of the database server, in PEM (-----BEGIN CERTIFICATE-----)',
      { cause },
    );
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw unusable(`which can't be read (${cause.code})`, cause);
  });
  const certificates = text.match(CERTIFICATES);
  if (!certificates) {
    throw unusable('which has no certificate in it');
  }
  try {
    // createSecureContext passes over one that it can't read.
    return tls.createSecureContext({ ca: certificates.map((pem) => new X509Certificate(pem).toString()) });
  } catch (cause) {
    throw unusable('whose certificate is damaged', cause);
  }
}
