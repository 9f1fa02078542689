import { serverRoles } from '../../profile/roles.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { statement, statementRulings } from '../families/statement.ts';
import { answerSubject, planned } from '../subjects.ts';

export const latProvider: CheckDefinition = {
  id: 'lat-provider',
  requirements: ['L2'],
  title: 'All servers of the environment run under one provider',
  why: 'The way between two providers is long, and applications feel it with every query.',
  group: 'latency',
  severity: 'advisory',
  direction: 'local',
  roles: serverRoles,
  family: statement,
  rulings: once(() =>
    statementRulings({
      'as-required': {
        verdict: 'pass',
        reason: 'The profile says that all servers, the database included, run under one provider.',
        remedy: null,
        owner: null,
      },
      'not-as-required': {
        verdict: 'warn',
        headline: 'The servers run under more than one provider',
        reason: 'The profile says that the servers and the database do not all run under one provider.',
        remedy:
          'Plan to bring them together under one provider, and watch the latency figures of this report until then.',
        owner: 'you',
      },
      'not-stated': {
        verdict: 'unknown',
        headline: 'You have not said whether all servers run under one provider',
        reason:
          'The profile does not say whether all servers, the database included, run under one provider.',
        remedy:
          'Ask whether the controller, the front-ends and the database run under the same provider, and answer [[environment.oneProvider in the profile|that question]] with "yes" or "no".',
        owner: 'you',
        asks: ['environment.oneProvider'],
      },
    }),
  ),
  plan: ({ profile }) => planned([answerSubject(profile.environment.oneProvider, 'yes')]),
};
