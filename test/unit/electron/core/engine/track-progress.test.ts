import { describe, expect, it } from 'vitest';
import { trackProgress } from '../../../../../electron/core/engine/track-progress.ts';
import { checks } from '../../../../../shared/catalogue/checks/index.ts';
import { buildPlan } from '../../../../../shared/plan/build-plan.ts';
import { profileSchema } from '../../../../../shared/profile/profile.ts';
import { type RunProgress, runProgressSchema } from '../../../../../shared/run/progress.ts';

const profile = profileSchema.parse({
  schemaVersion: 1,
  machine: { roles: ['front-end'] },
  controller: { host: '10.0.0.9' },
});
const plan = buildPlan(checks, profile, { hostname: 'fe-01', os: 'Linux', addresses: [] });
const at = '2026-11-22T10:00:00.000Z';

function track() {
  const told: RunProgress[] = [];
  const onEvent = trackProgress(checks, plan, (progress) => told.push(runProgressSchema.parse(progress)));
  const judged = () => told.flatMap((progress) => (progress.kind === 'check' ? [progress.check.id] : []));
  return { told, onEvent, judged };
}

const tcpKey = 'tcp 10.0.0.9 12000';

describe('the progress of a run', () => {
  it('begins with what is planned, and with the checks that ask nothing', () => {
    const { told, judged } = track();
    expect(told[0]).toMatchObject({ kind: 'planned', total: plan.checks.length });
    expect(judged()).toEqual(plan.checks.filter(({ probes }) => probes.length === 0).map(({ id }) => id));
  });

  it('tells each check once, after its last probe, also when several share one', () => {
    const { told, onEvent, judged } = track();
    const before = judged().length;
    onEvent({ kind: 'probe-finished', key: 'resolve 10.0.0.9', facts: [] });
    expect(judged().length).toBe(before);
    onEvent({
      kind: 'probe-finished',
      key: tcpKey,
      facts: [{ kind: 'tcp', outcome: 'open', host: '10.0.0.9', startedAt: at, durationMs: 1 }],
    });
    expect(judged().slice(before).sort()).toEqual(['mon-fe-ctrl', 'out-ctrl']);
    for (const { key } of plan.probes) onEvent({ kind: 'probe-finished', key, facts: [] });
    expect(judged().sort()).toEqual(plan.checks.map(({ id }) => id).sort());
    const last = told.findLast((progress) => progress.kind === 'check');
    expect(last).toMatchObject({ done: plan.checks.length, total: plan.checks.length });
  });

  it('names the probe that has been waiting longest whenever that changes', () => {
    const { told, onEvent } = track();
    const other = plan.probes.find(({ request }) => request.kind === 'bind')?.key ?? '';
    onEvent({ kind: 'probe-started', key: tcpKey, at });
    onEvent({ kind: 'probe-started', key: other, at: '2026-11-22T10:00:01.000Z' });
    onEvent({ kind: 'probe-finished', key: tcpKey, facts: [] });
    onEvent({ kind: 'probe-finished', key: other, facts: [] });
    const waiting = told.flatMap((progress) => (progress.kind === 'waiting' ? [progress.longest] : []));
    expect(waiting).toEqual([
      { what: '10.0.0.9:12000', since: at, limitMs: 5000 },
      { what: expect.stringMatching(/^local port \d+$/), since: '2026-11-22T10:00:01.000Z', limitMs: 5000 },
      null,
    ]);
  });
});
