import { describe, expect, it } from 'vitest';
import { runBefore } from '../../../../../renderer/components/results/use-earlier-run.ts';
import { verdictSentence } from '../../../../../shared/report/verdict-sentence.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import { farmRun } from '../../../shared/run/farm-run.ts';

const at = (hour: number, id: number, hostname = 'web-01'): RunResult =>
  farmRun(
    {},
    {
      id: `00000000-0000-4000-8000-00000000000${id}`,
      hostname,
      finishedAt: `2026-11-22T${hour}:00:00.000Z`,
    },
  );
const listed = (run: RunResult) => ({
  id: run.id,
  finishedAt: run.finishedAt,
  environment: run.profile.environment.name,
  hostname: run.machine.hostname,
  verdict: run.verdict,
  sentence: verdictSentence(run),
  brokenOff: false,
});

describe('the run before this one', () => {
  const runs = [at(13, 3), at(12, 2), at(11, 1)].map(listed);

  it('is the newest one of the same machine that ended earlier', () => {
    expect(runBefore(at(13, 3), runs)?.id).toBe(at(12, 2).id);
    expect(runBefore(at(12, 2), [...runs].reverse())?.id).toBe(at(11, 1).id);
  });

  it('is none for the first run, and none of another machine or environment', () => {
    expect(runBefore(at(11, 1), runs)).toBeNull();
    expect(runBefore(at(14, 4, 'web-02'), runs)).toBeNull();
    expect(
      runBefore(
        at(14, 4),
        runs.map((run) => ({ ...run, environment: 'Test' })),
      ),
    ).toBeNull();
  });
});
