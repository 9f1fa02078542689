import { X509Certificate } from 'node:crypto';
import { AppError } from '../../../shared/errors/app-error.ts';
import { readLimited } from '../files/read-limited.ts';

/** The largest file of authorities that is read, in bytes. The bundles of whole operating systems are a fifth of it. */
export const maxCaFileBytes = 1024 * 1024;

const pemCertificate = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

/**
 * The certificates of a PEM file (RFC 7468), for the profile's `caFile`.
 * @returns each certificate as a PEM text of its own
 * @throws AppError `file-unreadable` when it cannot be read or is too large; `profile-invalid` when it holds no
 *   certificate or a damaged one
 */
export async function readCaFile(path: string): Promise<readonly string[]> {
  const text = Buffer.from(await readLimited(path, maxCaFileBytes, 'file-unreadable')).toString('latin1');
  const certificates = text.match(pemCertificate) ?? [];
  const refuse = (what: string) =>
    new AppError('profile-invalid', `caFile: ${path} ${what}. Allowed: a file of certificates in PEM.`);
  if (certificates.length === 0) throw refuse('holds no certificate in PEM');
  const damaged = certificates.findIndex((pem) => !isCertificate(pem));
  if (damaged !== -1) throw refuse(`holds a certificate that cannot be read (number ${damaged + 1})`);
  return certificates;
}
