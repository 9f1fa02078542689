import { createPublicKey, ECDH, generateKeyPairSync, sign, verify } from 'node:crypto';
import type {
  CheckerView,
  ListenerView,
  SignedCheckerView,
  SignedListenerView,
} from '../../../shared/probe/rehearsal-view.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import type { Side } from './keys.ts';

const curve = 'prime256v1';

/** What is signed: the side and the view in its canonical form (RFC 8785), so that a view of one side is none of the other. */
const signedBytes = (side: Side, view: CheckerView | ListenerView): Uint8Array =>
  Buffer.concat([Buffer.from(`netready.rehearsal/1 ${side}\n`), canonicalJson(view)]);

/**
 * A key of one run that signs what the run saw. A proof made with the code proves nothing to whoever has not the code, or
 * has it later; this signature does, because the signed report names the key. The key of the report signs nothing online.
 */
export type SessionKey = {
  /** The public key as a compressed point in base64url. */
  readonly id: string;
  readonly signChecker: (view: CheckerView) => SignedCheckerView;
  readonly signListener: (view: ListenerView) => SignedListenerView;
};

export function newSessionKey(): SessionKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const id = ECDH.convertKey(point, curve, undefined, 'base64url', 'compressed') as string;
  const signature = (side: Side, view: CheckerView | ListenerView): string =>
    sign('sha256', signedBytes(side, view), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString(
      'base64url',
    );
  return {
    id,
    signChecker: (view) => ({ view, signature: signature('checker', view) }),
    signListener: (view) => ({ view, signature: signature('listener', view) }),
  };
}

/** Whether a view was signed with the session key that it names. */
export function isViewSigned(
  side: Side,
  { view, signature }: SignedCheckerView | SignedListenerView,
): boolean {
  try {
    const point = ECDH.convertKey(view.sessionKey, curve, 'base64url', undefined, 'uncompressed') as Buffer;
    const key = createPublicKey({
      format: 'jwk',
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
      },
    });
    return verify(
      'sha256',
      signedBytes(side, view),
      { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
  } catch {
    return false;
  }
}
