import { X509Certificate } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { emptyTrust, type TrustFile, trustFileSchema } from '../../../shared/report/trust-file.ts';
import { decodeText } from '../../../shared/words/decode-text.ts';
import { readLimited } from '../files/read-limited.ts';
import { readCertificate } from '../identity/certificate.ts';

/** The name of the list of trusted signers in the data folder. */
export const trustFileName = 'trust.json';

/** The largest trust file that is read, in bytes. */
export const maxTrustBytes = 1024 * 1024;

function parseJson(path: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeText(bytes));
  } catch (cause) {
    throw new AppError('trust-invalid', `${path} is not JSON.`, { cause });
  }
}

/** What is wrong with a certificate as an authority; null when nothing is. */
function authorityProblem(pem: string): string | null {
  try {
    return readCertificate(new X509Certificate(pem).raw).x509.ca
      ? null
      : 'the certificate is not that of an authority (basicConstraints CA)';
  } catch {
    return 'the certificate cannot be read';
  }
}

/**
 * Reads the list of trusted signers.
 * @throws AppError `file-unreadable` or `trust-invalid`; the message names the file and the field
 */
export async function readTrustFile(path: string): Promise<TrustFile> {
  const input = parseJson(path, await readLimited(path, maxTrustBytes, 'file-unreadable'));
  const parsed = trustFileSchema.safeParse(input);
  if (!parsed.success) {
    // Loaded where it is needed: with it come the questions of a profile.
    const { describeProblems } = await import('../../../shared/profile/problems.ts');
    const [first] = describeProblems(trustFileSchema, parsed.error, input);
    throw new AppError('trust-invalid', `${path}: ${first}`);
  }
  for (const list of ['authorities', 'timeAuthorities'] as const)
    for (const [index, pem] of parsed.data[list].entries()) {
      const problem = authorityProblem(pem);
      if (problem !== null) throw new AppError('trust-invalid', `${path}: ${list}[${index}]: ${problem}.`);
    }
  return parsed.data;
}

/**
 * The trust file of the data folder; nobody is trusted where there is none.
 * @throws AppError as `readTrustFile` does
 */
export async function readOwnTrust(dataFolder: string): Promise<TrustFile> {
  const path = join(dataFolder, trustFileName);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  return isThere ? readTrustFile(path) : emptyTrust;
}
