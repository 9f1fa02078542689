import { isAddress } from '../../profile/host.ts';
import type { CheckDefinition, PlanContext, Subjects } from '../check.ts';
import { nameLookupRulings, nameLookups } from '../families/name-lookups.ts';
import { notApplicable, planned } from '../subjects.ts';
import { isThisMachine } from '../targets.ts';

/** The most names that are looked up for this alone; all of them are asked of the same servers. */
const mostNames = 20;

/** The names of other machines to which this one connects, each once. */
function neededNames({ profile, machine, roles }: PlanContext): readonly string[] {
  const ofEnvironment = [
    profile.controller.host,
    ...(profile.cache.host === undefined ? [] : [profile.cache.host]),
    ...profile.databases.map(({ host }) => host),
    ...(profile.lifetime === null ? [] : [profile.lifetime.host]),
    ...profile.frontEnds.map(({ host }) => host),
  ];
  const hosts = roles.includes('lifetime') ? profile.managedServers.map(({ host }) => host) : ofEnvironment;
  return [...new Set(hosts)]
    .filter((host) => !isAddress(host) && !isThisMachine(host, machine))
    .slice(0, mostNames);
}

function lookups(context: PlanContext): Subjects {
  const names = neededNames(context);
  const [first] = names;
  if (first === undefined)
    return notApplicable(
      '[[The profile names no other machine by a name|No other machine is named by a host name]].',
    );
  return planned([
    {
      source: null,
      destination: null,
      probes: [
        ...names.map((host) => ({ kind: 'resolve', host }) as const),
        { kind: 'dns', name: first } as const,
      ],
      parameters: {},
    },
  ]);
}

export const latNames: CheckDefinition = {
  id: 'lat-names',
  requirements: ['L1'],
  title: 'Names are looked up without waiting',
  why: 'Every connection to another server begins with its name, and waits for each name server that does not answer.',
  group: 'latency',
  severity: 'advisory',
  direction: 'local',
  roles: ['controller', 'front-end'],
  family: nameLookups,
  rulings: () => nameLookupRulings,
  plan: lookups,
};
