import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../shared/catalogue/catalogue.ts';
import { buildPlan } from '../../../../shared/plan/build-plan.ts';
import { decidingKey, labelsKey, withLabelsOf } from '../../../../shared/profile/labels.ts';
import { type Profile, profileSchema } from '../../../../shared/profile/profile.ts';
import { viewPlan } from '../../../../shared/run/view-plan.ts';
import { otherValues, profilePaths, put, wholeProfile } from '../../../support/profile-fields.ts';

/** The fields that decide nothing; every other one does. */
const stillTrue = [
  'machine.name',
  'environment.name',
  'frontEnds[].name',
  'waivers[].check',
  'waivers[].reason',
];

const profileWith = (path: string, other: unknown): Profile =>
  profileSchema.parse(put(wholeProfile, path, other));
const base = profileSchema.parse(wholeProfile);

describe('a run', () => {
  it('is tried with every field of the profile', () => {
    expect(Object.keys(otherValues).sort()).toEqual([...profilePaths].sort());
  });

  it.each(Object.entries(otherValues))('made before %s was changed', (path, other) => {
    const changed = profileWith(path, other);
    expect(JSON.stringify(changed)).not.toBe(JSON.stringify(base));
    expect(decidingKey(changed) === decidingKey(base)).toBe(stillTrue.includes(path));
  });

  it('is out of date also where something is taken away or stands in another order', () => {
    expect(decidingKey(profileSchema.parse({ ...wholeProfile, lifetime: null }))).not.toBe(decidingKey(base));
    expect(decidingKey(profileSchema.parse({ ...wholeProfile, frontEnds: [] }))).not.toBe(decidingKey(base));
    expect(decidingKey(profileSchema.parse({ ...wholeProfile, caFile: undefined }))).not.toBe(
      decidingKey(base),
    );
  });
});

describe('a label', () => {
  const machine = { hostname: 'OSFE01', os: 'Windows', addresses: ['10.0.0.7'] };
  const contacted = (profile: Profile) => {
    const { contacts, names, checks, notApplicable, timestamp } = viewPlan(
      buildPlan(catalogue.checks, profile, machine),
      [],
    );
    const asked = checks.map(({ id, probes, missing }) => ({ id, probes, missing }));
    return { contacts, names, asked, notApplicable, timestamp };
  };

  it.each(['machine.name', 'environment.name', 'frontEnds[].name'])(
    '%s changes nothing that is asked',
    (path) => {
      expect(contacted(profileWith(path, 'Another name'))).toEqual(contacted(base));
    },
  );

  it('can be taken over from another profile, also when there it is none', () => {
    const { name: _, ...unnamed } = wholeProfile.machine;
    const other = profileSchema.parse({
      ...wholeProfile,
      machine: unnamed,
      environment: { ...wholeProfile.environment, name: 'Lisbon' },
      frontEnds: [{ name: 'Only', host: 'fe1' }],
    });
    expect(labelsKey(other)).not.toBe(labelsKey(base));
    const taken = withLabelsOf(base, other);
    expect(taken).toEqual(other);
    expect(withLabelsOf(taken, base)).toEqual(base);
    expect(profileSchema.parse(taken)).toEqual(taken);
  });
});
