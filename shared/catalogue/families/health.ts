import type { Fact } from '../../probe/fact.ts';
import { factsOf } from '../../probe/facts-of.ts';
import { hostAndPort } from '../../profile/host.ts';
import type { Family, Finding, PhaseRulings, Subject } from '../check.ts';
import { param } from '../parameter.ts';
import {
  always,
  interruptedFindings,
  interruptedHeadlines,
  interruptedRulings,
  interruption,
} from './interrupted.ts';
import { slowStart, slowStartHeadline, slowStartRuling } from './slow-start.ts';

export const healthFindings = [
  'healthy',
  'slow-start',
  'not-found',
  'unhealthy',
  'refused',
  'no-answer',
  ...interruptedFindings,
] as const;
export type HealthFinding = (typeof healthFindings)[number];

const parameters = {
  service: 'keep',
  target: 'host',
  path: 'keep',
  status: 'number',
  ms: 'milliseconds',
  seconds: 'duration',
  code: 'code',
} as const;

const headlines: Readonly<Partial<Record<HealthFinding, string>>> = {
  'slow-start': slowStartHeadline,
  'not-found': '{target} knows no {service}',
  unhealthy: '{service} answers {status}',
  refused: 'Nothing listens on {target}',
  'no-answer': '{service} on {target} gives no answer',
  ...interruptedHeadlines('{service}'),
};

const findingOf = (status: number | undefined): HealthFinding => {
  if (status === undefined) return 'no-answer';
  if (status === 404) return 'not-found';
  return status >= 200 && status < 300 ? 'healthy' : 'unhealthy';
};

function find(facts: readonly Fact[], subject: Subject): Finding<HealthFinding> {
  const http = factsOf(facts, 'http')[0];
  const { host = '', port = 0 } = subject.destination ?? {};
  const base = { ...subject.parameters, target: param.host(hostAndPort(host, port ?? 0)) };
  const stopped = interruption(facts, http !== undefined);
  if (stopped !== null || http === undefined)
    return {
      finding: stopped?.finding ?? 'no-evidence',
      parameters: { ...base, ...stopped?.parameters },
    };
  const found = http.outcome === 'refused' ? 'refused' : findingOf(http.status);
  return {
    finding: found === 'healthy' && slowStart([http]) !== null ? 'slow-start' : found,
    parameters: {
      ...base,
      path: param.keep(http.path),
      status: http.status === undefined ? param.keep('none') : param.number(http.status),
      ms: param.milliseconds(http.durationMs),
      seconds: param.duration(http.durationMs),
      code: param.code(http.code),
    },
  };
}

/** Does an application of the platform on this machine say that it is well? Only an answer of success counts. */
export const health: Family<HealthFinding> = {
  name: 'health',
  findings: healthFindings,
  parameters,
  headlines,
  find,
};

const look =
  'Look for its error in the Windows event log. Status 500 often means that the .NET hosting bundle of this platform version is missing.';

export const healthRulings: Readonly<Record<HealthFinding, PhaseRulings>> = {
  healthy: always({
    verdict: 'pass',
    reason: '{service} answered with status {status} in {ms}.',
    remedy: null,
    owner: null,
  }),
  'slow-start': slowStartRuling,
  'not-found': always({
    verdict: 'warn',
    reason: 'The web server on {target} knows no {service} (status {status} for {path}).',
    remedy:
      'In IIS, check that the Default Web Site has the application of {service}; if not, run the Configuration Tool again. Very early releases of OutSystems 11 have none: then leave this overlay out.',
    owner: 'you',
  }),
  unhealthy: always({
    verdict: 'warn',
    reason: '{service} answered with status {status}.',
    remedy: look,
    owner: 'you',
  }),
  refused: always({
    verdict: 'warn',
    reason: 'No web server listens on {target} ({code}), so that {service} cannot be asked.',
    remedy: 'Start IIS; the check of the local web server says how.',
    owner: 'you',
  }),
  'no-answer': always({
    verdict: 'warn',
    reason: '{service} on {target} gave no answer over HTTP ({code}).',
    remedy: look,
    owner: 'you',
  }),
  ...interruptedRulings,
};
