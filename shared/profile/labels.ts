import type { Profile } from './profile.ts';
import { questionIds, questionOf } from './questions.ts';

/** What of a profile decides nothing, as paths of names: those of lists stand for each of their entries. */
const labels = questionIds.flatMap((id) =>
  (questionOf(id).labels ?? []).map((path) => path.replaceAll('[]', '').split('.')),
);

/** A value without what stands at a path in it. */
function without(value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((entry) => without(entry, path));
  if (typeof value !== 'object' || value === null) return value;
  const [head, ...rest] = path;
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    if (key !== head) return [[key, inner] as const];
    return rest.length === 0 ? [] : [[key, without(inner, rest)] as const];
  });
  return Object.fromEntries(entries);
}

/**
 * The part of a profile that decides what a run asks and how it is judged. The names of the environment, of this
 * machine and of the front-ends are labels: they stand in reports and decide nothing. Waivers are set on results.
 */
const decidingPart = (profile: Profile): unknown => labels.reduce<unknown>(without, profile);

/**
 * What a run of a profile is about, as text: a result is out of date exactly when its profile and the answers no longer
 * have the same, so that a corrected name does not cost another run.
 */
export const decidingKey = (profile: Profile): string => JSON.stringify(decidingPart(profile));

/** What things are called in a profile, as text. */
export function labelsKey({ machine, environment, frontEnds }: Profile): string {
  return JSON.stringify([environment.name, machine.name ?? null, frontEnds.map(({ name }) => name ?? null)]);
}

/** A profile with the labels of another one that decides the same. */
export function withLabelsOf(profile: Profile, { machine, environment, frontEnds }: Profile): Profile {
  const { name: _, ...ownMachine } = profile.machine;
  return {
    ...profile,
    machine: { ...(machine.name === undefined ? {} : { name: machine.name }), ...ownMachine },
    environment: { ...profile.environment, name: environment.name },
    frontEnds: profile.frontEnds.map(({ host }, index) => {
      const name = frontEnds[index]?.name;
      return { ...(name === undefined ? {} : { name }), host };
    }),
  };
}
