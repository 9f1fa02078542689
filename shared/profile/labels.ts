import type { Profile } from './profile.ts';

/**
 * The part of a profile that decides what a run asks and how it is judged. The names of the environment, of this
 * machine and of the front-ends are labels: they stand in reports and decide nothing. Waivers are set on results.
 */
export function decidingPart(profile: Profile) {
  const { waivers: _waivers, machine, environment, frontEnds, ...others } = profile;
  const { name: _machine, ...ownMachine } = machine;
  const { name: _environment, ...ownEnvironment } = environment;
  const hosts = frontEnds.map(({ host }) => ({ host }));
  return { ...others, machine: ownMachine, environment: ownEnvironment, frontEnds: hosts };
}

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
