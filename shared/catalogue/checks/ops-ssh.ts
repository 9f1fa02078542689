import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { reach } from '../families/reach.ts';
import { administrationRulings } from '../service-rulings.ts';
import { planned, protocols, reachSubject } from '../subjects.ts';
import { administeredServers } from '../targets.ts';

export const opsSsh: CheckDefinition = {
  id: 'ops-ssh',
  requirements: ['R1'],
  title: 'The server can be reached through SSH from here',
  why: 'Somebody has to be able to log in to the server to install, repair and update it.',
  group: 'runtime',
  severity: 'required',
  direction: 'outbound',
  roles: ['sysops'],
  family: reach,
  rulings: once(() => administrationRulings('Remote Desktop')),
  plan: (context) =>
    planned(
      administeredServers(context).map((to) =>
        reachSubject(context, {
          from: 'sysops',
          to,
          port: 22,
          protocol: protocols.tcp,
          service: 'the SSH server',
          greeting: 'SSH-',
          fallback: { port: 3389, depth: 'none' },
        }),
      ),
    ),
};
