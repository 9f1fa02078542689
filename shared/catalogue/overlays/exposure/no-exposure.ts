import { once } from '../../../words/once.ts';
import type { CheckDefinition } from '../../check.ts';
import { statement, statementRulings } from '../../families/statement.ts';
import { answerSubject, planned } from '../../subjects.ts';

export const noExposure: CheckDefinition = {
  id: 'no-exposure',
  requirements: ['N13'],
  title: 'The service ports cannot be reached from the Internet',
  why: 'The services of the platform trust whoever reaches them.',
  group: 'this-machine',
  severity: 'advisory',
  direction: 'local',
  roles: ['controller', 'front-end'],
  family: statement,
  rulings: once(() =>
    statementRulings({
      'as-required': {
        verdict: 'pass',
        reason: 'The profile says that the service ports cannot be reached from the Internet.',
        remedy: null,
        owner: null,
      },
      'not-as-required': {
        verdict: 'warn',
        headline: 'The service ports can be reached from the Internet',
        reason:
          'The profile says that the ports of the platform services (12000 to 12002, 12100 to 12102) can be reached from the Internet.',
        remedy:
          'Block TCP 12000 to 12002 and 12100 to 12102 from the Internet, then answer [[environment.servicePortsExposed in the profile|that question]] with "no".',
        owner: 'network-team',
        asks: ['environment.servicePortsExposed'],
      },
      'not-stated': {
        verdict: 'unknown',
        headline: 'You have not said whether the Internet reaches the service ports',
        reason:
          'The profile does not say whether the ports of the platform services can be reached from the Internet.',
        remedy:
          'Ask the network team whether TCP 12000 to 12002 and 12100 to 12102 are blocked from the Internet, and answer [[environment.servicePortsExposed in the profile|that question]] with "yes" or "no".',
        owner: 'you',
        asks: ['environment.servicePortsExposed'],
      },
    }),
  ),
  plan: ({ profile }) => planned([answerSubject(profile.environment.servicePortsExposed, 'no')]),
};
