import { describe, expect, it } from 'vitest';
import type { CheckDefinition, Finding } from '../../../../shared/catalogue/check.ts';
import { outCtrl } from '../../../../shared/catalogue/checks/out-ctrl.ts';
import { buildPlan, narrowPlan } from '../../../../shared/plan/build-plan.ts';
import type { PlannedCheck } from '../../../../shared/plan/plan.ts';
import type { Fact } from '../../../../shared/probe/fact.ts';
import { profileSchema } from '../../../../shared/profile/profile.ts';
import { judgeCheck } from '../../../../shared/run/judge.ts';

const machine = { hostname: 'fe-01', os: 'Windows Server 2022', addresses: [] };
const profileWith = (fields: object) =>
  profileSchema.parse({
    schemaVersion: 1,
    machine: { roles: ['front-end'] },
    controller: { host: '10.0.0.9' },
    ...fields,
  });

function planned(definition: CheckDefinition, only?: string): PlannedCheck {
  const plan = buildPlan([definition], profileWith({}), machine);
  const [check] = (only === undefined ? plan : narrowPlan(plan, [only])).checks;
  if (check === undefined) throw new Error('nothing was planned');
  return check;
}

const tcp = (outcome: Fact['outcome']): Fact => ({
  kind: 'tcp',
  outcome,
  host: '10.0.0.9',
  remoteAddress: '10.0.0.9',
  remotePort: 12000,
  startedAt: '2026-11-22T10:00:00.000Z',
  durationMs: outcome === 'open' ? 3 : 5000,
  code: 'ETIMEDOUT',
});

const withFamily = (find: () => Finding): CheckDefinition => ({
  ...outCtrl,
  family: { ...outCtrl.family, find },
});

describe('judging two attempts', () => {
  it('goes by the later one, says so, and keeps both', () => {
    const facts = [tcp('timeout'), { ...tcp('open'), durationMs: 2, attempt: 2 }];
    expect(judgeCheck(planned(outCtrl), outCtrl, facts, profileWith({}))).toMatchObject({
      verdict: 'pass',
      finding: 'open',
      reason: '10.0.0.9 accepted the connection to port 12000 in 2.0 ms at the second attempt.',
      facts,
    });
  });
});

describe('judging a check', () => {
  it('says what the facts mean in the phase of the profile', () => {
    const judge = (phase: string) =>
      judgeCheck(planned(outCtrl), outCtrl, [tcp('refused')], profileWith({ phase }));
    expect(judge('before-install')).toMatchObject({ verdict: 'not-yet', title: outCtrl.title });
    expect(judge('after-install')).toMatchObject({
      verdict: 'fail',
      title: outCtrl.title,
      headline: 'Nothing listens on 10.0.0.9:12000',
      owner: 'you',
    });
  });

  it('fills in who, where and how long', () => {
    const result = judgeCheck(planned(outCtrl), outCtrl, [tcp('timeout')], profileWith({}));
    expect(result.reason).toBe(
      'No answer from 10.0.0.9 on port 12000 within 5 s: packets are dropped on the way.',
    );
    expect(result.remedy).toContain('Allow TCP 12000 from fe-01 to 10.0.0.9');
    expect(result).toMatchObject({ verdict: 'fail', owner: 'network-team', facts: [{ outcome: 'timeout' }] });
  });

  it.each<[string, CheckDefinition]>([
    [
      'a judge that throws',
      withFamily(() => {
        throw new TypeError('broken');
      }),
    ],
    ['a finding without a ruling', withFamily(() => ({ finding: 'unheard-of', parameters: {} }))],
    ['a text without its value', withFamily(() => ({ finding: 'open', parameters: {} }))],
  ])('is unknown, with the facts kept, after %s', (_name, definition) => {
    const result = judgeCheck(planned(definition), definition, [tcp('open')], profileWith({}));
    expect(result).toMatchObject({ verdict: 'unknown', facts: [{ outcome: 'open' }] });
    expect(result.reason).toBe('The facts were gathered, but Netready could not judge them.');
  });

  it('is unknown when the profile lacks an answer, and skipped when it was left out', () => {
    const missing = { gap: 'no-front-end' as const, parameters: {} };
    const check = { ...planned(outCtrl), missing };
    expect(judgeCheck(check, outCtrl, [], profileWith({}))).toMatchObject({
      verdict: 'unknown',
      finding: 'not-planned',
      headline: 'The profile lists no front-end server',
      reason: 'The profile lists no front-end server.',
      remedy: 'Add the front-end servers to the profile (frontEnds).',
      asks: ['frontEnds'],
    });
    const leftOut = { ...check, leftOut: true };
    expect(judgeCheck(leftOut, outCtrl, [], profileWith({}))).toMatchObject({
      verdict: 'skipped',
      finding: 'left-out',
    });
  });

  it('takes no evidence for unknown, never for a pass', () => {
    expect(judgeCheck(planned(outCtrl), outCtrl, [], profileWith({})).verdict).toBe('unknown');
  });

  it('waives what needs attention and nothing else', () => {
    const waivers = [{ check: 'OUT-CTRL', reason: 'firewall opens on Monday' }];
    const judge = (outcome: Fact['outcome']) =>
      judgeCheck(planned(outCtrl), outCtrl, [tcp(outcome)], profileWith({ waivers }));
    expect(judge('timeout')).toMatchObject({
      verdict: 'waived',
      headline: '10.0.0.9:12000 does not answer',
      waiver: { verdict: 'fail', reason: 'firewall opens on Monday' },
    });
    expect(judge('open')).toMatchObject({ verdict: 'pass', waiver: null });
  });
});
