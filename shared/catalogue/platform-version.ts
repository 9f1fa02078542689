import type { PlanContext, Subjects } from './check.ts';
import { missing, notApplicable } from './subjects.ts';

const numbersOf = (version: string): readonly number[] => version.split('.').map(Number);

/** Whether a version is a release or a later one. Numbers are compared one by one; one that is not there counts as 0. */
export function isAtLeast(version: string, release: string): boolean {
  const [left, right] = [numbersOf(version), numbersOf(release)];
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** The gap of a profile that does not say which version of the platform it is about. */
export const noPlatformVersion: Subjects = missing('no-platform-version');

/**
 * Plans a check of something that came with a release of the platform.
 * @param what what came with it, as the beginning of a sentence: `Port 12101 is used`
 */
export function sinceRelease(
  { profile }: PlanContext,
  release: string,
  what: string,
  plan: () => Subjects,
): Subjects {
  const version = profile.environment.platformVersion;
  if (version === undefined) return noPlatformVersion;
  return isAtLeast(version, release)
    ? plan()
    : notApplicable(
        `${what} from OutSystems ${release} on, and [[the profile says|the version here is]] ${version}.`,
      );
}
