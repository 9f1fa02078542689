import { placeWords, type Role } from '../../profile/roles.ts';
import { once } from '../../words/once.ts';
import type { CheckDefinition, PlanContext, Subject } from '../check.ts';
import { statement, statementRulings } from '../families/statement.ts';
import { param } from '../parameter.ts';
import { planned, statementSubject } from '../subjects.ts';
import { isThisMachine } from '../targets.ts';

/** Roles with connections to the Deployment Controller, which test nothing when the profile says it is this machine. */
const callers: readonly Role[] = ['front-end', 'container-runtime', 'sysops'];

/** A profile that was not filled in still says `localhost`: right on the controller, and nowhere else. */
function rolesSubject({ profile, roles, machine }: PlanContext): Subject {
  const list = param.list(
    'comma',
    roles.map((role) => param.keep(placeWords[role])),
  );
  const controller = param.host(profile.controller.host);
  const callsAnother = !roles.includes('controller') && roles.some((role) => callers.includes(role));
  return callsAnother && isThisMachine(profile.controller.host, machine)
    ? statementSubject('not-as-required', { list, controller })
    : statementSubject('as-required', { list });
}

export const locRoles: CheckDefinition = {
  id: 'loc-roles',
  requirements: ['B4'],
  title: 'The requirements of all roles of this machine apply together',
  why: 'A server with several roles has to meet the requirements of every one of them.',
  group: 'this-machine',
  severity: 'advisory',
  direction: 'local',
  roles: 'any',
  family: statement,
  rulings: once(() =>
    statementRulings({
      'as-required': {
        verdict: 'pass',
        reason: 'This machine is checked as: {list}.',
        remedy: null,
        owner: null,
      },
      'not-as-required': {
        verdict: 'fail',
        headline: '{controller} leads to this machine',
        reason:
          'This machine is checked as: {list}. Yet the host of the Deployment Controller in the profile is this machine itself.',
        remedy:
          '[[Put the host of the Deployment Controller into the profile (controller.host), or the role controller (machine.roles)|Say which host is the Deployment Controller, or that this machine is it]], then run all checks again.',
        owner: 'you',
        asks: ['controller.host', 'machine.roles'],
      },
      'not-stated': {
        verdict: 'unknown',
        headline: 'You have not said what this machine is for',
        reason: 'The profile does not say what this machine is for.',
        remedy:
          '[[Name the roles of this machine in the profile (machine.roles)|Say what this machine is for]].',
        owner: 'you',
        asks: ['machine.roles'],
      },
    }),
  ),
  plan: (context) => planned([rolesSubject(context)]),
};
