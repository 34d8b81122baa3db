import type { PeerCertificate } from 'node:tls';
import { visible } from '../../../messages/visible.ts';

/** What is known when a certificate has not passed. */
export interface Refused {
  /** The host in the address. */
  readonly host: string;
  readonly certificate: PeerCertificate;
  readonly now: Date;
}

/** Why a certificate does not pass: what was seen, as the end of a sentence about it, and what to do. */
export interface Reason {
  readonly seen: string;
  readonly advice: string;
}

const ADD_CA =
  'If this is the right server, add &sslrootcert=FILE to the address, where FILE has the certificate of that CA in PEM';

const ofUnknownCa = ({ certificate }: Refused): Reason => ({
  seen: `is signed by ${nameOf(certificate.issuer)}, which is not trusted`,
  advice: ADD_CA,
});

const forOthers = ({ host, certificate }: Refused): Reason => ({
  seen: `is for ${visible(certificate.subjectaltname ?? nameOf(certificate.subject), 300)}, not for ${visible(host, 255)}`,
  advice:
    'Write the name that is in the certificate into the address; an IP address must be in the certificate itself. If no name ' +
    'fits, this may be another server',
});

/** By the code that OpenSSL or Node gives: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const REASONS: Readonly<Record<string, (refused: Refused) => Reason>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: () => ({
    seen: 'is signed by itself, and is not trusted',
    advice:
      'If this is the right server, add &sslrootcert=FILE to the address, where FILE has this certificate in PEM',
  }),
  SELF_SIGNED_CERT_IN_CHAIN: ofUnknownCa,
  UNABLE_TO_GET_ISSUER_CERT: ofUnknownCa,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ofUnknownCa,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ofUnknownCa,
  CERT_HAS_EXPIRED: ({ certificate, now }) => ({
    seen:
      Date.parse(certificate.valid_to) < now.getTime()
        ? `expired on ${dayOf(certificate.valid_to)}`
        : `is signed by a CA whose certificate has expired (${nameOf(certificate.issuer)})`,
    advice: 'Give the server a new certificate; if it is newer than that, check the clock of this machine',
  }),
  CERT_NOT_YET_VALID: ({ certificate }) => ({
    seen: `is valid only from ${dayOf(certificate.valid_from)}`,
    advice: 'Check the clock of this machine',
  }),
  ERR_TLS_CERT_ALTNAME_INVALID: forOthers,
};

/** The reason for a code; any other code is told as it is. */
export function reasonOf(code: string, refused: Refused): Reason {
  return (
    REASONS[code]?.(refused) ?? {
      seen: `does not pass (${visible(code, 100)})`,
      advice:
        'Check the certificate of the server with: openssl s_client -starttls postgres -connect HOST:PORT',
    }
  );
}

/** Who somebody is by a certificate. Whoever made it may have written anything. */
function nameOf({ CN, O }: PeerCertificate['issuer']): string {
  const [name] = [CN, O].flat().filter(Boolean);
  return `"${visible(name ?? 'no name', 200)}"`;
}

/** @param date as OpenSSL writes it: `May 24 22:59:59 2061 GMT` */
function dayOf(date: string): string {
  const moment = new Date(date);
  return Number.isNaN(moment.getTime()) ? visible(date, 100) : moment.toISOString().slice(0, 10);
}
