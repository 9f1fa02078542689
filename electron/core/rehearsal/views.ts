import type { CheckerView, ListenerView, RehearsalEnd } from '../../../shared/probe/rehearsal-view.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import type { Place } from '../../../shared/profile/roles.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { maxViewBytes, sha256 } from './bodies.ts';
import type { SessionKey } from './session-key.ts';

/** What one run says of itself in every view that it signs. */
export type Self = {
  readonly run: string;
  /** SHA-256 of the certificate that signs the report, lower-case hex; null where no report is written. */
  readonly reportKey: string | null;
  readonly key: SessionKey;
  readonly name: string;
  readonly roles: readonly Place[];
  readonly profile: Profile;
};

export const toBase64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** A profile without what each machine answers for itself: equal where two machines were given the same answers. */
export function profileHash({
  machine: _,
  phase: __,
  limits: ___,
  waivers: ____,
  ...shared
}: Profile): string {
  return toBase64url(sha256(canonicalJson(shared)));
}

/** What the views of both sides have in common. */
export const viewOfSelf = ({ run, reportKey, key, name, roles }: Self) => ({
  version: 1 as const,
  run,
  reportKey: reportKey === null ? null : toBase64url(Buffer.from(reportKey, 'hex')),
  sessionKey: key.id,
  name,
  roles: [...roles],
});

/** The address of a socket as it is written elsewhere: IPv4 as itself, IPv6 without the name of an interface. */
export const endOf = (address: string | undefined, port: number | undefined): RehearsalEnd => ({
  address: (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, ''),
  port: port ?? 0,
});

/** The first bytes of a text in UTF-8, without half a character. */
const firstBytes = (text: string, bytes: number): string =>
  new TextDecoder().decode(Buffer.from(text).subarray(0, bytes)).replace(/\ufffd+$/, '');

/** The shortest that a name is cut to, in bytes: as long as a label in DNS. */
const shortestName = 63;

/** A view that fits into a body: a name that is too long loses its end, the own one first. */
export function fittedView<V extends CheckerView | ListenerView>(view: V): V {
  const excess = (candidate: V): number => canonicalJson(candidate).length - maxViewBytes;
  const cut = (candidate: V, field: 'name' | 'wanted'): V => {
    const text = Reflect.get(candidate, field);
    const over = excess(candidate);
    if (typeof text !== 'string' || over <= 0) return candidate;
    const length = Buffer.byteLength(text);
    return {
      ...candidate,
      [field]: firstBytes(text, Math.max(Math.min(length, shortestName), length - over)),
    };
  };
  return cut(cut(view, 'name'), 'wanted');
}
