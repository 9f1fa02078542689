import { cacheTlsPort } from '../profile/profile.ts';
import type { PlanContext, Subjects } from './check.ts';
import { notApplicable } from './subjects.ts';
import { cachePort } from './targets.ts';

/** Why a second look at the port for TLS would be idle: the checks of the source document look at it already. */
export const cacheTlsGap = (context: PlanContext): Subjects | null =>
  cachePort(context) === cacheTlsPort
    ? notApplicable(
        `[[The profile already names port ${cacheTlsPort}|Port ${cacheTlsPort} is already named]] for the Cache Invalidation Service.`,
      )
    : null;
