import { platformServices } from '../../profile/services.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { localPort } from '../families/local-port.ts';
import { iisPortRulings } from '../service-rulings.ts';
import { localHttpProbes, localPortSubject, planned } from '../subjects.ts';

export const locPort80: CheckDefinition = {
  id: 'loc-port-80',
  requirements: ['R2', 'R4', 'M1'],
  title: 'The HTTP port of this machine belongs to IIS',
  why: 'Users, development tools and monitoring reach the applications through IIS on this port.',
  group: 'this-machine',
  severity: 'required',
  direction: 'local',
  roles: ['front-end'],
  family: localPort,
  rulings: once(() => iisPortRulings('http')),
  plan: (context) => {
    const { http } = context.profile.ports;
    const port = localPortSubject(context, 'front-end', http, platformServices.iis);
    return planned([{ ...port, probes: [...port.probes, ...localHttpProbes('127.0.0.1', http)] }]);
  },
};
