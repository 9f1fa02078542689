import { bytesOf, contentOfType, type DerValue, parseDer, partsOf, tags } from '../asn1/der.ts';
import { definiteForm } from './definite-form.ts';

/** What an authority answered: a token that nobody has checked yet, a refusal with its reason, or nothing of the kind. */
export type TimestampResponse =
  | { readonly kind: 'granted'; readonly token: Uint8Array }
  | { readonly kind: 'rejected'; readonly status: string }
  | { readonly kind: 'unreadable' };

/** PKIStatus (RFC 3161, section 2.4.2). The first two come with a token. */
const statuses = [
  'granted',
  'grantedWithMods',
  'rejection',
  'waiting',
  'revocationWarning',
  'revocationNotification',
] as const;

/** PKIFailureInfo (RFC 3161, section 2.4.2): which bit stands for what. */
const failures: ReadonlyMap<number, string> = new Map([
  [0, 'badAlg'],
  [2, 'badRequest'],
  [5, 'badDataFormat'],
  [14, 'timeNotAvailable'],
  [15, 'unacceptedPolicy'],
  [16, 'unacceptedExtension'],
  [17, 'addInfoNotAvailable'],
  [25, 'systemFailure'],
]);

function failureName(info: readonly DerValue[]): string | null {
  const bits = info.find(({ tag }) => tag === tags.bitString);
  if (bits === undefined) return null;
  const [, ...bytes] = contentOfType(bits, tags.bitString);
  const isSet = (bit: number): boolean => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0;
  return [...failures].find(([bit]) => isSet(bit))?.[1] ?? null;
}

function read(answer: Uint8Array): TimestampResponse {
  const [info, token, ...more] = partsOf(parseDer(definiteForm(answer)));
  const [statusValue, ...details] = partsOf(info);
  const [number = statuses.length, ...higher] = contentOfType(statusValue, tags.integer);
  const status = higher.length === 0 ? statuses[number] : undefined;
  if (status === undefined || more.length > 0) return { kind: 'unreadable' };
  if (status === 'granted' || status === 'grantedWithMods')
    return token === undefined ? { kind: 'unreadable' } : { kind: 'granted', token: bytesOf(token) };
  return { kind: 'rejected', status: failureName(details) ?? status };
}

/**
 * Reads TimeStampResp (RFC 3161, section 2.4.2), in DER or BER; the token comes out in DER. Texts of the authority are not looked at: they are a stranger's.
 */
export function readTimestampResponse(answer: Uint8Array): TimestampResponse {
  try {
    return read(answer);
  } catch {
    return { kind: 'unreadable' };
  }
}
