import { type Database, unnamedPurposes } from '../profile/profile.ts';
import type { PlanContext, Subjects } from './check.ts';
import { databaseSubjects, withUnnamed } from './database-subjects.ts';
import { missing, notApplicable, planned } from './subjects.ts';

/**
 * Why a check of containers cannot be planned; null when it can. A machine that is a container runtime in an
 * environment without containers is a contradiction of the profile, not a reason to check nothing.
 */
export function containersGap({ profile, roles }: PlanContext): Subjects | null {
  if (profile.environment.hosting === 'containers') return null;
  return roles.includes('container-runtime')
    ? missing('servers-instead-of-containers')
    : notApplicable('Applications do not run in containers in this environment[[ (environment.hosting)]].');
}

/**
 * One connection from the container runtime to each database of a purpose, whatever its engine. The platform database has
 * to be named, and a logging database that is said to be there; it may be the same one.
 */
export function containerDatabases(
  context: PlanContext,
  purpose: Extract<Database['purpose'], 'platform' | 'logging'>,
): Subjects {
  const gap = containersGap(context);
  if (gap !== null) return gap;
  const list = context.profile.databases.filter((database) => database.purpose === purpose);
  if (list.length > 0) return planned(databaseSubjects(context, 'container-runtime', list));
  if (purpose === 'platform') return missing('no-platform-database');
  return unnamedPurposes(context.profile).includes(purpose)
    ? withUnnamed(context, [], [purpose])
    : notApplicable(
        '[[The profile names no logging database of its own|No logging database of its own is named]].',
      );
}
