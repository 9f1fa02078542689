import { timestampRoute } from '../../../shared/plan/timestamp-route.ts';
import { probeLimits } from '../../../shared/probe/limits.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { claimedTimeWords, timestampFailureText } from '../../../shared/report/timestamp-words.ts';
import { codeOf } from '../base/error-code.ts';
import type { World } from '../base/world.ts';
import { commonNameOf } from '../identity/common-name.ts';
import { askForTimestamp, type TimestampWorld } from './ask-authority.ts';

/** The word of an authority about a signature, or why there is none, in one sentence. */
export type Confirmation =
  | {
      readonly ok: true;
      /** DER, in the form that a report keeps. */
      readonly token: Uint8Array;
      /** What the certificate of the authority calls it. */
      readonly authority: string;
      /** ISO 8601, UTC. */
      readonly time: string;
    }
  | { readonly ok: false; readonly why: string };

/**
 * Asks the authority that a profile names to confirm that a signature exists. A port, so that reports can be made
 * without a network. Never rejects; stops early when the signal is aborted.
 */
export type ConfirmTime = (
  profile: Profile,
  signature: Uint8Array,
  signal: AbortSignal,
) => Promise<Confirmation>;

const without = (why: string): Confirmation => ({
  ok: false,
  why: `No timestamp: ${why} ${claimedTimeWords}`,
});

/** Asks over the network of this machine, by the proxies of the profile and of the machine. */
export function networkConfirmTime(world: World, randomBytes: TimestampWorld['randomBytes']): ConfirmTime {
  return async (profile, signature, signal) => {
    const machine = await world.platform.machine().catch((error: unknown) => codeOf(error));
    if (typeof machine === 'string')
      return without(`nobody was asked, because this machine does not tell its proxies (${machine}).`);
    const route = timestampRoute(profile, machine);
    if (route === null) return without('the profile names no authority.');
    const order = { route, limits: probeLimits(profile), caFile: profile.caFile ?? null };
    const answer = await askForTimestamp(signature, order, { ...world, randomBytes }, signal);
    if (!answer.ok) return { ok: false, why: timestampFailureText(answer.failure, route) };
    const { token, timestamp } = answer;
    const [own] = timestamp.certificates;
    return { ok: true, token, authority: commonNameOf(own.x509), time: timestamp.time.toISOString() };
  };
}
