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

/** An instant as a part of a file name: `yyyymmdd-hhmmssZ`. */
function fileStamp(instant: string): string {
  const [date = '', time = ''] = instant.split('T');
  return `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}Z`;
}

/**
 * The name, without an ending, of the files of one run: `netready-<host>-<yyyymmdd-hhmmss>Z`, from the time at which
 * the run ended, so that names sort by time and say where they come from.
 */
export function reportBaseName(result: Pick<RunResult, 'finishedAt' | 'machine'>): string {
  return `netready-${fileSafe(result.machine.hostname)}-${fileStamp(result.finishedAt)}`;
}

/** What of an environment names its files. */
type NamedEnvironment = { readonly mergedAt: string; readonly environment: { readonly name: string } };

/**
 * The name, without an ending, of the files of an environment report: `netready-environment-<name>-<yyyymmdd-hhmmss>Z`, from
 * the time at which it was merged; without a name where the environment has none.
 */
export function environmentBaseName({ mergedAt, environment }: NamedEnvironment): string {
  const name = environment.name.trim() === '' ? '' : `${fileSafe(environment.name)}-`;
  return `netready-environment-${name}${fileStamp(mergedAt)}`;
}
