import { describe, expect, it } from 'vitest';
import { hostHeader } from '../../../../shared/catalogue/subjects.ts';
import { isThisMachine, otherServers } from '../../../../shared/catalogue/targets.ts';
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
