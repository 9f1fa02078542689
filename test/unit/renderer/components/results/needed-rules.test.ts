import { describe, expect, it } from 'vitest';
import { neededRules, rulesOf } from '../../../../../renderer/components/results/needed-rules.ts';
import { canRunAgain } from '../../../../../renderer/components/results/run-again.ts';
import { checkOf, farmRun, ids } from '../../../shared/run/farm-run.ts';

const phase = { phase: 'after-install' };
const result = farmRun({ controller: 'refused', first: 'timeout', second: 'timeout' }, { profile: phase });

describe('the firewall rules of the cards', () => {
  const rules = neededRules(result);

  it('are those that the network team is asked for', () => {
    expect(rules.get(ids.first)).toMatchObject([
      { port: 12001, protocol: 'TCP', destination: { host: 'fe1.example.local' }, state: 'needed' },
    ]);
  });

  it('leave out services that are stopped, and what is open or was not tried', () => {
    expect([...rules.keys()].sort()).toEqual([ids.first, ids.second].sort());
    expect(neededRules(farmRun()).size).toBe(0);
  });

  it('of several checks come once each', () => {
    const checks = [checkOf(result, ids.first), checkOf(result, ids.first), checkOf(result, ids.second)];
    expect(rulesOf(checks, rules)).toHaveLength(2);
  });
});

describe('running a check again', () => {
  it('makes sense for what was asked, and for what was not asked yet', () => {
    expect(canRunAgain(checkOf(result, ids.first))).toBe(true);
    const part = farmRun({}, { only: [ids.first] });
    expect(canRunAgain(checkOf(part, ids.second))).toBe(true);
    const stopped = farmRun({ first: 'cancelled' }, { cancelled: true });
    expect(canRunAgain(checkOf(stopped, ids.first))).toBe(true);
  });

  it('makes none for what another machine must test, or what the profile must answer', () => {
    expect(canRunAgain(checkOf(result, ids.inbound))).toBe(false);
    const profile = { machine: { roles: ['controller'] }, frontEnds: [] };
    const unanswered = farmRun({}, { profile });
    expect(canRunAgain(checkOf(unanswered, 'out-deploy'))).toBe(false);
  });
});
