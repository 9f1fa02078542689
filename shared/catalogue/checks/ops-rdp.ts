import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { administrationRulings } from '../service-rulings.ts';
import { planned, protocols, reachSubject } from '../subjects.ts';
import { administeredServers } from '../targets.ts';

export const opsRdp: CheckDefinition = {
  id: 'ops-rdp',
  requirements: ['R1'],
  title: 'The server can be reached through Remote Desktop from here',
  why: 'Somebody has to be able to log in to the server to install, repair and update it.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['sysops'],
  family: reach,
  rulings: once(() => administrationRulings('SSH')),
  plan: (context) =>
    planned(
      administeredServers(context).map((to) =>
        reachSubject(context, {
          from: 'sysops',
          to,
          port: 3389,
          protocol: protocols.tcp,
          service: 'Remote Desktop',
          fallback: { port: 22, depth: 'none' },
        }),
      ),
    ),
};
