import { platformServices } from '../../profile/services.ts';
import { once } from '../../words/once.ts';
import { type CheckDefinition, isWindows } from '../check.ts';
import { localPort } from '../families/local-port.ts';
import { iisPortRulings } from '../service-rulings.ts';
import { localPortSubject, ownSiteProbe, planned } from '../subjects.ts';

/**
 * On Windows HTTP.sys listens for any program, so that a site is asked for on 127.0.0.1: its answer proves that it is IIS. None
 * proves nothing, because an https binding may hold for the names of the applications alone (Server Name Indication); other
 * machines ask by name (`user-fe-443`).
 */
export const locPort443: CheckDefinition = {
  id: 'loc-port-443',
  requirements: ['R3', 'R5'],
  title: 'The HTTPS port of this machine belongs to IIS',
  why: 'Mobile and Reactive Web apps need HTTPS, and development tools publish through it.',
  group: 'this-machine',
  severity: 'required',
  direction: 'local',
  roles: ['front-end'],
  family: localPort,
  rulings: once(() => iisPortRulings('https')),
  plan: (context) => {
    const { https } = context.profile.ports;
    const port = localPortSubject(context, 'front-end', https, platformServices.iis);
    return planned([
      isWindows(context.machine) ? { ...port, probes: [...port.probes, ownSiteProbe(https)] } : port,
    ]);
  },
};
