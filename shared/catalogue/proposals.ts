import { baseEditionId, type EditionId } from '../profile/edition-ids.ts';
import type { Profile } from '../profile/profile.ts';
import { effectiveRoles } from '../profile/roles.ts';
import { platformServices } from '../profile/services.ts';
import { listed } from '../words/phrases.ts';
import { overlaysInForce } from './in-force.ts';
import { isAtLeast } from './platform-version.ts';

/** Something that a profile could choose and has not: never chosen for it, because it changes what is asked. */
export type Proposal = {
  /** The field of the profile. */
  readonly field: 'edition' | 'overlays';
  readonly value: string;
  /** Why, in one sentence, for somebody who has the choice before them. */
  readonly why: string;
  /** The same, with what is off. */
  readonly reason: string;
};

type Asked = Pick<Profile, 'edition' | 'overlays' | 'environment' | 'features' | 'machine' | 'zones'>;

/** The release from which the later edition fits: the first with a primary port (release notes of 11.21.0). */
const laterEditionSince = '11.21.0';

/** The edition that fits a version of the platform, and why. */
export function editionFor(version: string | undefined): { readonly id: EditionId; readonly reason: string } {
  if (version === undefined)
    return {
      id: baseEditionId,
      reason:
        'The profile does not name the version of the platform (environment.platformVersion), so nothing is proposed for it.',
    };
  return isAtLeast(version, laterEditionSince)
    ? {
        id: '2025',
        reason: `OutSystems ${version} has what came after the edition 2020: the edition 2025 describes it better.`,
      }
    : {
        id: baseEditionId,
        reason: `OutSystems ${version} is older than what the edition 2025 adds: the edition ${baseEditionId} describes it better.`,
      };
}

function portSentence(version: string): string | null {
  const services = [
    platformServices.deploymentController,
    platformServices.deployment,
    platformServices.scheduler,
  ].map(({ primary }) => primary);
  const used = services.filter(({ usedSince }) => usedSince !== null && isAtLeast(version, usedSince));
  const heard = services.filter(
    (primary) => isAtLeast(version, primary.listensSince) && !used.includes(primary),
  );
  const ports = (list: typeof services): string => listed(list.map(({ port }) => String(port)));
  const parts = [
    ...(used.length === 0 ? [] : [`uses ${ports(used)}`]),
    ...(heard.length === 0
      ? []
      : [`listens on ${ports(heard)} without using ${heard.length === 1 ? 'it' : 'them'} yet`]),
  ];
  return parts.length === 0 ? null : `OutSystems ${version} ${parts.join(' and ')}`;
}

/** Why each overlay would be chosen for a profile; null where it would not. */
function overlayReasons({
  environment: { platformVersion: version },
  features,
  machine,
  zones,
}: Asked): readonly (readonly [string, string | null])[] {
  const roles = effectiveRoles(machine.roles);
  const isSince = (release: string): boolean => version !== undefined && isAtLeast(version, release);
  return [
    ['platform-ports', version === undefined ? null : portSentence(version)],
    [
      'mobile-builder-controller',
      features.mobileApps && isSince('11.26.0')
        ? `OutSystems ${version} has mobile apps built through the controller`
        : null,
    ],
    [
      'ai-mentor-studio',
      features.architectureDashboard ? 'Newer probes send what they find to Code Quality' : null,
    ],
    ['integration-builder', features.integrationBuilder ? 'Integration Builder is used' : null],
    ['workflow-builder', features.workflowBuilder ? 'Workflow Builder is used' : null],
    [
      'development-cloud',
      roles.includes('development-tools') ? 'Service Studio needs services in the Internet' : null,
    ],
    ['deployment-zones', zones.length === 0 ? null : 'Deployment zones are named'],
  ];
}

/** What a profile could choose and has not, in the order of its fields. */
export function proposalsFor(profile: Asked): readonly Proposal[] {
  const { platformVersion } = profile.environment;
  const { id, reason } = editionFor(platformVersion);
  const edition: readonly Proposal[] =
    id === profile.edition || platformVersion === undefined
      ? []
      : [
          {
            field: 'edition',
            value: id,
            why: reason,
            reason: `${reason} The edition in force is ${profile.edition}.`,
          },
        ];
  const inForce = overlaysInForce(profile);
  const off = overlayReasons(profile).flatMap(([overlay, why]) =>
    why === null || inForce.includes(overlay)
      ? []
      : [
          {
            field: 'overlays' as const,
            value: overlay,
            why: `${why}.`,
            reason: `${why}; overlay ${overlay} is off.`,
          },
        ],
  );
  return [...edition, ...off];
}

const written = (overlays: readonly string[]): string =>
  `"overlays": [${overlays.map((id) => `"${id}"`).join(', ')}]`;

/** How somebody chooses what is proposed, in one sentence; null where nothing is. */
function howToChoose(profile: Asked): string | null {
  const proposals = proposalsFor(profile);
  const edition = proposals.find(({ field }) => field === 'edition');
  const off = proposals.flatMap(({ field, value }) => (field === 'overlays' ? [value] : []));
  const overlays = written([...profile.overlays, ...off]);
  if (edition === undefined)
    return off.length === 0 ? null : `To choose what is off, write ${overlays} into the profile.`;
  const choice = `write "edition": "${edition.value}" into the profile`;
  const brought = overlaysInForce({
    ...profile,
    edition: editionFor(profile.environment.platformVersion).id,
  });
  if (off.length === 0) return `To choose it, ${choice}.`;
  return off.every((id) => brought.includes(id))
    ? `To choose them, ${choice}, which brings these overlays; for the overlays alone, ${overlays}.`
    : `To choose them, ${choice}, and ${overlays}.`;
}

/**
 * What is said of a version of the platform wherever a profile is used, line by line: what could be chosen for it and is
 * not, and how; nothing where all is as it could be.
 */
export function proposalLines(profile: Asked): readonly string[] {
  const how = howToChoose(profile);
  return [
    ...proposalsFor(profile).map(({ reason }) => `Not chosen: ${reason}`),
    ...(how === null ? [] : [how]),
  ];
}

/** The same where a plan is read, which also says why there is nothing to propose. */
export const planLines = (profile: Asked): readonly string[] =>
  profile.environment.platformVersion === undefined
    ? [editionFor(undefined).reason, ...proposalLines(profile)]
    : proposalLines(profile);
