import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Answers, answersOf, answersSchema, emptyAnswers } from '../../../../renderer/wizard/answers.ts';
import { checkAnswers } from '../../../../renderer/wizard/check-answers.ts';
import { emptyDatabase } from '../../../../renderer/wizard/codecs.ts';
import { readAnswers } from '../../../../renderer/wizard/session.ts';
import { sessionSchema } from '../../../../shared/contract/session.ts';
import { defaultProfile, profileSchema } from '../../../../shared/profile/profile.ts';
import { askedIds } from '../../../../shared/profile/questions.ts';
import { anyProfile, sampledPaths } from '../../../support/any-profile.ts';
import { full } from '../../../support/full-profile.ts';
import { profilePaths } from '../../../support/profile-fields.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

const primaryDefaults = {
  deploymentControllerPrimary: 12_100,
  deploymentPrimary: 12_101,
  schedulerPrimary: 12_102,
};

/** Every place of a value in nested objects, with the value. */
const placesOf = (value: unknown, path = ''): readonly (readonly [string, unknown])[] =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, part]) => placesOf(part, `${path}/${key}`))
    : [[path, value]];

describe('answers', () => {
  it('of a profile give that very profile back', () => {
    const unset = placesOf(defaultProfile).filter(
      ([path, value]) => JSON.stringify(new Map(placesOf(full)).get(path)) === JSON.stringify(value),
    );
    expect(unset).toEqual([['/schemaVersion', 1]]);
    expect(checkAnswers(answersOf(full)).profile).toEqual(full);
  });

  it('of the built-in default give it back', () => {
    expect(checkAnswers(answersOf(defaultProfile)).profile).toEqual(defaultProfile);
  });

  it('of any valid profile give it back, byte for byte', () => {
    const random = seededRandom(12);
    const profiles = Array.from({ length: 150 }, () => anyProfile(random));
    for (const profile of profiles)
      expect(JSON.stringify(checkAnswers(answersOf(profile)).profile)).toBe(JSON.stringify(profile));
  });

  it('are tried with every field of the profile', () => {
    expect(sampledPaths.toSorted()).toEqual(profilePaths.toSorted());
  });

  it('survive being kept as text', () => {
    const answers = answersOf(full);
    expect(answersSchema.parse(JSON.parse(JSON.stringify(answers)))).toEqual(answers);
  });

  it('show defaults as empty fields, so that only what differs is typed', () => {
    const { ports, connectTimeoutMs, databases } = answersOf(defaultProfile);
    expect([...Object.values(ports), connectTimeoutMs, databases[0]?.port]).toEqual(Array(11).fill(''));
  });

  it('that were kept before an authority for times was asked for name none', () => {
    const { timestampUrl: _, ...older } = emptyAnswers;
    expect(answersSchema.parse(older)).toEqual(emptyAnswers);
  });

  it('hold the most servers with the longest names', () => {
    const host = (index: number) => `${'x'.repeat(60)}.`.repeat(4) + `n${index}`.padEnd(9, 'x');
    const frontEnds = Array.from({ length: 2000 }, (_, index) => ({ host: host(index) }));
    const profile = profileSchema.parse({ schemaVersion: 1, frontEnds });
    expect(profile.frontEnds[1999]?.host).toHaveLength(253);
    const kept = readAnswers(JSON.stringify(answersOf(profile)));
    expect(kept && checkAnswers(kept).profile).toEqual(profile);
  });

  it('that were damaged are refused: unknown keys, wrong types, a text without end', () => {
    expect(answersSchema.safeParse({ ...emptyAnswers, secret: 1 }).success).toBe(false);
    expect(answersSchema.safeParse({ ...emptyAnswers, ports: null }).success).toBe(false);
    expect(answersSchema.safeParse({ ...emptyAnswers, frontEnds: 'x'.repeat(600_001) }).success).toBe(false);
  });
});

describe('an answer that says less than the opened file', () => {
  const opened = (given: Readonly<Record<string, unknown>>): Answers =>
    answersOf(profileSchema.parse({ schemaVersion: 1, ...given }));
  const twice = [
    { host: 'fe1', name: 'First' },
    { host: 'fe1', name: 'Second' },
  ];

  it('gives what the file said until it is changed', () => {
    const answers = opened({ frontEnds: twice });
    expect(answers.frontEnds).toBe('fe1\nfe1');
    expect(checkAnswers(answers).profile?.frontEnds).toEqual(twice);
    expect(checkAnswers({ ...answers, cacheTls: true }).profile?.frontEnds).toEqual(twice);
    expect(checkAnswers({ ...answers, frontEnds: 'fe1\nfe2' }).profile?.frontEnds).toEqual([
      { host: 'fe1', name: 'Second' },
      { host: 'fe2' },
    ]);
  });

  it('is kept with the session', () => {
    const answers = opened({ proxy: { bypass: ['a,b', 'c'] } });
    const kept = readAnswers(JSON.stringify(answers));
    expect(kept && checkAnswers(kept).profile?.proxy.bypass).toEqual(['a,b', 'c']);
  });

  it('never stands in for a waiver that was taken back since', () => {
    const answers = opened({ frontEnds: twice, waivers: [{ check: 'in-rdp', reason: 'on purpose' }] });
    const taken = { ...answers, kept: { ...answers.kept, waivers: [] } };
    expect(checkAnswers(taken).profile?.waivers).toEqual([]);
  });

  it('keeps the port of an instance, which would be asked of SQL Server Browser without it', () => {
    const sql = { purpose: 'platform', engine: 'sqlserver', host: 'sql1', port: 1433, instance: 'OS' };
    const answers = opened({ databases: [sql] });
    const more = {
      ...answers,
      databases: [...answers.databases, { ...emptyDatabase('session'), host: 'b' }],
    };
    expect(checkAnswers(more).profile?.databases[0]).toEqual(sql);
  });

  it('is not the place of applications on a container runtime, which are in containers', () => {
    const answers = opened({ machine: { roles: ['container-runtime'] } });
    expect(checkAnswers(answers).profile?.environment.hosting).toBe('containers');
  });
});

describe('a session that was kept before', () => {
  const keptBy = async (version: string) => {
    const file = new URL(`../../../support/kept-sessions/${version}.json`, import.meta.url);
    const session = sessionSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    return readAnswers(session.answers);
  };

  it('by version 0.2.0 opens, whole', async () => {
    const answers = await keptBy('0.2.0');
    expect(answers && checkAnswers(answers).profile).toEqual({
      ...full,
      overlays: ['health'],
      unnamedDatabases: [],
      zones: [],
      edition: '2020',
      ports: { ...full.ports, ...primaryDefaults },
      environment: { ...full.environment, servicePortsExposed: 'unknown', httpRegistered: false },
      features: { ...full.features, itUserLogin: false, integrationBuilder: false, workflowBuilder: false },
    });
  });

  it('by version 0.1.0 opens as it was typed, half-filled', async () => {
    const answers = await keptBy('0.1.0');
    expect(answers).toMatchObject({ controllerHost: 'not a host', latencyMs: '2.', timestampUrl: '' });
    expect(answers?.kept.waivers).toEqual(full.waivers);
  });

  it('opens whatever question was not asked yet', () => {
    for (const id of askedIds) {
      const { [id]: _, ...older } = emptyAnswers;
      expect(readAnswers(JSON.stringify(older))).toEqual(emptyAnswers);
    }
  });

  it('does not open when it holds nothing of the kind', () => {
    expect(readAnswers('{}')).toBeNull();
  });
});
