import type { RunResult } from '../run/result.ts';

const longestHost = 60;

/** A host name as a part of a file name that every system accepts: letters, digits and hyphens only. */
function fileSafe(host: string): string {
  const safe = host
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, longestHost);
  return safe === '' ? 'machine' : safe;
}

/**
 * The name, without an ending, of the files of one run: `netready-<host>-<yyyymmdd-hhmmss>Z`, from the time at which
 * the run ended, so that names sort by time and say where they come from.
 */
export function reportBaseName(result: Pick<RunResult, 'finishedAt' | 'machine'>): string {
  const [date = '', time = ''] = result.finishedAt.split('T');
  const stamp = `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}`;
  return `netready-${fileSafe(result.machine.hostname)}-${stamp}Z`;
}
