import { placeWords } from '../../profile/roles.ts';
import type { CheckDefinition } from '../check.ts';
import { statement, statementRulings } from '../families/statement.ts';
import { planned, statementSubject } from '../subjects.ts';

export const locRoles: CheckDefinition = {
  id: 'loc-roles',
  requirements: ['B4'],
  title: 'The requirements of all roles of this machine apply together',
  failureTitle: 'The roles of this machine are not clear',
  why: 'A server with several roles has to meet the requirements of every one of them.',
  group: 'this-machine',
  severity: 'advisory',
  direction: 'local',
  roles: 'any',
  family: statement,
  rulings: statementRulings({
    'as-required': {
      verdict: 'pass',
      reason: 'This machine is checked as: {list}.',
      remedy: null,
      owner: null,
    },
    'not-as-required': {
      verdict: 'fail',
      reason: 'The roles of this machine contradict each other: {list}.',
      remedy: 'Correct the roles in the profile (machine.roles).',
      owner: 'you',
    },
    'not-stated': {
      verdict: 'unknown',
      reason: 'The profile does not say what this machine is for.',
      remedy: 'Name the roles of this machine in the profile (machine.roles).',
      owner: 'you',
    },
  }),
  plan: ({ roles }) =>
    planned([statementSubject('as-required', { list: roles.map((role) => placeWords[role]).join(', ') })]),
};
