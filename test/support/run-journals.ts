import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownMark, type ProcessMark } from '../../electron/core/files/process-mark.ts';
import type { JournalHead, JournalLine } from '../../electron/core/journal/journal-lines.ts';
import { catalogue } from '../../shared/catalogue/catalogue.ts';
import { buildPlan, narrowPlan } from '../../shared/plan/build-plan.ts';
import type { Fact } from '../../shared/probe/fact.ts';
import { healthyWorld, sampleMachine, sampleProfile } from './sample-results.ts';

/** The mark of a process of this machine that has ended. */
export async function endedProcess(): Promise<ProcessMark> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return { ...ownMark(), pid: child.pid ?? 0 };
}

export const journalId = '11111111-2222-4333-8444-555555555555';

const { proxies = [], ...machine } = sampleMachine;

const profile = sampleProfile({ environment: { name: 'Production', oneProvider: 'yes' } });

/** The head of a journal, with changes. */
export const journalHead = (process: ProcessMark, changes: Partial<JournalHead> = {}): JournalHead => ({
  kind: 'begun',
  schema: 'netready.journal/1',
  id: journalId,
  process,
  startedAt: '2026-11-22T10:00:00.000Z',
  profile,
  machine: { ...machine, proxies },
  only: [],
  base: null,
  ...changes,
});

const at = '2026-11-22T10:00:07.000Z';

/** All that shows that local port 12000 is free. */
export const freePort: readonly JournalLine[] = narrowPlan(
  buildPlan(catalogue.checks, profile, sampleMachine),
  ['loc-port-12000'],
).probes.map(({ key, request }) => ({
  kind: 'facts',
  key,
  at,
  facts: healthyWorld('before-install')(request).map(
    (answer) => ({ ...answer, startedAt: at, durationMs: 1 }) as Fact,
  ),
}));

export const journalText = (head: JournalHead, lines: readonly JournalLine[] = freePort): string =>
  [head, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');

/** Puts a journal into the folder of kept runs of a data folder, written last so many minutes ago. */
export async function leaveJournal(
  dataFolder: string,
  text: string,
  { minutesAgo = 0, id = journalId } = {},
): Promise<string> {
  const path = join(dataFolder, 'runs', `${id}.journal`);
  await mkdir(join(dataFolder, 'runs'), { recursive: true });
  await writeFile(path, text);
  const then = new Date(Date.now() - minutesAgo * 60_000);
  await utimes(path, then, then);
  return path;
}
