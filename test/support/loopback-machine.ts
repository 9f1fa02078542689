import type { World } from '../../electron/core/base/world.ts';
import { systemClock } from '../../electron/core/engine/system-clock.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import { freePort } from './free-port.ts';
import { loopbackWorld } from './operation-deps.ts';
import { ownLoopback } from './rehearsal.ts';
import { sampleProfile } from './sample-results.ts';

/** Two machines on loopback addresses of their own, which know each other by name, and the ports of the services of one. */
export type TwoMachines = {
  readonly here: string;
  readonly there: string;
  readonly service: number;
  readonly cache: number;
};

export const twoMachines = async (): Promise<TwoMachines> => ({
  here: ownLoopback(),
  there: ownLoopback(),
  service: await freePort(),
  cache: await freePort(),
});

/** The address under which the other machine is dialled (RFC 5737): a name that leads to a loopback address leads here. */
const dialledAddress = '192.0.2.1';

/**
 * One of them: this machine, except for its name and address. The one name that leads anywhere leads to the listener, as
 * over a NAT: under another address than the one that it has.
 */
export function worldOf(name: 'here' | 'there', machines: TwoMachines): World {
  const world = loopbackWorld();
  return {
    ...world,
    platform: {
      ...world.platform,
      machine: async () => ({
        hostname: name === 'here' ? 'ctl01' : 'fe01',
        os: 'test',
        addresses: [machines[name], 'fe80::1'],
      }),
    },
    network: {
      ...world.network,
      lookup: async (host) => {
        const timing = { startedAt: systemClock.now(), durationMs: 1 };
        return host === 'ctl01'
          ? { ...timing, ok: true, value: [dialledAddress] }
          : { ...timing, ok: false, code: 'ENOTFOUND', local: null };
      },
      connect: (target, wait) => {
        const address = target.address === dialledAddress ? machines.here : target.address;
        return world.network.connect({ ...target, address }, wait);
      },
    },
  };
}

/** The same environment as each machine answers for itself: its controller is here, a front-end there. */
export const profileFor = (name: 'here' | 'there', { service, cache }: TwoMachines): Profile =>
  sampleProfile({
    phase: 'before-install',
    machine: { roles: [name === 'here' ? 'controller' : 'front-end'] },
    environment: { name: 'Rehearsed', oneProvider: 'yes' },
    controller: { host: 'ctl01' },
    frontEnds: [{ host: 'fe01' }],
    cache: { host: 'ctl01', port: cache },
    databases: [{ purpose: 'platform', host: 'ctl01', port: 9 }],
    ports: { deploymentController: service },
    limits: { connectTimeoutMs: 500 },
  });
