import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '../../../shared/run/result.ts';
import type { Folders } from './running.ts';

/** Puts a result among the runs that the program keeps for its user, before it is started. */
export function keepRun({ home }: Folders, result: RunResult): void {
  const folder = join(home, 'runs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, `${result.id}.json`), JSON.stringify(result), { mode: 0o600 });
}
