import { AppError } from '../errors/app-error.ts';
import { type CheckDefinition, groups } from './check.ts';
import { checks } from './checks/index.ts';
import { type Edition, editions } from './editions.ts';
import { gaps } from './gaps.ts';
import { hostChecks } from './host-checks/index.ts';
import type { Overlay } from './overlay.ts';
import { overlays } from './overlays.ts';
import { phrases } from './phrases.ts';
import {
  type BaseKey,
  laterKeys,
  type Requirement,
  requirementKeys,
  requirementOf,
  requirements,
} from './requirements.ts';

/** Everything that a run can ask: what the source document requires, the checks for it, and what came later. */
export type Catalogue = {
  /** Raised with every change of a check, a text, a ruling or a plan. Year, month, number. */
  readonly version: string;
  readonly requirements: Readonly<Record<BaseKey, Requirement>>;
  /** The checks of the source document, in force always. */
  readonly checks: readonly CheckDefinition[];
  /** Additions that a profile may choose. */
  readonly overlays: readonly Overlay[];
  /** Checks of hosts that have no role of OutSystems, for a rehearsal alone. */
  readonly hostChecks: readonly CheckDefinition[];
};

export const catalogueVersion = '2026.11.24';

export const catalogue: Catalogue = {
  version: catalogueVersion,
  requirements,
  checks,
  overlays,
  hostChecks: Object.values(hostChecks),
};

/**
 * The checks in force for a profile: those of the source document and of the overlays that it names, by group. The
 * order in which overlays are named does not matter.
 * @param ids the profile's `overlays`
 * @throws AppError `profile-invalid` when an overlay is not known
 */
export function withOverlays(
  { checks: base, overlays: known }: Catalogue,
  ids: readonly string[],
): readonly CheckDefinition[] {
  const stranger = ids.find((id) => !known.some((overlay) => overlay.id === id));
  if (stranger !== undefined) {
    const allowed = known.map(({ id }) => id).join(', ') || 'none';
    throw new AppError('profile-invalid', `overlays: "${stranger}" is not known; allowed: ${allowed}`);
  }
  const added = known.filter(({ id }) => ids.includes(id)).flatMap((overlay) => overlay.checks);
  const inForce = [...base, ...added];
  return groups.flatMap((group) => inForce.filter((check) => check.group === group));
}

type CheckDescription = Omit<CheckDefinition, 'family' | 'rulings' | 'plan'> & {
  readonly family: Omit<CheckDefinition['family'], 'find'>;
  readonly rulings: ReturnType<CheckDefinition['rulings']>;
};

/** What a catalogue means, as plain JSON. */
export type CatalogueDescription = {
  readonly version: string;
  /** In the source document's order. */
  readonly requirements: readonly Requirement[];
  readonly checks: readonly CheckDescription[];
  readonly overlays: readonly (Omit<Overlay, 'checks'> & { readonly checks: readonly CheckDescription[] })[];
  readonly hostChecks: readonly CheckDescription[];
  /** Which texts of the requirements there are, and the rows that later ones added. */
  readonly editions: readonly Edition[];
  readonly laterRequirements: readonly Requirement[];
  /** The parts that sentences are put together from, and what is said of an answer that is missing. */
  readonly phrases: typeof phrases;
  readonly gaps: typeof gaps;
};

/** What a check means, without what it plans and finds. */
export function describeCheck({ family, rulings, plan: _plan, ...data }: CheckDefinition): CheckDescription {
  const { find: _find, ...described } = family;
  return { ...data, family: described, rulings: rulings() };
}

/**
 * Everything that gives a catalogue its meaning, without functions, so that it can be hashed and two programs can be
 * compared. What a check plans is code; the version stands for it.
 */
export function describeCatalogue(whole: Catalogue): CatalogueDescription {
  return {
    version: whole.version,
    requirements: requirementKeys.map((key) => whole.requirements[key]),
    checks: whole.checks.map(describeCheck),
    overlays: whole.overlays.map((overlay) => ({ ...overlay, checks: overlay.checks.map(describeCheck) })),
    hostChecks: whole.hostChecks.map(describeCheck),
    editions: Object.values(editions),
    laterRequirements: laterKeys.map(requirementOf),
    phrases,
    gaps,
  };
}
