import { describe, expect, it } from 'vitest';
import { meantBy } from '../../../../shared/catalogue/meant.ts';
import { profileSchema } from '../../../../shared/profile/profile.ts';
import type { Place } from '../../../../shared/profile/roles.ts';

const profile = profileSchema.parse({
  schemaVersion: 1,
  controller: { host: 'ctl.test' },
  cache: { host: 'cache.test' },
  frontEnds: [{ host: 'fe1.test' }, { host: 'fe2.test' }],
  lifetime: { host: 'lt.test' },
  databases: [{ purpose: 'platform', engine: 'sqlserver', host: 'db.test' }],
});

const asked = (hostname: string, roles: readonly Place[], wanted: string) =>
  meantBy(wanted, { profile, machine: { hostname, os: 'test', addresses: ['10.0.0.1'] }, roles });

describe('whether a host that was dialled is this machine', () => {
  it.each([
    ['by its name', 'fe1', ['front-end'], 'fe1.test', 'this'],
    ['by its address', 'fe1', ['front-end'], '10.0.0.1', 'this'],
    ['another one of a list that names this one', 'fe1', ['front-end'], 'fe2.test', 'another'],
    ['perhaps, by an alias', 'win-x1', ['front-end'], 'fe2.test', 'unknown'],
    ['by the role that only one has', 'win-x1', ['controller'], 'ctl.test', 'this'],
    ['another one, because this one is not the controller', 'win-x1', ['front-end'], 'ctl.test', 'another'],
    ['another one, because this one is not LifeTime', 'ctl', ['controller'], 'lt.test', 'another'],
    ['by the service of the controller', 'ctl', ['controller'], 'cache.test', 'this'],
    ['by the place of a host', 'sql7', ['database'], 'db.test', 'this'],
    ['perhaps, as a database by an alias', 'fe1', ['front-end'], 'db.test', 'unknown'],
    ['perhaps, by a name that the profile does not have', 'fe1', ['front-end'], 'vip.test', 'unknown'],
  ] as const)('is answered: %s', (_case, hostname, roles, wanted, expected) => {
    expect(asked(hostname, roles, wanted)).toBe(expected);
  });
});
