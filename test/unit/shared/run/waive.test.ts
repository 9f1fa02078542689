import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { maxWaivers } from '../../../../shared/profile/profile.ts';
import { runResultSchema } from '../../../../shared/run/result.ts';
import { isWaivable, waiveChecks } from '../../../../shared/run/waive.ts';
import { checkOf, farmRun, ids } from './farm-run.ts';

const reason = 'The firewall opens on Monday.';
const coverage = (result: ReturnType<typeof farmRun>, key: string) =>
  result.coverage.find(({ requirement }) => requirement === key)?.verdict;
const refusal = (action: () => unknown): unknown => {
  try {
    action();
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
  return 'no refusal';
};

describe('a waiver', () => {
  const failed = farmRun({ first: 'timeout' });

  it('sets a failure aside, keeps what the facts said, and counts everywhere', () => {
    expect([failed.verdict, coverage(failed, 'R10')]).toEqual(['fail', 'fail']);
    const waived = waiveChecks(failed, [ids.first], reason);
    expect(checkOf(waived, ids.first)).toEqual({
      ...checkOf(failed, ids.first),
      verdict: 'waived',
      waiver: { verdict: 'fail', reason },
    });
    expect(waived.profile.waivers).toEqual([{ check: ids.first, reason }]);
    expect([waived.verdict, coverage(waived, 'R10')]).toEqual(['pass', 'waived']);
    expect(waived.counts).toMatchObject({ fail: 0, waived: 1 });
    expect(waived.coverage.filter(({ checks }) => checks.length === 0)).toEqual(
      failed.coverage.filter(({ checks }) => checks.length === 0),
    );
    expect(runResultSchema.safeParse(waived).success).toBe(true);
  });

  it('is the same as one that the profile had from the start', () => {
    const before = farmRun({ first: 'timeout' }, { profile: { waivers: [{ check: ids.first, reason }] } });
    expect(waiveChecks(failed, [ids.first], reason)).toEqual(before);
  });

  it('can be taken back, and then the result is as it was', () => {
    expect(waiveChecks(waiveChecks(failed, [ids.first], reason), [ids.first], null)).toEqual(failed);
  });

  it('can get another reason', () => {
    const again = waiveChecks(waiveChecks(failed, [ids.first], 'First reason'), [ids.first], reason);
    expect(checkOf(again, ids.first).waiver).toEqual({ verdict: 'fail', reason });
    expect(again.profile.waivers).toEqual([{ check: ids.first, reason }]);
  });

  it('of all checks of a definition goes on for the others when one is taken back', () => {
    const waivers = [{ check: 'out-deploy', reason }];
    const result = farmRun({ first: 'timeout', second: 'timeout' }, { profile: { waivers } });
    const back = waiveChecks(result, [ids.first], null);
    expect(checkOf(back, ids.first)).toMatchObject({ verdict: 'fail', waiver: null });
    expect(checkOf(back, ids.second)).toMatchObject({ verdict: 'waived', waiver: { reason } });
    expect(back.profile.waivers).toEqual([{ check: ids.second, reason }]);
  });

  it('stays on every other check when one is taken back, also on those that this run does not have', () => {
    const waivers = [
      { check: 'in-rdp', reason: 'Not in this run' },
      { check: ids.first, reason },
      { check: ids.second, reason: 'Another reason' },
    ];
    const result = farmRun({ first: 'timeout', second: 'timeout' }, { profile: { waivers } });
    const back = waiveChecks(result, [ids.first], null);
    expect(back.profile.waivers).toEqual([waivers[0], waivers[2]]);
    expect(checkOf(back, ids.second)).toEqual(checkOf(result, ids.second));
    expect([back.verdict, back.counts.fail, back.counts.waived]).toEqual(['fail', 1, 1]);
  });

  it('sets nothing aside that passed, whatever the profile says', () => {
    const waivers = [{ check: 'out-deploy', reason: 'All of them' }];
    const result = farmRun({ first: 'timeout' }, { profile: { waivers } });
    expect(checkOf(result, ids.first).verdict).toBe('waived');
    expect(checkOf(result, ids.second)).toMatchObject({ verdict: 'pass', waiver: null });
  });

  it('of one check goes before that of all checks of its definition', () => {
    const waivers = [{ check: 'out-deploy', reason: 'All of them' }];
    const result = farmRun({ first: 'timeout', second: 'timeout' }, { profile: { waivers } });
    const changed = waiveChecks(result, [ids.first], reason);
    expect(checkOf(changed, ids.first).waiver?.reason).toBe(reason);
    expect(checkOf(changed, ids.second).waiver?.reason).toBe('All of them');
  });

  it('of several checks is one step, and so is taking it back', () => {
    const both = farmRun({ first: 'timeout', second: 'timeout' });
    const waived = waiveChecks(both, [ids.first, ids.second], reason);
    expect(waived.counts).toMatchObject({ fail: 0, waived: 2 });
    expect(waived.profile.waivers).toEqual([
      { check: ids.first, reason },
      { check: ids.second, reason },
    ]);
    expect(waiveChecks(waived, [ids.second, ids.first], null)).toEqual(both);
  });

  it('of several checks is refused as a whole when one of them needs none', () => {
    expect(refusal(() => waiveChecks(failed, [ids.first, ids.second], reason))).toBe('input-invalid');
    expect(refusal(() => waiveChecks(failed, [ids.first, 'out-nothing'], reason))).toBe('not-found');
  });

  it('is refused for a pass, for what another machine must test, and for what is not there', () => {
    expect(refusal(() => waiveChecks(failed, [ids.second], reason))).toBe('input-invalid');
    expect(refusal(() => waiveChecks(failed, [ids.inbound], reason))).toBe('input-invalid');
    expect(refusal(() => waiveChecks(failed, ['out-nothing'], reason))).toBe('not-found');
  });

  it('that does not exist cannot be taken back', () => {
    expect(refusal(() => waiveChecks(failed, [ids.first], null))).toBe('input-invalid');
  });

  it('is refused when the profile holds as many as it may', () => {
    const full = (count: number) => ({
      waivers: Array.from({ length: count }, (_, index) => ({ check: `out-ctrl@${index}`, reason })),
    });
    const almost = farmRun({ first: 'timeout' }, { profile: full(maxWaivers - 1) });
    expect(waiveChecks(almost, [ids.first], reason).profile.waivers).toHaveLength(maxWaivers);
    const brim = farmRun({ first: 'timeout' }, { profile: full(maxWaivers) });
    expect(refusal(() => waiveChecks(brim, [ids.first], reason))).toBe('input-invalid');
  });

  it('keeps the result readable for the longest host that a profile allows', () => {
    const host = `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.local`;
    const result = farmRun({}, { profile: { frontEnds: [{ host }] } });
    const waived = waiveChecks(result, [`out-deploy@${host}`], reason);
    expect(checkOf(waived, `out-deploy@${host}`).waiver?.verdict).toBe('unknown');
    expect(runResultSchema.safeParse(waived).success).toBe(true);
  });
});

describe('what can be waived', () => {
  it('is exactly what needs attention', () => {
    expect((['fail', 'warn', 'unknown', 'not-yet'] as const).every(isWaivable)).toBe(true);
    expect(
      (['pass', 'not-testable-here', 'skipped', 'not-applicable', 'waived'] as const).some(isWaivable),
    ).toBe(false);
  });
});
