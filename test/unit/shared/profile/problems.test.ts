import { describe, expect, it } from 'vitest';
import { findProblems, isNothingGiven, profileProblems } from '../../../../shared/profile/problems.ts';
import { defaultProfile, profileSchema } from '../../../../shared/profile/profile.ts';

const problemsOf = (fields: object) => profileProblems({ schemaVersion: 1, ...fields });

describe('a profile', () => {
  it('needs nothing but its version, and is stable when it is read again', () => {
    expect(profileProblems({ schemaVersion: 1 })).toEqual([]);
    expect(profileSchema.parse(JSON.parse(JSON.stringify(defaultProfile)))).toEqual(defaultProfile);
  });

  it.each([
    [
      'no version',
      { schemaVersion: undefined },
      'schemaVersion: nothing was given. Allowed: 1, the only version that this program knows.',
    ],
    [
      'a newer version',
      { schemaVersion: 2 },
      'schemaVersion: 2 was given. Allowed: 1, the only version that this program knows.',
    ],
    [
      'an unknown phase',
      { phase: 'now' },
      'phase: "now" was given. Allowed: "before-install", "after-install".',
    ],
    ['a wrong type', { frontEnds: 'fe1' }, 'frontEnds: "fe1" was given. Allowed: a list in brackets.'],
    ['a missing field', { frontEnds: [{}] }, 'frontEnds[0].host: nothing was given. Allowed: a text.'],
    [
      'a port out of range',
      { ports: { https: 65536 } },
      'ports.https: 65536 was given. Allowed: a whole number from 1 to 65535.',
    ],
    [
      'port zero',
      { ports: { http: 0 } },
      'ports.http: 0 was given. Allowed: a whole number from 1 to 65535.',
    ],
    [
      'a port with a fraction',
      { ports: { cache: 5672.5 } },
      'ports.cache: 5672.5 was given. Allowed: a whole number from 1 to 65535.',
    ],
    [
      'one port twice',
      { ports: { scheduler: 12001 } },
      'ports.scheduler: 12001 was given. Allowed: a port that no other service uses; ports.deployment is 12001 too.',
    ],
    [
      'no role',
      { machine: { roles: [] } },
      'machine.roles: 0 entries were given. Allowed: at least one role.',
    ],
    [
      'a manual proxy without an address',
      { proxy: { mode: 'manual' } },
      'proxy.url: nothing was given. Allowed: a proxy address, because proxy.mode is "manual".',
    ],
    [
      'a waiver without a reason',
      { waivers: [{ check: 'out-ctrl', reason: ' ' }] },
      'waivers[0].reason: " " was given. Allowed: a reason of at least 3 characters.',
    ],
    [
      'a version of another product',
      { environment: { platformVersion: '10.0' } },
      'environment.platformVersion: "10.0" was given. Allowed: a version of OutSystems 11 such as 11.41.0.',
    ],
  ])('refuses %s', (_name, fields, problem) => {
    expect(problemsOf(fields)).toContain(problem);
  });

  it('refuses unknown fields and names the known ones', () => {
    expect(problemsOf({ controler: { host: 'a' } })[0]).toMatch(
      /^controler: there is no such field\. Allowed: schemaVersion, phase, machine, .*controller/,
    );
    expect(problemsOf({ ports: { htttp: 80 } })).toEqual([
      'ports.htttp: there is no such field. Allowed: http, https, deploymentController, deployment, scheduler, cache, deploymentControllerPrimary, deploymentPrimary, schedulerPrimary.',
    ]);
    expect(problemsOf({ frontEnds: [{ host: 'a', ip: 'b' }] })).toEqual([
      'frontEnds[0].ip: there is no such field. Allowed: name, host.',
    ]);
  });

  it('refuses a list that is too long without repeating it', () => {
    const frontEnds = Array.from({ length: 10_000 }, (_, index) => ({ host: `fe${index}` }));
    expect(problemsOf({ frontEnds })).toEqual([
      'frontEnds: 10000 entries were given. Allowed: at most 2000 servers in frontEnds, managedServers, containerRuntimes and zones together, with which Netready was measured; these are 10000; let each profile list a part of them.',
    ]);
  });

  it('counts the servers of all lists together, and names the longest of these', () => {
    const servers = (count: number, name: string) =>
      Array.from({ length: count }, (_, index) => ({ host: `${name}${index}` }));
    const most = {
      frontEnds: servers(900, 'fe'),
      managedServers: servers(1000, 'm'),
      zones: servers(100, 'z'),
    };
    expect(problemsOf(most)).toEqual([]);
    expect(problemsOf({ ...most, containerRuntimes: servers(1, 'c') })).toEqual([
      'managedServers: 1000 entries were given. Allowed: at most 2000 servers in frontEnds, managedServers, containerRuntimes and zones together, with which Netready was measured; these are 2001; let each profile list a part of them.',
    ]);
  });

  it.each([
    'ftp://tsa.example.local/',
    'tsa.example.local',
    'http://',
    'http://tsa.example.local:0/',
    'http://tsa.example.local:65536/',
    'http://tsa.example.local/a b',
    'http://tsa.example.local/#tsa',
    'http://joe@tsa.example.local/',
    'http://joe:secret@tsa.example.local/',
    'http://fe80::1/',
  ])('refuses the address of an authority for times %s', (url) => {
    expect(problemsOf({ timestamp: { url } })).toEqual([
      `timestamp.url: "${url.replace(/\/\/[^/@]*@/, '//***@')}" was given. Allowed: the address of a time-stamping authority such as http://timestamp.example.local/tsa, with http or https, without a user name, a password or a fragment.`,
    ]);
  });

  it('refuses anything else about times, and accepts none', () => {
    expect(problemsOf({ timestamp: null })).toEqual([]);
    expect(problemsOf({ timestamp: { url: 'http://tsa.example.local', policy: '1.2.3' } })).toEqual([
      'timestamp.policy: there is no such field. Allowed: url.',
    ]);
    expect(problemsOf({ timestamp: 'http://tsa.example.local' })).toHaveLength(1);
  });

  it('never shows a proxy password that it refuses', () => {
    const problems = problemsOf({ proxy: { mode: 'manual', url: 'http://joe:secret@proxy.example:8080' } });
    expect(problems).toHaveLength(1);
    expect(problems.join()).not.toContain('secret');
  });
});

describe('what is wrong with a profile, as data', () => {
  const found = (fields: object) => {
    const input = { schemaVersion: 1, ...fields };
    const { error } = profileSchema.safeParse(input);
    return error === undefined ? [] : findProblems(profileSchema, error, input);
  };

  it('is a code with parameters, whoever refused: the structure or a rule of its own', () => {
    expect(found({ ports: { scheduler: 12001 }, waivers: [{ check: '', reason: 'Later.' }] })).toEqual([
      {
        code: 'not-allowed',
        path: ['ports', 'scheduler'],
        given: { kind: 'value', shown: '12001', isEmpty: false },
        allowed: {
          code: 'refused',
          refused: { code: 'other-port', parameters: { name: 'deployment', port: 12001 } },
        },
      },
      {
        code: 'not-allowed',
        path: ['waivers', 0, 'check'],
        given: { kind: 'value', shown: '""', isEmpty: true },
        allowed: { code: 'refused', refused: { code: 'check-id', parameters: {} } },
      },
    ]);
    expect(found({ environment: { name: 'x'.repeat(201) }, limits: { connectTimeoutMs: 1 } })).toMatchObject([
      { allowed: { code: 'most', limit: 200, unit: 'characters' } },
      { allowed: { code: 'least', limit: 500, unit: null } },
    ]);
    expect(found({ colour: 'red' })).toMatchObject([{ code: 'no-such-field', path: ['colour'] }]);
  });

  it('knows where nothing was given', () => {
    const nothing = found({ controller: { host: '' }, machine: { roles: [] }, frontEnds: [{}] });
    expect(nothing).toHaveLength(3);
    expect(nothing.filter(isNothingGiven)).toHaveLength(3);
    expect(found({ controller: { host: ' ' }, phase: 'now' }).filter(isNothingGiven)).toEqual([]);
  });
});

describe('a database', () => {
  const first = (fields: object) => {
    const { databases } = profileSchema.parse({
      schemaVersion: 1,
      databases: [{ purpose: 'platform', ...fields }],
    });
    return databases[0];
  };
  const problems = (fields: object) => problemsOf({ databases: [{ purpose: 'platform', ...fields }] });
  const platform = { purpose: 'platform', engine: 'sqlserver' };

  it.each([
    ['SQL1.example.local', { host: 'sql1.example.local' }],
    ['sql1\\OS', { host: 'sql1', instance: 'OS' }],
    ['sql1,1500', { host: 'sql1', port: 1500 }],
    ['sql1 , 1500', { host: 'sql1', port: 1500 }],
    ['sql1\\OS,1500', { host: 'sql1', instance: 'OS', port: 1500 }],
    ['tcp:10.0.0.7,1433', { host: '10.0.0.7', port: 1433 }],
    ['.\\OS', { host: 'localhost', instance: 'OS' }],
    ['(local)', { host: 'localhost' }],
    ['fd00::12', { host: 'fd00::12' }],
    ['fd00::12\\OS', { host: 'fd00::12', instance: 'OS' }],
    ['sql1\\ОС', { host: 'sql1', instance: 'ОС' }],
  ])('of SQL Server may be written %s', (host, parts) => {
    const parsed = first({ host });
    expect(parsed).toEqual({ ...platform, ...parts });
    expect(first(parsed ?? {})).toEqual(parsed);
  });

  it('may have its instance and its port in fields of their own, or the same twice', () => {
    expect(first({ host: 'sql1', instance: 'OS', port: 1500 })).toEqual({
      ...platform,
      host: 'sql1',
      instance: 'OS',
      port: 1500,
    });
    expect(first({ host: 'sql1\\OS,1500', instance: 'os', port: 1500 })).toEqual({
      ...platform,
      host: 'sql1',
      instance: 'os',
      port: 1500,
    });
  });

  it.each([
    [
      { host: 'sql1\\OS', instance: 'HR' },
      'databases[0].instance: "HR" was given. Allowed: "OS", which host says too, or nothing.',
    ],
    [
      { host: 'sql1,1433', port: 1500 },
      'databases[0].port: 1500 was given. Allowed: 1433, which host says too, or nothing.',
    ],
    [
      { host: 'sql1', instance: 'no such' },
      'databases[0].instance: "no such" was given. Allowed: the name of a SQL Server instance: up to 32 letters, digits, _, -, $, # or &.',
    ],
    [
      { engine: 'oracle', host: 'ora1', instance: 'A)(HOST=x' },
      'databases[0].instance: "A)(HOST=x" was given. Allowed: an Oracle service name: up to 128 letters, digits, ., _, -, $ or #.',
    ],
    [{ host: 'x'.repeat(401) }, expect.stringMatching(/Allowed: at most 400 characters\.$/)],
  ])('%j is refused with one sentence', (fields, problem) => {
    expect(problems(fields)).toEqual([problem]);
  });

  it.each([
    'sql1:1433',
    'np:\\\\sql1\\pipe',
    'sql1,0',
    'sql1,99999',
    'sql1,',
    'sql1\\',
    'sql1\\a b',
    'a b',
    '',
    'http://sql1',
    '(localdb)\\x',
    'sql1;Password=x',
  ])('of SQL Server may not be written %j', (host) => {
    expect(problems({ host })).toEqual([
      `databases[0].host: ${JSON.stringify(host)} was given. Allowed: a host such as sql1.example.local or 10.0.0.7, with its instance (sql1\\INST) or its port (sql1,1433) where it needs one.`,
    ]);
  });

  it.each(['ora1\\X', 'ora1,1521', 'ora1:1521/ORCL'])('of Oracle may not be written %j', (host) => {
    expect(problems({ engine: 'oracle', host })[0]).toMatch(
      /^databases\[0\]\.host: ".*" was given\. Allowed: a host name such as ora1\.example\.local, or /,
    );
  });

  it('with an unknown field names the known ones', () => {
    expect(problems({ host: 'a', instanze: 'b' })).toEqual([
      'databases[0].instanze: there is no such field. Allowed: purpose, engine, host, port, instance.',
    ]);
  });
});

describe('a host', () => {
  const host = (text: unknown) => problemsOf({ controller: { host: text } });

  it.each([
    'localhost',
    'db.example.local',
    'DB-01',
    'win_host',
    '10.0.0.1',
    'fd00::12',
    'сервер.пример.рф',
    '服务器.例子.cn',
    'host.example.com.',
  ])('may be %s', (text) => {
    expect(host(text)).toEqual([]);
  });

  it.each([
    '',
    ' ',
    'a b',
    'http://a',
    'a:80',
    'a/b',
    '[::1]',
    '-a',
    'a-',
    'a..b',
    '1.2.3',
    '999.1.1.1',
    '🚀.example.com',
    'a\u0000b',
    'x'.repeat(64),
    `${'abcdefgh.'.repeat(31)}com`,
    '<img src=x onerror=alert(1)>',
    'db\\instance',
    5,
    null,
  ])('may not be %j', (text) => {
    expect(host(text)).toHaveLength(1);
    expect(host(text)[0]).toMatch(/^controller\.host: .+ given\. Allowed: .+\.$/);
  });

  it.each([
    [' CTRL.Example.Local ', 'ctrl.example.local'],
    ['ctrl.example.local.', 'ctrl.example.local'],
    ['FD00:0:0::12', 'fd00::12'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['::ffff:10.0.0.7', '10.0.0.7'],
    ['fe80:0::1%eth0', 'fe80::1%eth0'],
  ])('is written one way: %j', (given, written) => {
    const profile = profileSchema.parse({ schemaVersion: 1, controller: { host: given } });
    expect(profile.controller.host).toBe(written);
    expect(profileSchema.parse(profile)).toEqual(profile);
  });
});
