import { once } from '../../words/once.ts';
import type { CheckDefinition } from '../check.ts';
import { containersGap } from '../container-subjects.ts';
import { statement, statementRulings } from '../families/statement.ts';
import { answerSubject, planned } from '../subjects.ts';

export const ctNoParam: CheckDefinition = {
  id: 'ct-no-param',
  requirements: ['C6'],
  title: 'Nobody added the HTTPS proxy record by hand',
  why: 'The platform writes this record itself when it deploys to containers; a second one can contradict it.',
  group: 'containers',
  severity: 'advisory',
  direction: 'local',
  roles: ['container-runtime'],
  family: statement,
  rulings: once(() =>
    statementRulings({
      'as-required': {
        verdict: 'pass',
        reason: 'The profile says that no HTTPS proxy record was added to OSSYS_PARAMETER by hand.',
        remedy: null,
        owner: null,
      },
      'not-as-required': {
        verdict: 'warn',
        headline: 'The HTTPS proxy record was added by hand',
        reason: 'The profile says that the HTTPS proxy record was added to OSSYS_PARAMETER by hand.',
        remedy:
          'Have the record that was added by hand taken out of OSSYS_PARAMETER, and leave it to the platform.',
        owner: 'database-administrator',
      },
      'not-stated': {
        verdict: 'unknown',
        headline: 'You have not said whether the HTTPS proxy record was added by hand',
        reason: 'The profile does not say whether somebody added the HTTPS proxy record to OSSYS_PARAMETER.',
        remedy:
          'Ask who set up SSL offloading, and answer [[environment.parameterRecordAdded in the profile|that question]] with "yes" or "no".',
        owner: 'you',
        asks: ['environment.parameterRecordAdded'],
      },
    }),
  ),
  plan: (context) =>
    containersGap(context) ??
    planned([answerSubject(context.profile.environment.parameterRecordAdded, 'no')]),
};
