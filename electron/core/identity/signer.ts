import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { signatureAlgorithmOf } from './signature-algorithm.ts';

/** Something that can sign reports. A port, so that a key may as well live in a file, a token or another process. */
export type Signer = {
  /** DER; the signer's own certificate first, then those that lead to its authority. */
  readonly certificates: readonly [Uint8Array, ...Uint8Array[]];
  /** Signs bytes with SHA-256: ECDSA P-256 in DER, or RSA PKCS #1 v1.5, as the first certificate's key says. */
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
};

/** Why a key and a certificate cannot sign together. */
export type SignerProblem = 'key-unreadable' | 'certificate-unreadable' | 'mismatch' | 'algorithm';

function attempt<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch {
    return null;
  }
}

/** Signs with a private key that this process holds. */
export function keySigner(key: KeyObject, certificates: Signer['certificates']): Signer {
  return {
    certificates,
    sign: (bytes) =>
      new Promise((resolve, reject) => {
        sign('sha256', bytes, { key, dsaEncoding: 'der' }, (error, signature) =>
          error === null ? resolve(signature) : reject(error),
        );
      }),
  };
}

const certificateBlocks = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** A private key (PKCS #8) and its certificates, all in PEM and the key's own first, read and checked against each other. */
export function readKeyPair(
  keyPem: string,
  certificatePem: string,
): { readonly key: KeyObject; readonly certificates: Signer['certificates'] } | SignerProblem {
  const key = attempt(() => createPrivateKey(keyPem));
  if (key === null) return 'key-unreadable';
  const blocks = certificatePem.match(certificateBlocks) ?? [];
  const [certificate, ...others] = attempt(() => blocks.map((block) => new X509Certificate(block))) ?? [];
  if (certificate === undefined) return 'certificate-unreadable';
  if (!certificate.checkPrivateKey(key)) return 'mismatch';
  if (signatureAlgorithmOf(certificate.publicKey) === null) return 'algorithm';
  return { key, certificates: [certificate.raw, ...others.map(({ raw }) => raw)] };
}
