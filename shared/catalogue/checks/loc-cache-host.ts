import { isLoopback } from '../../profile/host.ts';
import type { Role } from '../../profile/roles.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition, PlanContext, Subjects } from '../check.ts';
import { statement, statementRulings } from '../families/statement.ts';
import { param } from '../parameter.ts';
import { notApplicable, planned, statementSubject } from '../subjects.ts';

/** Roles with connections to the Cache Invalidation Service, which test nothing when they stay on this machine. */
const callers: readonly Role[] = ['front-end', 'container-runtime'];

/**
 * A host that means another machine on each one is no place for a service of the whole environment, except where the
 * controller is this machine and has it. A front-end may have the service under a name of its own.
 */
function cacheStatement({ profile, roles }: PlanContext): Subjects {
  const host = profile.cache.host ?? null;
  const isHere = host !== null && (host === 'localhost' || isLoopback(host));
  const callsAnother = !roles.includes('controller') && roles.some((role) => callers.includes(role));
  return isHere && callsAnother
    ? planned([statementSubject('not-as-required', { cache: param.host(host) })])
    : notApplicable('The Cache Invalidation Service is not said to be on this machine[[ (cache.host)]].');
}

export const locCacheHost: CheckDefinition = {
  id: 'loc-cache-host',
  requirements: ['B4'],
  title: 'The host of the Cache Invalidation Service is the same on every machine',
  why: 'All servers of an environment tell each other through one service that cached data is outdated.',
  group: 'this-machine',
  severity: 'advisory',
  direction: 'local',
  roles: callers,
  family: statement,
  rulings: once(() =>
    statementRulings({
      'as-required': {
        verdict: 'pass',
        reason: 'The host of the Cache Invalidation Service is the same on every machine.',
        remedy: null,
        owner: null,
      },
      'not-as-required': {
        verdict: 'fail',
        headline: '{cache} leads to this machine',
        reason:
          'The profile has {cache} as the host of the Cache Invalidation Service: that is this machine itself, which is not the Deployment Controller, and another machine on each server.',
        remedy:
          '[[Put the host on which the Cache Invalidation Service runs into the profile (cache.host)|Say on which host the Cache Invalidation Service runs]], or leave that out if it runs on the Deployment Controller, then run all checks again.',
        owner: 'you',
        asks: ['cache.host'],
      },
      'not-stated': {
        verdict: 'unknown',
        headline: 'You have not said where the Cache Invalidation Service runs',
        reason: 'The profile does not say where the Cache Invalidation Service runs.',
        remedy: '[[Name its host in the profile (cache.host)|Say on which host it runs]].',
        owner: 'you',
        asks: ['cache.host'],
      },
    }),
  ),
  plan: cacheStatement,
};
