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
      unnamedDatabases: ['session'],
      ports: {
        http: 80,
        https: 443,
        deploymentController: 13000,
        deployment: 13001,
        scheduler: 13002,
        deploymentControllerPrimary: 12100,
      },
    });
    expect(notes).toEqual([
      'Taken from the file: CompilerServerHostname, ApplicationServerPort, ApplicationServerSecurePort, CompilerServerPort, DeploymentServerPort, SchedulerServerPort, CompilerServiceRESTPort, ServicePort, TlsEnabled.',
      'Not in the file, so the default stays: DeployServiceRESTPort, SchedulerRESTPort, PlatformVersion.',
      'ServiceHost was left out: it is not a host name or an address.',
      'The platform database was taken from the file.',
      'The logging database was taken from the file.',
      'The session database was left out: it is encrypted.',
      'The profile says that these databases are there and not where (unnamedDatabases): session. Until you name their servers (databases), what needs them stays unknown.',
      'The roles of this machine and its front-end servers are not in such a file: choose them yourself.',
      'Nothing else was read: no user name and no password.',
    ]);
    expect(profileSchema.parse(profile).ports.deploymentController).toBe(13000);
  });

  it('keeps the defaults for what the file does not say', () => {
    const { profile, notes } = readHsconf(inRoot('<ServiceConfiguration/>'));
    expect(profileSchema.parse(profile)).toEqual(
      profileSchema.parse({ schemaVersion: 1, databases: [], unnamedDatabases: ['platform'] }),
    );
    expect(notes[0]).toMatch(/^Not in the file, so the default stays: CompilerServerHostname, /);
  });

  it.each([
    ['.', { host: 'localhost' }],
    ['(local)\\SQL2019', { host: 'localhost', instance: 'SQL2019' }],
    ['db, 1500', { host: 'db', port: 1500 }],
    ['tcp:db.example.local,1433', { host: 'db.example.local', port: 1433 }],
    ['fd00::12', { host: 'fd00::12' }],
    ['[fd00::12],1500', { host: 'fd00::12', port: 1500 }],
    ['tcp:db\\OS,1500', { host: 'db', instance: 'OS', port: 1500 }],
  ])('understands the SQL Server address %s', (server, expected) => {
    const { profile } = platformDatabase('SqlServer', `<Server>${server}</Server>`);
    expect(profile.databases).toEqual([{ purpose: 'platform', engine: 'sqlserver', ...expected }]);
  });

  it.each([
    ['np:\\\\db\\pipe', 'it is reached by a named pipe, not by a TCP port; write host,port if it has one'],
    [
      '\\\\db\\pipe\\sql\\query',
      'it is reached by a named pipe, not by a TCP port; write host,port if it has one',
    ],
    ['lpc:db', 'it is reached by shared memory, not by a TCP port; write host,port if it has one'],
    ['jdbc:sqlserver://db:1433;user=fake', 'it is an address for Java programs (jdbc:); write host,port'],
    ['db,0', 'it is not a host with an instance or a port'],
    ['db,99999', 'it is not a host with an instance or a port'],
    ['db:99999', 'it is not a host with an instance or a port'],
    ['db;Password=fake', 'it is not a host with an instance or a port'],
    ['two words', 'it is not a host with an instance or a port'],
    ['db\\in stance', 'it is not a host with an instance or a port'],
    ['(localdb)\\MSSQLLocalDB', 'it is not a host with an instance or a port'],
    ['', 'the file does not name its server'],
    ['  ', 'the file does not name its server'],
  ])('leaves out the SQL Server address "%s", says why and quotes nothing', (server, why) => {
    const { profile, notes } = platformDatabase('SqlServer', `<Server>${server}</Server>`);
    expect(profile).toMatchObject({ databases: [], unnamedDatabases: ['platform'] });
    expect(notes).toContain(`The platform database was left out: ${why}.`);
  });

  it.each([
    ['sql-p.corp.example:1433', 'sql-p.corp.example,1433'],
    ['tcp:10.0.0.7 : 1500', '10.0.0.7,1500'],
    ['db\\OS:1500', 'db\\os,1500'],
    ['[fd00::12]:1433', 'fd00::12,1433'],
  ])('offers a comma for the colon of %s, and guesses nothing', (server, instead) => {
    const { profile, notes } = platformDatabase('SqlServer', `<Server>${server}</Server>`);
    expect(profile.databases).toEqual([]);
    expect(notes.join(' ').toLowerCase()).toContain(
      `its port stands behind a colon, where sql server reads none; if that port is meant, write ${instead}.`,
    );
  });

  it.each([
    ['PostgreSQL', "PostgreSQL is no engine of the platform's own databases; those are SQL Server or Oracle"],
    ['MySQL', "MySQL is no engine of the platform's own databases; those are SQL Server or Oracle"],
    ['iDB2', "DB2 for i is no engine of the platform's own databases; those are SQL Server or Oracle"],
    ['fake-secret', 'its engine (ProviderKey) is neither SQL Server nor Oracle'],
    ['constructor', 'its engine (ProviderKey) is neither SQL Server nor Oracle'],
    ['', 'the file does not name its engine (ProviderKey)'],
  ])('leaves out a database of the engine "%s"', (provider, why) => {
    const { profile, notes } = platformDatabase(provider, '<Server>db</Server>');
    expect(profile).toMatchObject({ databases: [], unnamedDatabases: ['platform'] });
    expect(notes).toContain(`The platform database was left out: ${why}.`);
    expect(notes.join()).not.toContain('fake-secret');
  });

  it('takes an engine however its name is cased', () => {
    expect(platformDatabase('SQLServer', '<Server>db</Server>').profile.databases).toHaveLength(1);
  });

  const service =
    '<NamingType>Service Name</NamingType><Host>ora</Host><ServiceName>OSPROD.world</ServiceName>';
  const elsewhere =
    'its host is not in the file but in tnsnames.ora; a host that stands in the file too is not used';

  it('takes host, port and service name of Oracle', () => {
    expect(
      platformDatabase('Oracle', '<Host>ora.example.local</Host><Port>1522</Port>').profile.databases,
    ).toEqual([{ purpose: 'platform', engine: 'oracle', host: 'ora.example.local', port: 1522 }]);
    expect(platformDatabase('Oracle', service).profile.databases).toEqual([
      { purpose: 'platform', engine: 'oracle', host: 'ora', instance: 'OSPROD.world' },
    ]);
    const odd = platformDatabase('Oracle', '<Host>ora</Host><ServiceName>(fake) x</ServiceName>');
    expect(odd.profile.databases).toEqual([{ purpose: 'platform', engine: 'oracle', host: 'ora' }]);
    expect(odd.notes).toContain('Its service name was left out: it is not an Oracle service name.');
  });

  it.each([
    ['<TNSName>FAKE</TNSName>', elsewhere],
    ['<NamingType>TNS Name</NamingType><TNSName>X</TNSName><Host>localhost</Host>', elsewhere],
    ['<IdType>TNSName</IdType><Host>localhost</Host><ServiceName>orcl</ServiceName>', elsewhere],
    [
      '<TNSName>X</TNSName><Host>h</Host>',
      'the file has a TNS name and a host, and does not say which is used',
    ],
    ['<NamingType>Other</NamingType><Host>h</Host>', 'the file names it neither by host nor by TNS name'],
    ['<NamingType>Service Name</NamingType>', 'the file does not name its host'],
    ['<Host>ora</Host><Port>x</Port>', 'its port cannot be used: it is not a port from 1 to 65535'],
    ['<Host>two words</Host>', 'it is not a host name or an address'],
    ...['//ora:1521/x', 'ora:1521/x', 'ora/x', 'ora:1521', 'jdbc:oracle:thin:@ora', '(DESCRIPTION=(A))'].map(
      (host) => [
        `<Host>${host}</Host>`,
        'its host is a whole connect string; in a profile host, port and service name (instance) stand apart',
      ],
    ),
  ])('leaves out the Oracle database %s', (content, why) => {
    const { profile, notes } = platformDatabase('Oracle', content ?? '');
    expect(profile).toMatchObject({ databases: [], unnamedDatabases: ['platform'] });
    expect(notes).toContain(`The platform database was left out: ${why}.`);
  });

  it('says of each database that the file has and does not place, and of no other', () => {
    const database = (purpose: string, server: string) =>
      `<${purpose}DatabaseConfiguration ProviderKey="SqlServer"><Server>${server}</Server></${purpose}DatabaseConfiguration>`;
    const whole = readHsconf(inRoot(database('Platform', 'a:1433') + database('Session', 'b')));
    expect(whole.profile).toMatchObject({
      databases: [{ purpose: 'session', host: 'b' }],
      unnamedDatabases: ['platform'],
    });
  });

  it('says which services are on the machine that the file comes from', () => {
    const hosts = (controller: string, cache: string, database: string) =>
      readHsconf(
        inRoot(
          `<ServiceConfiguration><CompilerServerHostname>${controller}</CompilerServerHostname></ServiceConfiguration><CacheInvalidationConfiguration><ServiceHost>${cache}</ServiceHost></CacheInvalidationConfiguration><PlatformDatabaseConfiguration ProviderKey="SqlServer"><Server>${database}</Server></PlatformDatabaseConfiguration>`,
        ),
      ).notes.filter((note) => note.includes('the machine that the file comes from'));
    expect(hosts('ctrl', 'localhost', 'db')).toEqual([
      expect.stringMatching(/^ServiceHost is the machine .*\(cache\.host\)\.$/),
    ]);
    expect(hosts('localhost', '127.0.0.1', 'db')).toEqual([
      expect.stringMatching(/^CompilerServerHostname is the machine .*\(controller\.host\)\.$/),
    ]);
    expect(hosts('ctrl', 'ctrl', '(local)\\OS')).toEqual([
      expect.stringMatching(/^The platform database is on the machine /),
    ]);
    expect(hosts('ctrl', 'ctrl', 'db')).toEqual([]);
  });

  it('gives the version of the platform', () => {
    const version = (text: string) =>
      readHsconf(
        inRoot(`<OtherConfigurations><PlatformVersion>${text}</PlatformVersion></OtherConfigurations>`),
      );
    expect(version('11.41.0').profile.environment).toEqual({ platformVersion: '11.41.0' });
    expect(version('10.0.1').profile.environment).toBeUndefined();
    expect(version('10.0.1').notes).toContain(
      'PlatformVersion was left out: it is not a version of OutSystems 11.',
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
      code: 'configuration-invalid',
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
