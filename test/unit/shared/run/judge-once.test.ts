import { describe, expect, it } from 'vitest';
import type { CheckDefinition } from '../../../../shared/catalogue/check.ts';
import { outCtrl } from '../../../../shared/catalogue/checks/out-ctrl.ts';
import { buildPlan } from '../../../../shared/plan/build-plan.ts';
import type { Fact } from '../../../../shared/probe/fact.ts';
import { profileSchema } from '../../../../shared/profile/profile.ts';
import { judgeCheck } from '../../../../shared/run/judge.ts';
import { judgeOnce } from '../../../../shared/run/judge-once.ts';

const profile = profileSchema.parse({
  schemaVersion: 1,
  machine: { roles: ['front-end'] },
  controller: { host: '10.0.0.9' },
});
const plan = buildPlan([outCtrl], profile, { hostname: 'fe-01', os: 'Windows Server 2022', addresses: [] });
const check = plan.checks.find(({ id }) => id === 'out-ctrl');

const tcp = (outcome: Fact['outcome']): Fact => ({
  kind: 'tcp',
  outcome,
  host: '10.0.0.9',
  remoteAddress: '10.0.0.9',
  remotePort: 12000,
  startedAt: '2026-11-22T10:00:00.000Z',
  durationMs: 3,
});

describe('judging once', () => {
  it('gives what judging gives, asks the family once for the same facts, and again for others', () => {
    if (check === undefined) throw new Error('nothing was planned');
    const asked: (readonly Fact[])[] = [];
    const counting: CheckDefinition = {
      ...outCtrl,
      family: {
        ...outCtrl.family,
        find: (facts, subject) => {
          asked.push(facts);
          return outCtrl.family.find(facts, subject);
        },
      },
    };
    const judge = judgeOnce();
    const open = tcp('open');
    const first = judge(check, counting, [open], profile);
    expect(first).toEqual(judgeCheck(check, outCtrl, [open], profile));
    expect(judge(check, counting, [open], profile)).toBe(first);
    expect(asked).toHaveLength(1);
    const other = judge(check, counting, [tcp('timeout')], profile);
    expect(other).toEqual(judgeCheck(check, outCtrl, [tcp('timeout')], profile));
    expect(asked).toHaveLength(2);
  });
});
