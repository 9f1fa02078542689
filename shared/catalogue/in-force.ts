import type { Profile } from '../profile/profile.ts';
import { type Catalogue, withOverlays } from './catalogue.ts';
import type { CheckDefinition, Subject } from './check.ts';
import { contradiction, type Edition, editionOf, retiredPlan, retirement } from './editions.ts';
import { laterKeys, type RequirementKey } from './requirements.ts';

type Asked = Pick<Profile, 'edition' | 'environment' | 'overlays'>;

/** The overlays in force: those of the edition and those that the profile names, each once. */
export const overlaysInForce = (profile: Pick<Profile, 'edition' | 'overlays'>): readonly string[] => [
  ...new Set([...editionOf(profile).overlays, ...profile.overlays]),
];

const isLater = (key: RequirementKey): boolean => laterKeys.some((later) => later === key);

/** The same instance, which wants a certificate of a public authority where it asks a front-end for one. */
function wantingPublicAuthority(subject: Subject): Subject {
  const isAsked =
    subject.probes.some(({ kind }) => kind === 'https') && subject.destination?.role === 'front-end';
  return isAsked ? { ...subject, hints: { ...subject.hints, authority: 'public' } } : subject;
}

/** A plan as an edition has it that says from whom the certificate of a front-end comes. */
function withAuthority(
  plan: CheckDefinition['plan'],
  authority: Edition['frontEndAuthority'],
): CheckDefinition['plan'] {
  if (authority === 'any') return plan;
  return (context) => {
    const subjects = plan(context);
    return subjects.kind === 'planned'
      ? { ...subjects, subjects: subjects.subjects.map(wantingPublicAuthority) }
      : subjects;
  };
}

/**
 * A check as the edition of a profile has it: about the rows that are in force, and no graver than they are. One with a row
 * that is retired is retired with it, unless a row of a later edition asks for it too.
 */
function inEdition(definition: CheckDefinition, profile: Asked): CheckDefinition {
  const { keys, retired, frontEndAuthority } = editionOf(profile);
  const known = definition.requirements.filter((key) => keys.includes(key));
  const requirements = known.length === 0 ? definition.requirements : known;
  if (Object.keys(retired).length === 0) return { ...definition, requirements };
  const stopped = contradiction(requirements, profile);
  if (stopped !== null) return { ...definition, requirements, plan: () => stopped };
  const rows = requirements.map((key) => ({ key, row: retirement(key, profile) }));
  const gone = rows.flatMap(({ row }) => (row?.as === 'not-applicable' ? [row.reason] : []));
  const left = rows.filter(({ row }) => row?.as !== 'not-applicable');
  if (gone.length > 0 && !left.some(({ key }) => isLater(key))) {
    const retiredKeys = rows.flatMap(({ key, row }) => (row?.as === 'not-applicable' ? [key] : []));
    return { ...definition, requirements: retiredKeys, plan: () => retiredPlan(gone) };
  }
  const isAdvice = left.every(({ row }) => row?.as === 'advisory');
  return {
    ...definition,
    requirements: left.map(({ key }) => key),
    plan: withAuthority(definition.plan, frontEndAuthority),
    severity: isAdvice ? 'advisory' : definition.severity,
  };
}

/**
 * The checks in force for a profile: those of the source document, of its edition and of the overlays that it names, each
 * as the edition has it.
 * @throws AppError `profile-invalid` when an overlay is not known
 */
export function checksInForce(catalogue: Catalogue, profile: Asked): readonly CheckDefinition[] {
  return withOverlays(catalogue, overlaysInForce(profile)).map((definition) =>
    inEdition(definition, profile),
  );
}
