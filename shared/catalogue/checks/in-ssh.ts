import { serverRoles } from '../../profile/roles.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { inbound } from '../families/inbound.ts';
import { administrationInboundRulings } from '../service-rulings.ts';
import { inboundSubject, planned, protocols } from '../subjects.ts';

export const inSsh: CheckDefinition = {
  id: 'in-ssh',
  requirements: ['R1'],
  title: 'System operators can reach this server through SSH',
  why: 'Somebody has to be able to log in to the server to install, repair and update it.',
  group: 'runtime',
  severity: 'required',
  direction: 'inbound',
  roles: serverRoles,
  family: inbound,
  rulings: once(() => administrationInboundRulings('Remote Desktop')),
  plan: (context) =>
    planned([
      inboundSubject(context, {
        from: 'sysops',
        to: 'server',
        port: 22,
        protocol: protocols.tcp,
        listener: 'ssh',
      }),
    ]),
};
