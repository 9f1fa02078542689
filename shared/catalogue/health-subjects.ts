import type { PlanContext, Subjects } from './check.ts';
import { param } from './parameter.ts';
import { hostHeader, notApplicable, planned, protocols } from './subjects.ts';

const host = '127.0.0.1';

/**
 * The page on which an application of the platform tells how it is, on this machine and without a login.
 * @param application its path in IIS, for example `server.api`
 */
export function healthSubjects({ profile }: PlanContext, application: string, service: string): Subjects {
  if (profile.phase === 'before-install') return notApplicable('The platform is not installed yet.');
  const port = profile.ports.http;
  return planned([
    {
      source: null,
      destination: { role: 'server', host, port, protocol: protocols.http },
      probes: [
        { kind: 'http', host, port, path: `/${application}/v1/health`, hostHeader: hostHeader(host, port) },
      ],
      parameters: { service: param.keep(service) },
    },
  ]);
}
