import { createHash } from 'node:crypto';
import { booleanTrue, integer, nullValue, objectIdentifier, octetString, sequence } from '../asn1/der.ts';

/** A request for a timestamp, and the number by which the answer to it is known. */
export type TimestampQuery = {
  /** TimeStampReq in DER (RFC 3161, section 2.4.1). */
  readonly der: Uint8Array;
  /** INTEGER in DER. */
  readonly nonce: Uint8Array;
};

/** How many random bytes a request needs: as many as every authority repeats. */
export const nonceBytes = 8;

/** SHA-256 with the parameter NULL, as every other program asks: some authorities know no other form. */
const sha256 = sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'), nullValue);

/**
 * A request to confirm that a signature exists. Nothing of the report goes out but the SHA-256 of its signature.
 * @param signature the value of the signature
 * @param random as many random bytes as `nonceBytes` says
 */
export function timestampQuery(signature: Uint8Array, random: Uint8Array): TimestampQuery {
  const imprint = createHash('sha256').update(signature).digest();
  const nonce = integer(BigInt(`0x${Buffer.from(random).toString('hex')}`));
  const der = sequence(
    integer(1n),
    sequence(sha256, octetString(imprint)),
    nonce,
    // The authority is asked to send its certificate along (certReq).
    booleanTrue,
  );
  return { der, nonce };
}
