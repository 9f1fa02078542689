import { serverRoles } from '../../profile/roles.ts';
import type { CheckDefinition } from '../check.ts';
import { localhostName, localhostNameRulings } from '../families/localhost-name.ts';
import { localHttpProbes, planned } from '../subjects.ts';

export const locResolve: CheckDefinition = {
  id: 'loc-resolve',
  requirements: ['B1'],
  title: 'localhost resolves to 127.0.0.1',
  why: 'The services of the platform call their own machine by the name localhost and expect IPv4 to answer.',
  group: 'this-machine',
  severity: 'required',
  direction: 'local',
  roles: serverRoles,
  family: localhostName,
  rulings: () => localhostNameRulings,
  plan: ({ profile }) =>
    planned([
      {
        source: null,
        destination: null,
        probes: [
          { kind: 'resolve', host: 'localhost' },
          { kind: 'hosts-file' },
          { kind: 'dns', name: 'localhost' },
          { kind: 'name-order' },
          ...localHttpProbes('127.0.0.1', profile.ports.http),
          ...localHttpProbes('::1', profile.ports.http),
        ],
        parameters: {},
      },
    ]),
};
