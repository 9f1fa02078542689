import type { MachineFacts } from '../../../shared/catalogue/check.ts';
import { meantBy } from '../../../shared/catalogue/meant.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import type { Place } from '../../../shared/profile/roles.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import type { World } from '../base/world.ts';
import type { Visit } from '../probes/rehearsal-party.ts';
import { rehearsalKeys } from '../rehearsal/keys.ts';
import type { Listener } from '../rehearsal/listener.ts';
import { type OpenedPort, openRehearsal } from '../rehearsal/open-rehearsal.ts';
import { rehearsalParty } from '../rehearsal/party.ts';
import { newSessionKey } from '../rehearsal/session-key.ts';
import type { Self } from '../rehearsal/views.ts';
import type { PreparedListening } from './prepare-listening.ts';
import { runCheck } from './run-check.ts';

/** What a machine listens as, and with what. */
export type ListeningSetup = {
  readonly listening: PreparedListening;
  readonly profile: Profile;
  readonly machine: MachineFacts;
  /** What this machine is, for those who come. */
  readonly own: readonly Place[];
  readonly addresses: readonly string[];
  /** The 15 bytes of the code; only keys that are made of it are kept. */
  readonly code: Uint8Array;
  /** SHA-256 of the certificate that signs the report; null where none is written. */
  readonly reportKey: string | null;
  readonly world: World;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly newId: () => string;
  readonly signal: AbortSignal;
  readonly onVisit: (visit: Visit) => void;
};

/** Listeners of this machine, from the moment on that they are open. */
export type OpenListening = {
  readonly ports: readonly OpenedPort[];
  readonly isOpen: boolean;
  /** By which people see that reports belong together. */
  readonly tag: string;
  readonly listener: Listener;
  readonly self: Self;
  /** Who came so far, as a result: the checks that others decided, everything else left out. */
  readonly result: () => Promise<RunResult>;
  /** Ends every listener and every connection. */
  readonly close: () => Promise<void>;
};

/** Opens the listeners that a machine is to have, and knocks at each of its own addresses before it says so. */
export async function openListening(setup: ListeningSetup): Promise<OpenListening> {
  const { listening, profile, machine, own, world, randomBytes } = setup;
  const keys = rehearsalKeys(setup.code);
  const about = {
    reportKey: setup.reportKey,
    name: profile.machine.name ?? machine.hostname,
    roles: own,
    profile,
  };
  const self: Self = { ...about, run: setup.newId(), key: newSessionKey() };
  const { listener, ports } = await openRehearsal({
    targets: listening.targets,
    addresses: setup.addresses,
    world,
    self,
    keys,
    randomBytes,
    signal: setup.signal,
    meant: (wanted) => meantBy(wanted, { profile, machine, roles: own }),
    onVisit: setup.onVisit,
  });
  const party = { keys, about, randomBytes, listening: { listener, self } };
  return {
    ports,
    isOpen: ports.some(({ state }) => state.kind === 'rehearsed'),
    tag: keys.tag,
    listener,
    self,
    result: () =>
      runCheck(listening.prepared, world, {
        signal: new AbortController().signal,
        onProgress: () => undefined,
        newId: () => self.run,
        rehearse: (run) => rehearsalParty(party, run),
      }),
    close: listener.close,
  };
}
