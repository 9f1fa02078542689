import { serverRoles } from '../../profile/roles.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { statement, statementRulings } from '../families/statement.ts';
import { answerSubject, notApplicable, planned } from '../subjects.ts';

export const hybVpn: CheckDefinition = {
  id: 'hyb-vpn',
  requirements: ['H1'],
  title: 'A VPN joins the two parts of the hybrid environment',
  why: 'The part in the OutSystems Cloud and the part that you run have to reach each other as one network.',
  group: 'latency',
  severity: 'advisory',
  direction: 'local',
  roles: serverRoles,
  family: statement,
  rulings: once(() =>
    statementRulings({
      'as-required': {
        verdict: 'pass',
        reason: 'The profile says that a VPN joins the OutSystems Cloud and the servers that you run.',
        remedy: null,
        owner: null,
      },
      'not-as-required': {
        verdict: 'warn',
        headline: 'No VPN joins the two parts of the environment',
        reason: 'The profile says that no VPN joins the OutSystems Cloud and the servers that you run.',
        remedy:
          'Ask OutSystems support for a VPN between both parts; a hybrid environment needs a licence that was bought before January 2020.',
        owner: 'network-team',
      },
      'not-stated': {
        verdict: 'unknown',
        headline: 'You have not said whether a VPN joins the two parts of the environment',
        reason:
          'The profile does not say whether a VPN joins the OutSystems Cloud and the servers that you run.',
        remedy:
          'Ask the network team whether there is a VPN, and answer [[environment.vpn in the profile|that question]] with "yes" or "no".',
        owner: 'you',
        asks: ['environment.vpn'],
      },
    }),
  ),
  plan: ({ profile }) =>
    profile.environment.hybrid
      ? planned([answerSubject(profile.environment.vpn, 'yes')])
      : notApplicable('The environment is not hybrid[[ (environment.hybrid)]].'),
};
