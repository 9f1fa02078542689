import { describe, expect, it } from 'vitest';
import { type Answers, emptyAnswers } from '../../../../renderer/wizard/answers.ts';
import { checkAnswers, isCorrectable } from '../../../../renderer/wizard/check-answers.ts';
import { emptyDatabase } from '../../../../renderer/wizard/codecs.ts';
import { fieldOfPath, stepOfField } from '../../../../renderer/wizard/fields.ts';
import { profileProblems } from '../../../../shared/profile/problems.ts';
import { askedIds, isAsked, questionOf, type Topic } from '../../../../shared/profile/questions.ts';

const frontEnd: Answers = {
  ...emptyAnswers,
  roles: ['front-end'],
  controllerHost: 'ctrl',
  frontEnds: 'fe1',
  databases: [{ ...emptyDatabase('platform'), host: 'sql1' }],
};

const allowedHost =
  'Allowed: a host name such as db.example.local, or an IPv4 or IPv6 address; no scheme, port, path, space or emoji.';

const sentencesOf = (change: Partial<Answers>) =>
  Object.fromEntries(
    checkAnswers({ ...frontEnd, ...change }).problems.map(({ field, sentences }) => [field, sentences]),
  );

describe('answers are judged by the rules of the profile', () => {
  it('and give a profile when nothing is wrong', () => {
    const { profile, problems } = checkAnswers(frontEnd);
    expect(problems).toEqual([]);
    expect(profile?.databases).toEqual([{ purpose: 'platform', engine: 'sqlserver', host: 'sql1' }]);
    expect(profile?.ports.http).toBe(80);
  });

  it.each<[string, Partial<Answers>, Record<string, readonly string[]>]>([
    ['no role', { roles: [] }, { roles: ['Nothing was given. Allowed: at least one role.'] }],
    ['no controller', { controllerHost: ' ' }, { controllerHost: [`Nothing was given. ${allowedHost}`] }],
    [
      'an address with a scheme',
      { controllerHost: 'http://ctrl' },
      { controllerHost: [`"http://ctrl" was given. ${allowedHost}`] },
    ],
    [
      'a port that is no number',
      { ports: { ...frontEnd.ports, https: '80a' } },
      { 'ports.https': ['"80a" was given. Allowed: a whole number from 1 to 65535.'] },
    ],
    [
      'a port with a fraction',
      { cachePort: '12.5' },
      { cachePort: ['12.5 was given. Allowed: a whole number from 1 to 65535.'] },
    ],
    [
      'a port that another service has',
      { ports: { ...frontEnd.ports, https: '80' } },
      { 'ports.https': ['80 was given. Allowed: a port that no other service uses; ports.http is 80 too.'] },
    ],
    [
      'a platform of another line',
      { platformVersion: '10.0' },
      { platformVersion: ['"10.0" was given. Allowed: a version of OutSystems 11 such as 11.41.0.'] },
    ],
    [
      'a proxy without an address',
      { proxyMode: 'manual' },
      { proxyUrl: ['Nothing was given. Allowed: a proxy address, because proxy.mode is "manual".'] },
    ],
    [
      'a time limit that is too short',
      { connectTimeoutMs: '10' },
      { connectTimeoutMs: ['10 was given. Allowed: at least 500.'] },
    ],
  ])('%s', (_, change, expected) => {
    expect(sentencesOf(change)).toEqual(expected);
  });

  it('never shows the login of a proxy', () => {
    const text = JSON.stringify(
      sentencesOf({ proxyMode: 'manual', proxyUrl: 'http://ann:secret@proxy:3128' }),
    );
    expect(text).toContain('//***@proxy');
    expect(text).not.toContain('secret');
  });

  it('tells wrong lines of a list: three with the reason, the others by number', () => {
    const list = ['fe1', 'a b', 'c d', 'fe2', 'e f', 'g h', 'i j'].join('\n');
    expect(sentencesOf({ frontEnds: list })).toEqual({
      frontEnds: [
        `Line 2: "a b" was given. ${allowedHost}`,
        `Line 3: "c d" was given. ${allowedHost}`,
        `Line 5: "e f" was given. ${allowedHost}`,
        'Lines 6, 7 too.',
      ],
    });
  });

  it('refuses more servers than a profile may list', () => {
    const list = Array.from({ length: 2001 }, (_, index) => `fe${index}`).join(',');
    expect(sentencesOf({ frontEnds: list })).toEqual({
      frontEnds: [
        '2001 entries were given. Allowed: at most 2000 servers in frontEnds, managedServers, containerRuntimes and zones together, with which Netready was measured; these are 2001; let each profile list a part of them.',
      ],
    });
  });

  it('writes characters out that would turn the sentence around', () => {
    expect(sentencesOf({ controllerHost: 'a\u202Eb' })['controllerHost']?.[0]).toContain('"a\\u202eb"');
  });

  it('lists problems in the order of the pages', () => {
    const fields = checkAnswers({
      ...frontEnd,
      latencyMs: 'x',
      platformVersion: 'x',
      databases: [emptyDatabase('platform')],
      roles: [],
    }).problems.map(({ field }) => field);
    expect(fields).toEqual(['roles', 'platformVersion', 'latencyMs']);
    expect(
      checkAnswers({ ...frontEnd, controllerHost: '', platformVersion: 'x', latencyMs: 'x' }).problems.map(
        ({ field }) => field,
      ),
    ).toEqual(['platformVersion', 'controllerHost', 'latencyMs']);
  });
});

const askedTopics = (change: Partial<Answers>): readonly (Topic | null)[] => {
  const asked = askedIds.filter((id) => isAsked(id, { ...emptyAnswers, ...change }));
  return [...new Set(asked.map((id) => questionOf(id).topic))].filter((topic) => topic !== null);
};

describe('what is not asked', () => {
  it('does not stand in the way when it is wrong', () => {
    const { profile } = checkAnswers({
      ...frontEnd,
      roles: ['end-user'],
      controllerHost: 'not a host',
      databases: [emptyDatabase('platform')],
      proxyMode: 'manual',
      ports: { ...frontEnd.ports, scheduler: 'x' },
    });
    expect(profile).toMatchObject({
      controller: { host: 'localhost' },
      databases: [],
      proxy: { mode: 'system' },
    });
    expect(profile?.ports.scheduler).toBe(12002);
  });

  it('is the address of a proxy where none is named, however wrong it is', () => {
    const wrong: Partial<Answers> = { proxyUrl: 'not an address', proxyMode: 'none' };
    expect(checkAnswers({ ...frontEnd, ...wrong }).profile?.proxy).toEqual({ mode: 'none', bypass: [] });
    expect(Object.keys(sentencesOf({ ...wrong, proxyMode: 'manual' }))).toEqual(['proxyUrl']);
  });

  it('is kept when it is right, so that the file serves the other servers', () => {
    const { profile } = checkAnswers({ ...frontEnd, roles: ['end-user'] });
    expect(profile?.databases).toEqual([{ purpose: 'platform', engine: 'sqlserver', host: 'sql1' }]);
    expect(profile?.controller.host).toBe('ctrl');
  });

  it('still refuses what is asked of everybody', () => {
    const { problems } = checkAnswers({
      ...frontEnd,
      roles: ['end-user'],
      ports: { ...frontEnd.ports, http: '0' },
    });
    expect(problems.map(({ field }) => field)).toEqual(['ports.http']);
  });

  it.each([
    ['end-user', ['front-ends']],
    ['sysops', ['controller', 'front-ends']],
  ] as const)('follows from the role %s', (role, topics) => {
    expect(askedTopics({ roles: [role] })).toEqual(topics);
  });

  it('asks a LifeTime server for what it manages, not for its LifeTime', () => {
    const topics = askedTopics({ roles: ['lifetime'] });
    expect(topics.includes('managed-servers')).toBe(true);
    expect(topics.includes('lifetime')).toBe(false);
    expect(topics.includes('databases')).toBe(true);
  });

  it('takes a container runtime for containers, whatever was said before', () => {
    const { profile } = checkAnswers({ ...frontEnd, roles: ['container-runtime'], hosting: 'servers' });
    expect(profile?.environment.hosting).toBe('containers');
  });

  it('brings up the statements that other answers lead to', () => {
    const topics = askedTopics({ roles: ['controller'], hosting: 'containers', hybrid: true });
    expect(
      topics.includes('vpn') && topics.includes('ssl-offloading') && topics.includes('container-runtimes'),
    ).toBe(true);
  });
});

describe('fields', () => {
  it('know their paths, so that every problem of a profile finds its field', () => {
    const input = {
      schemaVersion: 1,
      machine: { name: '', roles: [] },
      environment: { name: '', platformVersion: 'x' },
      controller: { host: '' },
      cache: { host: '', port: 0 },
      lifetime: { host: '' },
      databases: [{ purpose: 'platform', host: '', port: 0, instance: '' }],
      ports: { http: 0, https: 0, deploymentController: 0, deployment: 0, scheduler: 0, cache: 0 },
      proxy: { mode: 'manual', bypass: [''] },
      caFile: '',
      limits: { connectTimeoutMs: 0, latencyMs: 0 },
    };
    const paths = profileProblems(input).map((sentence) => sentence.slice(0, sentence.indexOf(':')));
    const fields = paths.map((path) =>
      fieldOfPath(
        path
          .split(/[.[\]]+/)
          .filter(Boolean)
          .map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
      ),
    );
    expect(fields.length).toBeGreaterThan(15);
    expect(fields.filter((field) => field === null)).toEqual([]);
  });

  it('stand on the step that asks for them', () => {
    expect(stepOfField('roles')).toBe('machine');
    expect(stepOfField('databases.3.port')).toBe('environment');
    expect(stepOfField('latencyMs')).toBe('scope');
  });

  it('that nobody can correct make answers useless', () => {
    expect(isCorrectable({ ...frontEnd, controllerHost: 'not a host' })).toBe(true);
    expect(isCorrectable({ ...frontEnd, kept: { ...frontEnd.kept, runBudgetMs: -1 } })).toBe(false);
  });
});
