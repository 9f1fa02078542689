import type { EditionId } from '../profile/edition-ids.ts';
import type { Profile } from '../profile/profile.ts';
import type { Subjects } from './check.ts';
import { isAtLeast, noPlatformVersion } from './platform-version.ts';
import {
  allRequirementKeys,
  type BaseKey,
  type Requirement,
  type RequirementKey,
  requirementKeys,
  requirementOf,
} from './requirements.ts';
import { missing, notApplicable } from './subjects.ts';

/** When a row that an edition has no more counts all the same. */
export type Unless = 'registered-by-http' | 'containers';

/** A row of the source document that an edition has no more: what becomes of it, and why. */
export type RetiredRow = {
  /** `advisory`: still asked, and never more than a piece of advice. `not-applicable`: not asked any more. */
  readonly as: 'advisory' | 'not-applicable';
  /** One sentence, which stands in the coverage. */
  readonly reason: string;
  readonly unless?: Unless;
};

/** Which text of the requirements, of which date. */
export type Edition = {
  readonly id: EditionId;
  readonly title: string;
  /** The published text, its revision, and how sure its date is. */
  readonly reference: string;
  /** The keys of its rows; those of the source document stay, also where they are retired. */
  readonly keys: readonly RequirementKey[];
  readonly retired: Readonly<Partial<Record<BaseKey, RetiredRow>>>;
  /** The overlays that are part of it: they are in force without being named. */
  readonly overlays: readonly string[];
  /** From whom the certificate of a front-end comes: any authority that is trusted, or a public one. */
  readonly frontEndAuthority: 'any' | 'public';
  /** What the published text has and no check decides, each with its reason. */
  readonly leftOut: readonly { readonly row: string; readonly reason: string }[];
};

const httpRow: RetiredRow = {
  as: 'not-applicable',
  reason:
    'LifeTime uses HTTPS alone from its version 11.8.3 on (edition 2025), and [[the profile does not say|no answer says]] that it is older or has environments registered before that[[ (environment.httpRegistered)]].',
  unless: 'registered-by-http',
};

const containerRow: RetiredRow = {
  as: 'not-applicable',
  reason: 'Containers ended with OutSystems 11.23.0 and are not in the edition 2025.',
  unless: 'containers',
};

/** The release with which applications in containers ended (release notes of Platform Server 11.23.0). */
const containersEnd = '11.23.0';

/** The editions, oldest first. Facts of the later one: the public documentation repository of OutSystems. */
export const editions: Readonly<Record<EditionId, Edition>> = {
  '2020': {
    id: '2020',
    title: 'Edition 2020, the source document',
    reference:
      'OutSystems 11 network requirements, the revision of the source document (2020, date inferred)',
    keys: requirementKeys,
    retired: {},
    overlays: [],
    frontEndAuthority: 'any',
    leftOut: [],
  },
  '2025': {
    id: '2025',
    title: 'Edition 2025',
    reference:
      'OutSystems 11 network requirements, revision 4332f81 of the public documentation repository (between October 2025 and April 2026, date inferred)',
    keys: allRequirementKeys,
    retired: {
      R1: {
        as: 'advisory',
        reason:
          'The edition 2025 does not ask for SSH or Remote Desktop any more; administrators may need it.',
      },
      R4: {
        as: 'advisory',
        reason: 'The edition 2025 has development tools use HTTPS alone.',
      },
      C1: containerRow,
      C2: containerRow,
      C3: containerRow,
      C4: containerRow,
      C5: containerRow,
      C6: containerRow,
      T0h: httpRow,
      T1: httpRow,
      T3: httpRow,
      D1: {
        as: 'not-applicable',
        reason: 'Probes that use this address were cut off; N9 and N10 stand for it (edition 2025).',
      },
    },
    overlays: [
      'platform-ports',
      'mobile-builder-controller',
      'ai-mentor-studio',
      'telemetry',
      'integration-builder',
      'workflow-builder',
      'development-cloud',
      'deployment-zones',
      'exposure',
    ],
    /** OutSystems 11 system requirements, revision 4332f81: a certificate of a public authority, in IIS or on the balancer. */
    frontEndAuthority: 'public',
    leftOut: [
      {
        row: 'Service Studio to outsystems.eu.qualtrics.com',
        reason: 'Surveys of free editions, which nobody installs on servers of their own.',
      },
      {
        row: 'Log streaming and data platform to a monitoring product of the customer',
        reason: 'Published for the OutSystems Cloud only.',
      },
      {
        row: 'Names below *.outsystems.com',
        reason: 'No name below the wildcard is published; outsystems.com itself is asked.',
      },
    ],
  },
};

/** The edition that a profile is checked against. */
export const editionOf = ({ edition }: Pick<Profile, 'edition'>): Edition => editions[edition];

type Asked = Pick<Profile, 'edition' | 'environment'>;

/** Whether a profile is one of those for which a retired row counts all the same. */
function isExcepted(unless: Unless, { environment }: Asked): boolean {
  switch (unless) {
    case 'registered-by-http':
      return environment.httpRegistered;
    case 'containers':
      return environment.hosting === 'containers';
  }
}

/** What an edition has made of a row for this profile; null where it is in force. */
export function retirement(key: RequirementKey, profile: Asked): RetiredRow | null {
  const rows: Readonly<Partial<Record<RequirementKey, RetiredRow>>> = editionOf(profile).retired;
  const row = rows[key];
  return row === undefined || (row.unless !== undefined && isExcepted(row.unless, profile)) ? null : row;
}

/** Whether HTTP between LifeTime and an environment serves where HTTPS fails (requirement T0h). */
export const hasHttpFallback = (profile: Asked): boolean => retirement('T0h', profile) === null;

/** A requirement as the edition of a profile has it: one that is advice by now is no more severe than that. */
export function requirementIn(profile: Asked, key: RequirementKey): Requirement {
  const requirement = requirementOf(key);
  return retirement(key, profile)?.as === 'advisory' ? { ...requirement, severity: 'advisory' } : requirement;
}

/** The keys that a coverage has: those of the edition, and those that checks of overlays beside it name. */
export function coveredKeys(
  profile: Pick<Profile, 'edition'>,
  checks: readonly { readonly requirements: readonly RequirementKey[] }[],
): readonly RequirementKey[] {
  const named = new Set(checks.flatMap(({ requirements }) => requirements));
  const { keys } = editionOf(profile);
  return allRequirementKeys.filter((key) => keys.includes(key) || named.has(key));
}

/**
 * What stands in place of a plan where the platform has given up what the profile says of it: containers after the
 * release with which they ended; null where the row is planned as ever.
 */
export function contradiction(keys: readonly RequirementKey[], profile: Asked): Subjects | null {
  const { retired } = editionOf(profile);
  const isContainers = keys.some((key) => Object.hasOwn(retired, key) && key.startsWith('C'));
  if (!isContainers || profile.environment.hosting !== 'containers') return null;
  const { platformVersion } = profile.environment;
  if (platformVersion === undefined) return noPlatformVersion;
  return isAtLeast(platformVersion, containersEnd) ? missing('containers-ended') : null;
}

/** What stands in place of a plan whose rows are all retired. */
export const retiredPlan = (reasons: readonly string[]): Subjects =>
  notApplicable([...new Set(reasons)].join(' '));
