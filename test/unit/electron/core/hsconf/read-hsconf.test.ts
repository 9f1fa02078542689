import { describe, expect, it } from 'vitest';
import { type HsconfReading, readHsconf } from '../../../../../electron/core/hsconf/read-hsconf.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { profileSchema } from '../../../../../shared/profile/profile.ts';
import { secrets, sqlServerHsconf } from './sample-hsconf.ts';

const inRoot = (content: string) => `<EnvironmentConfiguration>${content}</EnvironmentConfiguration>`;
const services = (content: string) => inRoot(`<ServiceConfiguration>${content}</ServiceConfiguration>`);
const platformDatabase = (provider: string, content: string) =>
  readHsconf(
    inRoot(
      `<PlatformDatabaseConfiguration ProviderKey="${provider}">${content}</PlatformDatabaseConfiguration>`,
    ),
  );

function refusal(text: string): AppError {
  try {
    readHsconf(text);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('not refused');
}

describe('a Platform Server configuration', () => {
  it('gives hosts, ports and database engines, and says what it took and what it left out', () => {
    const { profile, notes } = readHsconf(sqlServerHsconf);
    expect(profile).toEqual({
      schemaVersion: 1,
      controller: { host: 'ctrl-01.example.local' },
      cache: { port: 5671, tls: true },
      databases: [
        {
          purpose: 'platform',
          engine: 'sqlserver',
          host: 'db01.example.local',
          port: 14330,
          instance: 'PROD',
        },
        { purpose: 'logging', engine: 'sqlserver', host: '10.20.0.12' },
      ],
      ports: { http: 80, https: 443, deploymentController: 13000, deployment: 13001, scheduler: 13002 },
    });
    expect(notes).toEqual([
      'Taken from the file: CompilerServerHostname, ApplicationServerPort, ApplicationServerSecurePort, CompilerServerPort, DeploymentServerPort, SchedulerServerPort, ServicePort, TlsEnabled.',
      'ServiceHost was left out: it is not a host name or an address.',
      'The platform database was taken from the file.',
      'The logging database was taken from the file.',
      'The session database was left out: it is encrypted.',
      'The roles of this machine and its front-end servers are not in such a file: choose them yourself.',
      'Nothing else was read: no user name and no password.',
    ]);
    expect(profileSchema.parse(profile).ports.deploymentController).toBe(13000);
  });

  it('keeps the defaults for what the file does not say', () => {
    const { profile, notes } = readHsconf(inRoot('<ServiceConfiguration/>'));
    expect(profileSchema.parse(profile)).toEqual(profileSchema.parse({ schemaVersion: 1 }));
    expect(notes[0]).toMatch(/^Not in the file, so the default stays: CompilerServerHostname, /);
  });

  it.each([
    ['.', { host: 'localhost' }],
    ['(local)\\SQL2019', { host: 'localhost', instance: 'SQL2019' }],
    ['db, 1500', { host: 'db', port: 1500 }],
    ['tcp:db.example.local,1433', { host: 'db.example.local', port: 1433 }],
    ['fd00::12', { host: 'fd00::12' }],
  ])('understands the SQL Server address %s', (server, expected) => {
    const { profile } = platformDatabase('SqlServer', `<Server>${server}</Server>`);
    expect(profile.databases).toEqual([{ purpose: 'platform', engine: 'sqlserver', ...expected }]);
  });

  it.each(['np:\\\\db\\pipe', 'db,0', 'db,99999', 'db;Password=fake', 'two words', 'db\\in stance'])(
    'leaves out the SQL Server address %s without quoting it',
    (server) => {
      const { profile, notes } = platformDatabase('SqlServer', `<Server>${server}</Server>`);
      expect(profile.databases).toBeUndefined();
      expect(notes).toContain(
        'The platform database was left out: it is not a host with an instance or a port.',
      );
    },
  );

  it('takes host and port of Oracle, and says when they stand elsewhere', () => {
    const { profile } = platformDatabase('Oracle', '<Host>ora.example.local</Host><Port>1522</Port>');
    expect(profile.databases).toEqual([
      { purpose: 'platform', engine: 'oracle', host: 'ora.example.local', port: 1522 },
    ]);
    expect(platformDatabase('Oracle', '<TNSName>FAKE</TNSName>').notes).toContain(
      'The platform database was left out: its host is not in the file but in tnsnames.ora.',
    );
    expect(platformDatabase('Oracle', '<Host>ora</Host><Port>x</Port>').notes).toContain(
      'The platform database was left out: its port cannot be used: it is not a port from 1 to 65535.',
    );
    expect(platformDatabase('MySQL', '<Server>db</Server>').notes).toContain(
      'The platform database was left out: its engine is neither SQL Server nor Oracle.',
    );
  });

  it.each([
    ['<CompilerServerPort>0</CompilerServerPort>', 'it is not a port from 1 to 65535'],
    ['<CompilerServerPort>12e3</CompilerServerPort>', 'it is not a port from 1 to 65535'],
    ['<CompilerServerPort encrypted="true">1</CompilerServerPort>', 'it is encrypted'],
    [
      '<CompilerServerPort>1</CompilerServerPort><CompilerServerPort>2</CompilerServerPort>',
      'it is given twice',
    ],
    ['<CompilerServerPort>12001</CompilerServerPort>', 'two services would share one port'],
  ])('leaves out %s', (content, why) => {
    const { profile, notes } = readHsconf(services(content));
    expect(profile.ports).toEqual({});
    expect(notes).toContain(`CompilerServerPort was left out: ${why}.`);
  });

  it('counts a key in its category only, directly under the root', () => {
    const misplaced = [
      '<OtherConfigurations><CompilerServerHostname>wrong</CompilerServerHostname></OtherConfigurations>',
      '<CompilerServerHostname>wrong</CompilerServerHostname>',
      '<ServiceConfiguration><Group><CompilerServerHostname>wrong</CompilerServerHostname></Group></ServiceConfiguration>',
      '<ServiceConfiguration><CompilerServerHostname><Deeper>wrong</Deeper></CompilerServerHostname></ServiceConfiguration>',
    ];
    for (const content of misplaced) expect(readHsconf(inRoot(content)).profile.controller).toBeUndefined();
  });

  it('is refused when it is something else', () => {
    expect(refusal('<configuration><appSettings/></configuration>')).toMatchObject({
      code: 'profile-invalid',
      message:
        'The file is not a Platform Server configuration: its root element is not EnvironmentConfiguration.',
    });
  });
});

describe('secrets in a Platform Server configuration', () => {
  const hasSecret = (text: string) => secrets.find((secret) => text.includes(secret));
  const shown = (reading: HsconfReading) => JSON.stringify(reading);

  it('are in the sample, so that these tests can fail', () => {
    for (const secret of secrets) expect(sqlServerHsconf).toContain(secret);
  });

  it('never come out', () => {
    expect(hasSecret(shown(readHsconf(sqlServerHsconf)))).toBeUndefined();
  });

  it('never come out of an error, wherever the file is cut off or broken', () => {
    const outcomes = { read: 0, refused: 0 };
    const check = (text: string) => {
      try {
        expect(hasSecret(shown(readHsconf(text)))).toBeUndefined();
        outcomes.read += 1;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        expect(hasSecret(`${error.message} ${String(error.stack)} ${String(error.cause)}`)).toBeUndefined();
        outcomes.refused += 1;
      }
    };
    for (let length = 0; length < sqlServerHsconf.length; length += 7)
      check(sqlServerHsconf.slice(0, length));
    for (const secret of secrets)
      for (const broken of [`${secret}<`, `<${secret}`, `</${secret}>`, `&${secret};`, `"${secret}'`])
        check(sqlServerHsconf.replace(secret, broken));
    expect(outcomes.refused).toBeGreaterThan(300);
    expect(outcomes.read).toBeGreaterThan(20);
  });

  it('are not quoted when they stand where a host or a port belongs', () => {
    const text = sqlServerHsconf
      .replace('CTRL-01.example.local', 'Fake-Admin-Pass-1!')
      .replace('13000', 'fake_runtime_pass_2 ')
      .replace('tcp:10.20.0.12', 'fake log-pass; Password=fake-in-settings-7');
    const result = shown(readHsconf(text));
    expect(hasSecret(result.replaceAll('fake_runtime_pass_2 ', 'fake_runtime_pass_2'))).toBeUndefined();
    expect(result).not.toContain('Password=');
  });
});
