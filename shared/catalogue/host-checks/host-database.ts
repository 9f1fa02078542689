import type { CheckDefinition, PlanContext, Subject } from '../check.ts';
import { inbound, inboundRulings } from '../families/inbound.ts';
import { inboundSubject, missing, planned, protocols } from '../subjects.ts';
import { controller, databasePort, frontEnds, isThisMachine } from '../targets.ts';
import { sendersOf } from './senders.ts';

/** The databases of this machine; every one of the profile where it names none that surely is here. */
function databasesHere({ profile, machine }: PlanContext): PlanContext['profile']['databases'] {
  const here = profile.databases.filter(({ host }) => isThisMachine(host, machine));
  return here.length > 0 ? here : profile.databases;
}

function subjectsOf(context: PlanContext): readonly Subject[] {
  const sources = [
    { role: 'controller', hosts: [controller(context).host] },
    { role: 'front-end', hosts: frontEnds(context).map(({ host }) => host) },
  ] as const;
  const ends = new Map(
    databasesHere(context).flatMap((database) => {
      const port = databasePort(database);
      return typeof port === 'number' ? [[port, database.engine] as const] : [];
    }),
  );
  return [...ends].flatMap(([port, engine]) =>
    sources.map(({ role, hosts }) =>
      inboundSubject(context, {
        from: role,
        to: 'database',
        port,
        protocol: protocols[engine],
        listener: 'unknown',
        key: `${role}-${port}`,
        ...sendersOf(hosts),
      }),
    ),
  );
}

export const hostDatabase: CheckDefinition = {
  id: 'host-database',
  requirements: ['R9', 'R11'],
  title: 'The servers of the platform can reach the database of this machine',
  why: 'Controller and front-ends keep everything there: published versions, settings and the data of the applications.',
  group: 'runtime',
  severity: 'required',
  direction: 'inbound',
  roles: 'any',
  family: inbound,
  rulings: () => inboundRulings,
  plan: (context) => {
    const subjects = subjectsOf(context);
    return subjects.length === 0 ? missing('no-database') : planned(subjects);
  },
};
