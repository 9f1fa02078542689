import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { mergeRerun } from '../../../../shared/run/rerun.ts';
import { runResultSchema } from '../../../../shared/run/result.ts';
import { waiveChecks } from '../../../../shared/run/waive.ts';
import { checkOf, farmRun, ids } from './farm-run.ts';

const later = {
  id: '00000000-0000-4000-8000-000000000002',
  startedAt: '2026-11-22T11:00:00.000Z',
  finishedAt: '2026-11-22T11:00:02.000Z',
};
const refusal = (action: () => unknown): unknown => {
  try {
    action();
  } catch (error) {
    return error instanceof AppError ? [error.code, error.message] : error;
  }
  return 'no refusal';
};

describe('a repetition', () => {
  const base = farmRun({ first: 'timeout', second: 'timeout' });

  it('replaces what was tested again, keeps the rest, and counts like one run', () => {
    const rerun = farmRun({ first: 'open' }, { ...later, only: [ids.first] });
    const merged = mergeRerun(base, rerun);
    const whole = farmRun({ first: 'open', second: 'timeout' }, { ...later, startedAt: base.startedAt });
    expect(merged).toEqual(whole);
    expect(runResultSchema.safeParse(merged).success).toBe(true);
  });

  it('changes nothing where nothing changed', () => {
    const rerun = farmRun({ first: 'timeout', second: 'timeout' }, { ...later, only: [ids.second] });
    expect(mergeRerun(base, rerun).checks).toEqual(base.checks);
  });

  it('that was cancelled before it got to a check leaves the earlier answer', () => {
    const rerun = farmRun(
      { first: 'cancelled', second: 'open' },
      { ...later, only: ['out-deploy'], cancelled: true },
    );
    const merged = mergeRerun(base, rerun);
    expect(checkOf(merged, ids.first)).toEqual(checkOf(base, ids.first));
    expect(checkOf(merged, ids.second).verdict).toBe('pass');
    expect(merged.cancelled).toBe(false);
  });

  it('of what a cancelled run left open completes it', () => {
    const stopped = farmRun({ first: 'cancelled', second: 'cancelled' }, { cancelled: true });
    const half = mergeRerun(stopped, farmRun({}, { ...later, only: [ids.first] }));
    expect([half.cancelled, half.verdict]).toEqual([true, 'unknown']);
    const whole = mergeRerun(half, farmRun({}, { ...later, only: [ids.second] }));
    expect([whole.cancelled, whole.verdict]).toEqual([false, 'pass']);
  });

  it('keeps what the earlier run found installed, unless it asked again', () => {
    const installation = { version: '11.28.1.44071', services: [] };
    const earlier = { ...base, machine: { ...base.machine, installation } };
    const rerun = farmRun({ first: 'open' }, { ...later, only: [ids.first] });
    expect(mergeRerun(earlier, rerun).machine).toEqual({ ...rerun.machine, installation });
    const newer = { version: '11.41.0.1', services: [] };
    const asked = { ...rerun, machine: { ...rerun.machine, installation: newer } };
    expect(mergeRerun(earlier, asked).machine.installation).toEqual(newer);
  });

  it('keeps with whose rights the earlier run looked, where it does not tell itself', () => {
    const earlier = { ...base, machine: { ...base.machine, isElevated: true } };
    const rerun = farmRun({ first: 'open' }, { ...later, only: [ids.first] });
    expect(mergeRerun(earlier, rerun).machine).toEqual(earlier.machine);
  });

  it('adds its connections to those of the earlier run', () => {
    const contact = (address: string, count: number) => ({ host: 'fe1', address, port: 12001, count });
    const first = farmRun({}, { contacted: [contact('10.0.0.9', 2), contact('10.0.0.8', 1)] });
    const second = farmRun({}, { ...later, contacted: [contact('10.0.0.9', 3), contact('10.0.0.7', 1)] });
    expect(mergeRerun(first, second).contacted).toEqual([
      contact('10.0.0.9', 5),
      contact('10.0.0.8', 1),
      contact('10.0.0.7', 1),
    ]);
  });

  it('is judged under the waivers of the earlier run', () => {
    const reason = 'The firewall opens on Monday.';
    const waived = waiveChecks(base, [ids.first], reason);
    const still = mergeRerun(waived, farmRun({ first: 'refused' }, { ...later, only: [ids.first] }));
    expect(checkOf(still, ids.first)).toMatchObject({
      verdict: 'waived',
      finding: 'refused',
      waiver: { reason },
    });
    const mended = mergeRerun(waived, farmRun({ first: 'open' }, { ...later, only: [ids.first] }));
    expect(checkOf(mended, ids.first)).toMatchObject({ verdict: 'pass', waiver: null });
    expect(mended.profile.waivers).toEqual([{ check: ids.first, reason }]);
  });

  it('does not take over a waiver that only the repetition had', () => {
    const profile = { waivers: [{ check: ids.first, reason: 'Not agreed' }] };
    const rerun = farmRun({ first: 'timeout' }, { ...later, profile, only: [ids.first] });
    expect(checkOf(mergeRerun(base, rerun), ids.first)).toMatchObject({ verdict: 'fail', waiver: null });
  });

  it('is refused when the catalogue, the machine or the profile is another', () => {
    const refused = (name: string) => [
      'input-invalid',
      `The checks cannot be joined to the earlier run, because the ${name} is not the same. Run all checks.`,
    ];
    const join = (options: object) => refusal(() => mergeRerun(base, farmRun({}, { ...later, ...options })));
    expect(join({ catalogueSha256: 'b'.repeat(64) })).toEqual(refused('catalogue'));
    expect(join({ hostname: 'web-02' })).toEqual(refused('machine'));
    expect(join({ profile: { machine: { roles: ['controller'] } } })).toEqual(refused('machine'));
    expect(join({ profile: { phase: 'after-install' } })).toEqual(refused('profile'));
    expect(join({ profile: { frontEnds: [{ host: 'fe1.example.local' }] } })).toEqual(refused('profile'));
    expect(join({ hostname: 'WEB-01' })).toBe('no refusal');
  });
});
