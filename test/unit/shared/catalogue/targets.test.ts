import { describe, expect, it } from 'vitest';
import { hostHeader } from '../../../../shared/catalogue/subjects.ts';
import { isThisMachine, mayBeThisMachine, otherServers } from '../../../../shared/catalogue/targets.ts';
import type { Place, Role } from '../../../../shared/profile/roles.ts';
import { contextOf, ctrl, farm, fe2, machineCalled } from './contexts.ts';

describe('this machine', () => {
  it.each([
    ['localhost', 'web-01', true],
    ['127.0.0.1', 'web-01', true],
    ['127.8.8.8', 'web-01', true],
    ['::1', 'web-01', true],
    ['10.0.0.5', 'web-01', true],
    ['fd00::5', 'web-01', true],
    ['10.0.0.6', 'web-01', false],
    ['web-01', 'WEB-01', true],
    ['web-01.example.local', 'web-01', true],
    ['web-01', 'web-01.example.local', true],
    ['web-01.example.local', 'web-01.example.local', true],
    ['web-01.example.local', 'web-01.other.local', false],
    ['web-02', 'web-01', false],
    ['web', 'web-01', false],
    ['10.0.0.6', '10', false],
  ])('%s on %s: %s', (host, hostname, expected) => {
    expect(isThisMachine(host, machineCalled(hostname))).toBe(expected);
  });
});

describe('a destination that may be this machine', () => {
  const roles = (...list: readonly Role[]) => ({ ...farm, machine: { roles: list } });
  it.each<[string, object, Place, Place, string, boolean]>([
    ['the controller on the controller', roles('controller'), 'controller', 'controller', 'alias.lab', true],
    ['the controller on a front-end', roles('front-end'), 'front-end', 'controller', ctrl, false],
    [
      'the controller on a front-end, as localhost',
      roles('front-end'),
      'front-end',
      'controller',
      'localhost',
      true,
    ],
    ['a front-end on the controller', roles('controller'), 'controller', 'front-end', fe2, false],
    ['this front-end on itself', roles('front-end'), 'front-end', 'front-end', 'fe1.example.local', true],
    ['another front-end on a front-end', roles('front-end'), 'front-end', 'front-end', fe2, false],
    [
      'a front-end on one that the profile does not name',
      { machine: { roles: ['front-end'] }, frontEnds: [{ host: 'portal.lab' }] },
      'front-end',
      'front-end',
      'portal.lab',
      true,
    ],
    ['the cache on the controller', roles('controller'), 'front-end', 'cache', ctrl, true],
    ['the cache on a front-end', roles('front-end'), 'front-end', 'cache', ctrl, false],
    ['the cache on a front-end that has it', roles('front-end'), 'front-end', 'cache', 'fe1', true],
    ['the cache on a front-end, as localhost', roles('front-end'), 'front-end', 'cache', 'localhost', true],
    ['the cache on a front-end, as 127.0.0.1', roles('front-end'), 'front-end', 'cache', '127.0.0.1', true],
    [
      'a database that is named as elsewhere',
      roles('controller'),
      'controller',
      'database',
      'sql.lab',
      false,
    ],
    ['a database on this machine', roles('controller'), 'controller', 'database', 'localhost', true],
    ['LifeTime on a front-end', roles('front-end'), 'front-end', 'lifetime', 'lt.lab', false],
    ['what LifeTime manages on LifeTime', roles('lifetime'), 'lifetime', 'front-end', fe2, false],
    ['a server from a workstation', roles('sysops'), 'sysops', 'server', ctrl, false],
    ['a server from a server', roles('sysops', 'controller'), 'sysops', 'server', ctrl, true],
    [
      'a container runtime on a controller',
      roles('controller'),
      'controller',
      'container-runtime',
      'cr',
      false,
    ],
  ])('%s', (_name, fields, from, role, host, expected) => {
    expect(mayBeThisMachine(contextOf(fields), from, { role, host })).toBe(expected);
  });
});

describe('the other servers', () => {
  const both = ['controller', 'front-end'] as const;
  const of = (fields: object, hostname?: string) => otherServers(contextOf(fields, hostname), both);

  it('are those of the profile that are not this machine', () => {
    expect(of({ ...farm, machine: { roles: ['front-end'] } })).toEqual([
      { role: 'controller', host: ctrl },
      { role: 'front-end', host: fe2 },
    ]);
    expect(of({ ...farm, machine: { roles: ['controller'] } }, 'ctrl')).toEqual([
      { role: 'front-end', host: null },
    ]);
  });

  it('are none where this machine is the only one of its roles', () => {
    expect(of({})).toEqual([]);
  });

  it('exist without a host where the profile leaves them at this machine although it has not their role', () => {
    expect(of({ machine: { roles: ['front-end'] } })).toEqual([{ role: 'controller', host: null }]);
    expect(of({ machine: { roles: ['controller'] } })).toEqual([{ role: 'front-end', host: null }]);
  });
});

describe('the Host header', () => {
  it.each([
    ['web.example.local', 80, 'web.example.local'],
    ['web.example.local', 8080, 'web.example.local:8080'],
    ['::1', 80, '[::1]'],
    ['::1', 8080, '[::1]:8080'],
  ])('of %s on port %i is %s', (host, port, header) => {
    expect(hostHeader(host, port)).toBe(header);
  });
});
