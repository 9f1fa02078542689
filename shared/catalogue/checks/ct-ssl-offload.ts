import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { containersGap } from '../container-subjects.ts';
import { statement, statementRulings } from '../families/statement.ts';
import { answerSubject, planned } from '../subjects.ts';

export const ctSslOffload: CheckDefinition = {
  id: 'ct-ssl-offload',
  requirements: ['C5'],
  title: 'TLS ends in front of the containers',
  why: 'Containers serve plain HTTP only, so that a reverse proxy has to end TLS for them.',
  group: 'containers',
  severity: 'required',
  direction: 'local',
  roles: ['container-runtime'],
  family: statement,
  rulings: once(() =>
    statementRulings({
      'as-required': {
        verdict: 'pass',
        reason: 'The profile says that TLS ends at a reverse proxy in front of the containers.',
        remedy: null,
        owner: null,
      },
      'not-as-required': {
        verdict: 'fail',
        headline: 'TLS does not end in front of the containers',
        reason: 'The profile says that TLS does not end in front of the containers, which is required there.',
        remedy:
          'Set up SSL offloading at the reverse proxy or load balancer in front of the container runtime, then answer [[environment.sslOffloading|that question]] with "yes".',
        owner: 'network-team',
        asks: ['environment.sslOffloading'],
      },
      'not-stated': {
        verdict: 'unknown',
        headline: 'You have not said whether TLS ends in front of the containers',
        reason: 'The profile does not say whether TLS ends in front of the containers.',
        remedy:
          'Ask who runs the reverse proxy whether it does SSL offloading, and answer [[environment.sslOffloading in the profile|that question]] with "yes" or "no".',
        owner: 'you',
        asks: ['environment.sslOffloading'],
      },
    }),
  ),
  plan: (context) =>
    containersGap(context) ?? planned([answerSubject(context.profile.environment.sslOffloading, 'yes')]),
};
