import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Folders } from './running.ts';

/** The session that is kept for the next start, as it stands on disk; empty where none is. For `expect.poll`. */
export function keptSession({ home }: Folders): string {
  const path = join(home, 'session.json');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
