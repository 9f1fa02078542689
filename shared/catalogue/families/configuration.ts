import type { Fact } from '../../probe/fact.ts';
import { factsOf } from '../../probe/facts-of.ts';
import type { Family, Finding, PhaseRulings, Subject } from '../check.ts';
import { param } from '../parameter.ts';
import { always } from './interrupted.ts';
import { statement, statementFindings } from './statement.ts';

export const configurationFindings = [
  ...statementFindings,
  /** The platform is installed, in the version that the profile names or with none named. */
  'installed',
  /** It is installed in another version than the profile names. */
  'other-version',
  /** The limit for a connection is shorter than a refusal takes on Windows. */
  'limit-too-short',
] as const;
export type ConfigurationFinding = (typeof configurationFindings)[number];

/** Whether an installed version is the one that a profile names, as far as the profile goes: `11.28` is `11.28.1.44071`. */
function isVersion(installed: string, named: string): boolean {
  const parts = installed.split('.').map(Number);
  return named
    .split('.')
    .map(Number)
    .every((part, index) => parts[index] === part);
}

function find(facts: readonly Fact[], subject: Subject): Finding<ConfigurationFinding> {
  const { finding } = statement.find([], subject);
  const stated = statementFindings.find((name) => name === finding) ?? 'not-stated';
  const installed = factsOf(facts, 'installation')[0]?.version ?? null;
  const named = subject.hints?.['platformVersion'];
  const parameters = {
    ...subject.parameters,
    installed: installed === null ? param.keep('not known') : param.version(installed),
    named: named === undefined ? param.keep('not named') : param.version(named),
  };
  if (stated !== 'as-required') return { finding: stated, parameters };
  const isOther = installed !== null && named !== undefined && !isVersion(installed, named);
  if (isOther) return { finding: 'other-version', parameters };
  if (subject.hints?.['limit'] === 'too-short') return { finding: 'limit-too-short', parameters };
  return { finding: installed === null ? stated : 'installed', parameters };
}

/** Does the profile fit together, and does it fit the platform that is installed on this machine? */
export const configuration: Family<ConfigurationFinding> = {
  name: 'configuration',
  findings: configurationFindings,
  parameters: {
    list: 'list',
    limit: 'milliseconds',
    first: 'keep',
    second: 'keep',
    port: 'number',
    installed: 'version',
    named: 'version',
  },
  headlines: {
    'not-as-required': '{first} and {second} share port {port}',
    'not-stated': 'You have not said which ports the services use',
    'limit-too-short': 'A limit of {limit} is shorter than a refusal takes on Windows',
    installed: 'OutSystems {installed} is installed already',
    'other-version': 'OutSystems {installed} is installed; the profile says {named}',
  },
  find,
};

/** The rulings of what is installed, beside those of what the profile states. */
export const installedRulings: Readonly<
  Record<'installed' | 'other-version' | 'limit-too-short', PhaseRulings>
> = {
  'limit-too-short': always({
    verdict: 'warn',
    reason:
      'The profile gives a connection {limit}, but Windows asks a port that refuses three times, which takes about two seconds: a refused port looks like one that does not answer.',
    remedy:
      'Set [[limits.connectTimeoutMs in the profile to 3000|the time limit for one connection to 3000 ms]] or more, then run all checks again.',
    owner: 'you',
    asks: ['limits.connectTimeoutMs'],
  }),
  installed: {
    'before-install': {
      verdict: 'warn',
      reason:
        'OutSystems {installed} is installed on this machine already, so the phase before-install fits only an upgrade.',
      remedy: 'Choose the phase after-install, unless this machine is about to be upgraded.',
      owner: 'you',
    },
    'after-install': {
      verdict: 'pass',
      reason:
        'OutSystems {installed} is installed. Ports of the profile that differ from the defaults: {list}.',
      remedy: null,
      owner: null,
    },
  },
  'other-version': {
    'before-install': {
      verdict: 'warn',
      reason: 'OutSystems {installed} is installed on this machine already, and the profile says {named}.',
      remedy:
        'Choose the phase [[after-install|after the installation]] and correct [[environment.platformVersion in the profile|the platform version]], unless this machine is about to be upgraded to {named}.',
      owner: 'you',
      asks: ['environment.platformVersion'],
    },
    'after-install': {
      verdict: 'warn',
      reason:
        'OutSystems {installed} is installed on this machine, but the profile says {named}: which ports are checked depends on it.',
      remedy:
        'Correct [[environment.platformVersion in the profile|the platform version]], then run all checks again.',
      owner: 'you',
      asks: ['environment.platformVersion'],
    },
  },
};
