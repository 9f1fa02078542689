import { generateKeyPairSync } from 'node:crypto';
import { pem } from '../identity/key-protection.ts';
import { makeSelfSignedCertificate } from '../identity/self-signed-certificate.ts';
import { type Listening, listenerContext } from './listener.ts';

/** How long the certificate of a listener is valid: longer than any listener lives. */
const validMs = 24 * 60 * 60 * 1000;

/**
 * A certificate for one rehearsal. It names nobody, because whoever connects is shown it, and its key is not the one that
 * signs what was seen.
 */
export function makeListenerCertificate(
  now: Date,
  randomBytes: (count: number) => Uint8Array,
): Listening['certificate'] {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = makeSelfSignedCertificate(privateKey, {
    commonName: 'netready-rehearsal',
    serial: randomBytes(16),
    notBefore: new Date(now.getTime() - validMs),
    notAfter: new Date(now.getTime() + validMs),
  });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { context: listenerContext(key, pem('CERTIFICATE', der)), der };
}
