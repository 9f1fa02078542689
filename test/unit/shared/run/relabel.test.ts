import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { relabelRun } from '../../../../shared/run/relabel.ts';
import { type RunResult, runResultSchema } from '../../../../shared/run/result.ts';
import { waiveChecks } from '../../../../shared/run/waive.ts';
import { checkOf, definitions, farmRun, ids } from './farm-run.ts';

const named = (name: string) => ({
  machine: { name, roles: ['controller', 'front-end'] },
  environment: { name: `Environment of ${name}` },
});
const here = { hostname: 'web-01', os: 'Linux', addresses: ['10.0.0.5'] };
const observed = { controller: 'timeout', first: 'timeout' } as const;
const old = farmRun(observed, { profile: named('old-name') });
const fresh = farmRun(observed, { profile: named('new-name') });

describe('a run under other names', () => {
  it('says exactly what it would have said under them from the start', () => {
    expect(checkOf(old, ids.first).remedy).toContain('old-name');
    const renamed = relabelRun(old, fresh.profile, definitions, here);
    expect(renamed).toEqual(fresh);
    expect(JSON.stringify(renamed)).not.toContain('old-name');
    expect(runResultSchema.safeParse(renamed).success).toBe(true);
  });

  it('keeps its waivers and what it left out', () => {
    const reason = 'Agreed with the network team';
    const waived = waiveChecks(
      farmRun(observed, { profile: named('old-name'), only: [ids.first] }),
      [ids.first],
      reason,
    );
    const expected = waiveChecks(
      farmRun(observed, { profile: named('new-name'), only: [ids.first] }),
      [ids.first],
      reason,
    );
    expect(relabelRun(waived, fresh.profile, definitions, here)).toEqual(expected);
  });

  it('leaves what another version has said as it was said', () => {
    const remedy = 'In other words: open the port for old-name.';
    const checks = old.checks.map((check) => (check.id === ids.first ? { ...check, remedy } : check));
    const renamed = relabelRun({ ...old, checks }, fresh.profile, definitions, here);
    expect(checkOf(renamed, ids.first)).toMatchObject({ remedy, facts: checkOf(old, ids.first).facts });
    expect(checkOf(renamed, ids.controller)).toEqual(checkOf(fresh, ids.controller));
    expect(renamed.profile.machine.name).toBe('new-name');
  });

  it('leaves checks that are not known any more as they are', () => {
    const renamed = relabelRun(old, fresh.profile, [], here);
    expect(renamed).toEqual({ ...old, profile: fresh.profile });
  });

  it('is refused where more than names differs', () => {
    const other: RunResult['profile'] = { ...fresh.profile, phase: 'after-install' };
    const refused = () => relabelRun(old, other, definitions, here);
    expect(refused).toThrow(AppError);
    expect(refused).toThrow(
      'The names cannot be taken over, because more than names has changed. Run all checks.',
    );
  });
});
