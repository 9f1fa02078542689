import { describe, expect, it } from 'vitest';
import type { PlanContext } from '../../../../shared/catalogue/check.ts';
import { checks } from '../../../../shared/catalogue/checks/index.ts';
import { param } from '../../../../shared/catalogue/parameter.ts';
import { type RequirementKey, requirementKeys } from '../../../../shared/catalogue/requirements.ts';
import {
  checkCalled,
  containers,
  contextOf,
  ctrl,
  destinationsOf,
  farm,
  fe1,
  fe2,
  instancesOf,
  managed,
} from './contexts.ts';
import { drawn } from './facts.ts';

const idsOf = (context: PlanContext) => instancesOf(context).map(({ id }) => id);
const planOf = (id: string, context: PlanContext) => checkCalled(id).plan(context);
const roles = (...list: readonly string[]) => ({ machine: { roles: list } });
const controllerOfFarm = contextOf({ ...farm, ...roles('controller') }, 'ctrl');
const frontEndOfFarm = contextOf({ ...farm, ...roles('front-end') }, 'fe1');
const single = contextOf({});
const lifetime = contextOf(managed, 'lt');
const runtime = contextOf(containers, 'cr1');

/** Which requirements the checks of this machine cover. */
const coveredBy = (...contexts: readonly PlanContext[]): readonly RequirementKey[] => {
  const covered = new Set(contexts.flatMap(instancesOf).flatMap(({ check }) => check.requirements));
  return requirementKeys.filter((key) => covered.has(key));
};

describe('the default profile', () => {
  it('plans one server with everything on it', () => {
    expect(idsOf(single)).toEqual([
      'loc-resolve',
      'loc-http',
      'loc-http-v6',
      'loc-port-12000',
      'loc-port-12001',
      'loc-port-12002',
      'loc-port-5672',
      'loc-port-80',
      'loc-port-443',
      'loc-config',
      'loc-roles',
      'in-rdp',
      'in-ssh',
      'in-user-80',
      'in-user-443',
      'in-dev-80',
      'in-dev-443',
      'out-cache',
      'out-ctrl',
      'out-fe-db-sql@platform',
      'out-deploy@localhost',
      'out-ctrl-db-sql@platform',
      'mon-fe-iis@localhost',
      'mon-fe-ctrl',
      'mon-fe-deploy@localhost',
      'mon-fe-sched@localhost',
      'mon-ctrl-iis@localhost',
      'mon-ctrl-deploy@localhost',
      'mon-ctrl-sched@localhost',
      'lat-db@platform',
      'lat-provider',
    ]);
  });

  it('contacts nothing but this machine', () => {
    const hosts = instancesOf(single).flatMap(({ subject }) =>
      subject.probes.flatMap((request) => ('host' in request ? [request.host] : [])),
    );
    expect(new Set(hosts)).toEqual(new Set(['localhost', '127.0.0.1', '::1']));
  });

  it('says why the other requirements do not apply', () => {
    expect(planOf('out-mabs', single)).toEqual({
      kind: 'not-applicable',
      reason: 'Mobile apps are switched off[[ in the profile (features.mobileApps)]].',
    });
    expect(planOf('env-out-lt-80', single)).toEqual({
      kind: 'not-applicable',
      reason: '[[The profile names no LifeTime server (lifetime)|No LifeTime server is named]].',
    });
    expect(planOf('hyb-vpn', single)).toMatchObject({
      reason: 'The environment is not hybrid[[ (environment.hybrid)]].',
    });
    expect(planOf('ct-out-80', single)).toMatchObject({ kind: 'not-applicable' });
    expect(planOf('lat-ps-fe', single)).toMatchObject({ kind: 'not-applicable' });
    expect(planOf('in-ctrl', single)).toMatchObject({ kind: 'not-applicable' });
  });
});

describe('the look-up of names', () => {
  const namesOf = (fields: object, hostname?: string) =>
    instancesOf(contextOf(fields, hostname))
      .filter(({ id }) => id === 'lat-names')
      .flatMap(({ subject }) => subject.probes);

  it('is of other machines that the profile names, each once', () => {
    expect(namesOf({ ...farm, machine: { roles: ['front-end'] } })).toEqual([
      ...[ctrl, 'sql.example.local', 'ora.example.local', fe2].map((host) => ({ kind: 'resolve', host })),
      { kind: 'dns', name: ctrl },
    ]);
    expect(namesOf(managed, 'lt')).toEqual([
      ...[ctrl, fe1, fe2].map((host) => ({ kind: 'resolve', host })),
      { kind: 'dns', name: ctrl },
    ]);
    expect(planOf('lat-names', single)).toMatchObject({ kind: 'not-applicable' });
  });
});

describe('the controller of a farm', () => {
  it('connects to the databases and to every front-end', () => {
    expect(
      destinationsOf(
        controllerOfFarm,
        'out-deploy',
        'out-ctrl-db-sql',
        'out-ctrl-db-ora',
        'mon-ctrl-iis',
        'mon-ctrl-deploy',
        'mon-ctrl-sched',
      ),
    ).toEqual({
      [`out-deploy@${fe1}`]: `${fe1}:12001 TCP`,
      [`out-deploy@${fe2}`]: `${fe2}:12001 TCP`,
      'out-ctrl-db-sql@platform': 'sql.example.local:1433 TCP/TDS',
      'out-ctrl-db-sql@session': 'sql.example.local:1433 TCP/TDS',
      'out-ctrl-db-ora@logging': 'ora.example.local:1600 TCP/TNS',
      [`mon-ctrl-iis@${fe1}`]: `${fe1}:80 TCP/HTTP`,
      [`mon-ctrl-iis@${fe2}`]: `${fe2}:80 TCP/HTTP`,
      [`mon-ctrl-deploy@${fe1}`]: `${fe1}:12001 TCP`,
      [`mon-ctrl-deploy@${fe2}`]: `${fe2}:12001 TCP`,
      [`mon-ctrl-sched@${fe1}`]: `${fe1}:12002 TCP`,
      [`mon-ctrl-sched@${fe2}`]: `${fe2}:12002 TCP`,
    });
  });

  it('accepts the front-ends, keeps its own ports, and leaves those of a front-end alone', () => {
    expect(
      destinationsOf(controllerOfFarm, 'in-ctrl', 'in-cache', 'loc-port-12000', 'loc-port-5672'),
    ).toEqual({
      'in-ctrl': 'ctrl:12000 TCP',
      'in-cache': 'ctrl:5672 TCP/AMQP',
      'loc-port-12000': 'ctrl:12000 TCP',
      'loc-port-5672': 'ctrl:5672 TCP',
    });
    const ids = idsOf(controllerOfFarm);
    for (const id of ['loc-port-12001', 'loc-port-80', 'out-ctrl', 'in-user-80', 'in-deploy'])
      expect(ids).not.toContain(id);
  });

  it('compares the firewall with the front-ends where all are known by their addresses', () => {
    const probesOf = (frontEnds: readonly { readonly host: string }[]) => {
      const context = contextOf(
        { controller: { host: 'ctrl' }, frontEnds, machine: { roles: ['controller'] } },
        'ctrl',
      );
      const plan = planOf('in-ctrl', context);
      return plan.kind === 'planned' ? plan.subjects.map(({ probes }) => probes[0]) : [];
    };
    const asked = { kind: 'inbound-firewall', port: 12000, listener: 'deploymentController' };
    const known = ['10.0.0.21', 'fd00::21'];
    expect(probesOf(known.map((host) => ({ host })))).toEqual([{ ...asked, senders: known }]);
    expect(probesOf([{ host: '10.0.0.21' }])).toEqual([{ ...asked, senders: ['10.0.0.21'] }]);
    expect(probesOf([{ host: '10.0.0.21' }, { host: 'fe2' }])).toEqual([asked]);
  });

  it('measures the way to the front-ends and to each database once', () => {
    expect(destinationsOf(controllerOfFarm, 'lat-db', 'lat-ps-fe')).toEqual({
      'lat-db@platform': 'sql.example.local:1433 TCP',
      'lat-db@logging': 'ora.example.local:1600 TCP',
      [`lat-ps-fe@${fe1}`]: `${fe1}:12001 TCP`,
      [`lat-ps-fe@${fe2}`]: `${fe2}:12001 TCP`,
    });
  });

  it('leaves the cache to the machine that has it', () => {
    const elsewhere = contextOf(
      { ...farm, ...roles('controller'), cache: { host: 'mq.example.local' } },
      'ctrl',
    );
    expect(planOf('loc-port-5672', elsewhere)).toMatchObject({ kind: 'not-applicable' });
    expect(planOf('in-cache', elsewhere)).toMatchObject({ kind: 'not-applicable' });
    const here = contextOf({ ...farm, ...roles('controller'), cache: { host: ctrl, port: 5671 } }, 'ctrl');
    expect(destinationsOf(here, 'loc-port-5672', 'in-cache')).toEqual({
      'loc-port-5672': 'ctrl:5671 TCP',
      'in-cache': 'ctrl:5671 TCP/AMQP',
    });
  });

  it('reports a profile without front-ends as a gap', () => {
    const bare = contextOf({ ...roles('controller'), controller: { host: ctrl } }, 'ctrl');
    for (const id of ['out-deploy', 'mon-ctrl-iis', 'mon-ctrl-deploy', 'mon-ctrl-sched'])
      expect(planOf(id, bare)).toMatchObject({
        kind: 'missing',
        missing: { gap: 'no-front-end' },
      });
    expect(planOf('in-ctrl', bare)).toMatchObject({ kind: 'planned' });
  });
});

describe('a front-end of a farm', () => {
  it('connects to the controller, the cache, the databases and every front-end, itself included', () => {
    expect(
      destinationsOf(
        frontEndOfFarm,
        'out-cache',
        'out-ctrl',
        'out-fe-db-sql',
        'out-fe-db-ora',
        'mon-fe-iis',
        'mon-fe-ctrl',
        'mon-fe-deploy',
        'mon-fe-sched',
      ),
    ).toEqual({
      'out-cache': `${ctrl}:5672 TCP/AMQP`,
      'out-ctrl': `${ctrl}:12000 TCP`,
      'out-fe-db-sql@platform': 'sql.example.local:1433 TCP/TDS',
      'out-fe-db-sql@session': 'sql.example.local:1433 TCP/TDS',
      'out-fe-db-ora@logging': 'ora.example.local:1600 TCP/TNS',
      [`mon-fe-iis@${fe1}`]: `${fe1}:80 TCP/HTTP`,
      [`mon-fe-iis@${fe2}`]: `${fe2}:80 TCP/HTTP`,
      'mon-fe-ctrl': `${ctrl}:12000 TCP`,
      [`mon-fe-deploy@${fe1}`]: `${fe1}:12001 TCP`,
      [`mon-fe-deploy@${fe2}`]: `${fe2}:12001 TCP`,
      [`mon-fe-sched@${fe1}`]: `${fe1}:12002 TCP`,
      [`mon-fe-sched@${fe2}`]: `${fe2}:12002 TCP`,
    });
  });

  it('accepts users, development tools, the controller and the other front-end', () => {
    const inboundIds = [
      'in-user-80',
      'in-user-443',
      'in-dev-80',
      'in-dev-443',
      'in-deploy',
      'in-iis',
      'in-sched',
    ];
    expect(destinationsOf(frontEndOfFarm, ...inboundIds)).toEqual({
      'in-user-80': 'fe1:80 TCP/HTTP',
      'in-user-443': 'fe1:443 TCP/TLS',
      'in-dev-80': 'fe1:80 TCP/HTTP',
      'in-dev-443': 'fe1:443 TCP/TLS',
      'in-deploy@controller': 'fe1:12001 TCP',
      'in-deploy@front-end': 'fe1:12001 TCP',
      'in-iis@controller': 'fe1:80 TCP/HTTP',
      'in-iis@front-end': 'fe1:80 TCP/HTTP',
      'in-sched@controller': 'fe1:12002 TCP',
      'in-sched@front-end': 'fe1:12002 TCP',
    });
    const sources = instancesOf(frontEndOfFarm)
      .filter(({ check }) => check.id === 'in-deploy')
      .map(({ subject }) => subject.source);
    expect(sources).toEqual([
      { role: 'controller', host: ctrl },
      { role: 'front-end', host: fe2 },
    ]);
  });

  it('is watched by the front-ends alone when it is the controller too', () => {
    const both = contextOf({ ...farm, controller: { host: fe1 } }, 'fe1');
    expect(Object.keys(destinationsOf(both, 'in-deploy'))).toEqual(['in-deploy@front-end']);
    expect(Object.keys(destinationsOf(both, 'lat-ps-fe'))).toEqual([`lat-ps-fe@${fe2}`]);
  });

  it('measures the way to the controller', () => {
    expect(destinationsOf(frontEndOfFarm, 'lat-ps-fe')).toEqual({
      [`lat-ps-fe@${ctrl}`]: `${ctrl}:12000 TCP`,
    });
  });

  it('follows the ports of the profile, while the ids stay', () => {
    const moved = contextOf({
      ...farm,
      ...roles('front-end'),
      ports: {
        http: 8080,
        https: 8443,
        deploymentController: 22000,
        deployment: 22001,
        scheduler: 22002,
        cache: 22672,
      },
    });
    const ids = [
      'loc-http',
      'loc-port-12001',
      'loc-port-12002',
      'loc-port-80',
      'loc-port-443',
      'out-ctrl',
      'out-cache',
      'in-user-443',
      'mon-fe-iis',
    ];
    expect(destinationsOf(moved, ...ids)).toEqual({
      'loc-http': '127.0.0.1:8080 TCP/HTTP',
      'loc-port-12001': 'fe1:22001 TCP',
      'loc-port-12002': 'fe1:22002 TCP',
      'loc-port-80': 'fe1:8080 TCP',
      'loc-port-443': 'fe1:8443 TCP',
      'out-cache': `${ctrl}:22672 TCP/AMQP`,
      'out-ctrl': `${ctrl}:22000 TCP`,
      'in-user-443': 'fe1:8443 TCP/TLS',
      [`mon-fe-iis@${fe1}`]: `${fe1}:8080 TCP/HTTP`,
      [`mon-fe-iis@${fe2}`]: `${fe2}:8080 TCP/HTTP`,
    });
  });

  it('greets the cache on the port for TLS, where the profile says TLS and no port', () => {
    const asked = (cache: object, ports = {}) =>
      instancesOf(contextOf({ ...farm, ...roles('front-end'), cache, ports }))
        .filter(({ check }) => check.id === 'out-cache')
        .map(({ subject }) => subject.probes.slice(2));
    const greeting = { kind: 'amqp', host: ctrl };
    expect(asked({})).toEqual([[{ ...greeting, port: 5672, tls: false }]]);
    expect(asked({ tls: true })).toEqual([
      [
        { kind: 'tls', host: ctrl, port: 5671 },
        { ...greeting, port: 5671, tls: true },
      ],
    ]);
    expect(asked({ tls: true, port: 5672 })[0]?.at(-1)).toEqual({ ...greeting, port: 5672, tls: true });
    expect(asked({ tls: true }, { cache: 22672 })[0]?.at(-1)).toEqual({
      ...greeting,
      port: 22672,
      tls: true,
    });
  });

  it('reaches the builder of mobile apps when the profile has mobile apps', () => {
    const mobile = contextOf({ ...farm, ...roles('front-end'), features: { mobileApps: true } });
    expect(destinationsOf(mobile, 'out-mabs')).toEqual({
      'out-mabs': 'nativebuilder.api.outsystems.com:443 TCP/TLS',
    });
  });

  it('connects to LifeTime where the profile names it, and is reached by it', () => {
    const withLifetime = { ...farm, lifetime: { host: 'lt.example.local' } };
    const ids = ['env-out-lt-80', 'env-out-lt-443', 'env-in-lt-80', 'env-in-lt-443', 'lt-bidir'];
    expect(destinationsOf(contextOf({ ...withLifetime, ...roles('front-end') }), ...ids)).toEqual({
      'env-out-lt-80': 'lt.example.local:80 TCP/HTTP',
      'env-out-lt-443': 'lt.example.local:443 TCP/TLS',
      'env-in-lt-80': 'fe1:80 TCP/HTTP',
      'env-in-lt-443': 'fe1:443 TCP/TLS',
      'lt-bidir': 'fe1:443 TCP/TLS',
    });
    const alone = contextOf({ ...withLifetime, ...roles('controller') }, 'ctrl');
    expect(Object.keys(destinationsOf(alone, ...ids))).toEqual([
      'env-out-lt-80',
      'env-out-lt-443',
      'lt-bidir',
    ]);
    const [subject] = instancesOf(alone).filter(({ id }) => id === 'env-out-lt-443');
    expect(subject?.subject).toMatchObject({
      source: { role: 'controller' },
      hints: { fallbackPort: '80' },
    });
  });
});

describe('the databases', () => {
  const withDatabases = (...databases: readonly object[]) => contextOf({ databases });

  it('have a key each, also when a purpose repeats', () => {
    const context = withDatabases(
      { purpose: 'logging', host: 'a' },
      { purpose: 'platform', host: 'b' },
      { purpose: 'logging', host: 'c', port: 1444, instance: 'LOG' },
    );
    expect(destinationsOf(context, 'out-fe-db-sql', 'lat-db')).toEqual({
      'out-fe-db-sql@logging': 'a:1433 TCP/TDS',
      'out-fe-db-sql@platform': 'b:1433 TCP/TDS',
      'out-fe-db-sql@logging-2': 'c:1444 TCP/TDS',
      'lat-db@logging': 'a:1433 TCP',
      'lat-db@platform': 'b:1433 TCP',
      'lat-db@logging-2': 'c:1444 TCP',
    });
    const named = instancesOf(context).find(({ id }) => id === 'out-fe-db-sql@logging-2');
    expect(drawn(named?.subject.parameters ?? {})['service']).toBe('SQL Server (instance LOG)');
  });

  it('of which nobody has named the server are gaps of their own, and never pass', () => {
    const gapsOf = (id: string, fields: object) => {
      const plan = planOf(id, contextOf(fields));
      return plan.kind === 'planned'
        ? (plan.missing ?? []).map(({ key, missing }) => `${key}: ${missing.gap}`)
        : plan.kind;
    };
    const logging = [{ purpose: 'logging', host: 'a' }];
    expect(gapsOf('out-fe-db-sql', { databases: logging })).toEqual(['platform: no-platform-database']);
    expect(
      gapsOf('out-ctrl-db-sql', { databases: logging, unnamedDatabases: ['session', 'logging'] }),
    ).toEqual(['platform: no-platform-database', 'session: unnamed-database']);
    expect(gapsOf('lat-db', { databases: logging })).toEqual(['platform: no-platform-database']);
    expect(gapsOf('out-fe-db-ora', { databases: logging })).toBe('not-applicable');
    const oracle = [{ purpose: 'platform', engine: 'oracle', host: 'o' }];
    expect(gapsOf('out-fe-db-sql', { databases: oracle })).toBe('not-applicable');
    expect(gapsOf('out-fe-db-sql', { databases: oracle, unnamedDatabases: ['logging'] })).toEqual([
      'logging: unnamed-database',
    ]);
    expect(gapsOf('out-fe-db-sql', { databases: [] })).toBe('missing');
    expect(
      gapsOf('ct-db-logging', { ...containers, unnamedDatabases: ['logging'], databases: oracle }),
    ).toEqual(['logging: unnamed-database']);
    expect(gapsOf('ct-db-logging', { ...containers, databases: oracle })).toBe('not-applicable');
  });

  it('are asked who they are, in their own protocols and without a login', () => {
    const context = withDatabases(
      { purpose: 'platform', host: 'a' },
      { purpose: 'session', host: 'a\\OS,1500' },
      { purpose: 'logging', engine: 'oracle', host: 'o', instance: 'OSLOG' },
      { purpose: 'logging', engine: 'oracle', host: 'p' },
    );
    const asked = instancesOf(context)
      .filter(({ check }) => check.id.startsWith('out-fe-db'))
      .map(({ subject }) => subject.probes.slice(2));
    expect(asked).toEqual([
      [{ kind: 'tds', host: 'a', port: 1433, instance: null }],
      [{ kind: 'tds', host: 'a', port: 1500, instance: 'OS' }],
      [{ kind: 'tns', host: 'o', port: 1521, serviceName: 'OSLOG' }],
      [{ kind: 'tns', host: 'p', port: 1521, serviceName: null }],
    ]);
    const oracle = instancesOf(context).find(({ id }) => id === 'out-fe-db-ora@logging');
    expect(drawn(oracle?.subject.parameters ?? {})['service']).toBe('Oracle (service OSLOG)');
  });

  it('that are instances without a port are asked of SQL Server Browser, but not the default instance', () => {
    const context = withDatabases(
      { purpose: 'platform', host: 'a\\OS' },
      { purpose: 'session', host: 'a\\MSSQLSERVER' },
    );
    const [platform, session] = instancesOf(context)
      .filter(({ check }) => check.id === 'out-fe-db-sql')
      .map(({ subject }) => subject);
    const port = { instance: 'OS', browserPort: 1434 };
    expect(platform).toMatchObject({
      destination: { host: 'a', port: null, protocol: 'TCP/TDS' },
      probes: [
        { kind: 'resolve', host: 'a' },
        { kind: 'sql-browser', host: 'a', port: 1434, instance: 'OS' },
        { kind: 'tcp', host: 'a', port },
        { kind: 'tds', host: 'a', port, instance: 'OS' },
      ],
    });
    expect(drawn(platform?.parameters ?? {})).toMatchObject({
      service: 'SQL Server (instance OS)',
      instance: 'OS',
      browserPort: '1434',
    });
    expect(session).toMatchObject({ destination: { port: 1433 } });
    expect(destinationsOf(context, 'lat-db')).toEqual({
      'lat-db@platform': 'a:null TCP',
      'lat-db@session': 'a:1433 TCP',
    });
    const latency = instancesOf(context).find(({ id }) => id === 'lat-db@platform');
    expect(drawn(latency?.subject.parameters ?? {})['target']).toBe('a\\OS');
    expect(latency?.subject.probes.map(({ kind }) => kind)).toEqual(['resolve', 'sql-browser', 'latency']);
  });

  it('are asked for once when the profile names none', () => {
    for (const who of ['fe', 'ctrl']) {
      expect(planOf(`out-${who}-db-sql`, withDatabases())).toMatchObject({
        kind: 'missing',
        missing: { gap: 'no-database' },
      });
      expect(planOf(`out-${who}-db-ora`, withDatabases())).toEqual({
        kind: 'not-applicable',
        reason: '[[The profile names no Oracle database|No Oracle database is named]].',
      });
    }
    expect(planOf('lat-db', withDatabases())).toMatchObject({ kind: 'missing' });
  });

  it('of the other engine do not apply', () => {
    const oracle = withDatabases({ purpose: 'platform', engine: 'oracle', host: 'ora' });
    expect(planOf('out-fe-db-sql', oracle)).toEqual({
      kind: 'not-applicable',
      reason: '[[The profile names no SQL Server database|No SQL Server database is named]].',
    });
    expect(destinationsOf(oracle, 'out-ctrl-db-ora')).toEqual({
      'out-ctrl-db-ora@platform': 'ora:1521 TCP/TNS',
    });
  });
});

describe('LifeTime', () => {
  it('connects to the front-ends and controllers that it manages', () => {
    const ids = ['lt-out-env-80', 'lt-out-env-443', 'lt-out-ctrl-80', 'lt-out-ctrl-443'];
    expect(destinationsOf(lifetime, ...ids)).toEqual({
      [`lt-out-env-80@${fe1}`]: `${fe1}:80 TCP/HTTP`,
      [`lt-out-env-80@${fe2}`]: `${fe2}:80 TCP/HTTP`,
      [`lt-out-env-443@${fe1}`]: `${fe1}:443 TCP/TLS`,
      [`lt-out-env-443@${fe2}`]: `${fe2}:443 TCP/TLS`,
      [`lt-out-ctrl-80@${ctrl}`]: `${ctrl}:80 TCP/HTTP`,
      [`lt-out-ctrl-80@${fe2}`]: `${fe2}:80 TCP/HTTP`,
      [`lt-out-ctrl-443@${ctrl}`]: `${ctrl}:443 TCP/TLS`,
      [`lt-out-ctrl-443@${fe2}`]: `${fe2}:443 TCP/TLS`,
    });
    const fallbacks = instancesOf(lifetime)
      .filter(({ check }) => ids.includes(check.id))
      .map(({ check, subject }) => [check.id, subject.hints?.['fallbackPort']]);
    expect(Object.fromEntries(fallbacks)).toEqual({
      'lt-out-env-80': '443',
      'lt-out-env-443': '80',
      'lt-out-ctrl-80': '443',
      'lt-out-ctrl-443': '80',
    });
  });

  it('is reached by the environments, and reaches Architecture Dashboard', () => {
    expect(destinationsOf(lifetime, 'lt-in-80', 'lt-in-443', 'lt-bidir', 'ad-out')).toEqual({
      'lt-in-80': 'lt:80 TCP/HTTP',
      'lt-in-443': 'lt:443 TCP/TLS',
      'lt-bidir': 'lt:443 TCP/TLS',
      'ad-out': 'architecture.outsystems.com:443 TCP/TLS',
    });
    const off = contextOf({ ...managed, features: {} }, 'lt');
    expect(planOf('ad-out', off)).toMatchObject({ kind: 'not-applicable' });
  });

  it('is a controller and front-end of its own, which no other server connects to', () => {
    const ids = idsOf(lifetime);
    for (const id of ['loc-port-12000', 'loc-port-12002', 'out-ctrl', 'in-user-443'])
      expect(ids).toContain(id);
    for (const id of ['in-ctrl', 'in-deploy@controller', 'env-out-lt-80', 'env-in-lt-443'])
      expect(ids).not.toContain(id);
    expect(planOf('env-out-lt-80', contextOf({ ...managed, lifetime: { host: 'lt' } }, 'lt'))).toEqual({
      kind: 'not-applicable',
      reason: 'This machine is the LifeTime server itself.',
    });
  });

  it('reports servers that the profile does not list as a gap', () => {
    const noServer = contextOf({ ...managed, managedServers: [] }, 'lt');
    const noController = contextOf({ ...managed, managedServers: [{ host: fe1 }] }, 'lt');
    for (const port of [80, 443]) {
      expect(planOf(`lt-out-env-${port}`, noServer)).toMatchObject({ kind: 'missing' });
      expect(planOf(`lt-out-env-${port}`, noController)).toMatchObject({ kind: 'planned' });
      expect(planOf(`lt-out-ctrl-${port}`, noController)).toEqual({
        kind: 'missing',
        missing: {
          gap: 'no-managed-server',
          parameters: { place: param.keep('deployment controller'), role: param.keep('controller') },
        },
      });
    }
  });
});

describe('containers', () => {
  it('reach the databases, the controller and the cache', () => {
    const ids = [
      'ct-in-80',
      'ct-db-platform',
      'ct-db-logging',
      'ct-ctrl',
      'ct-cache',
      'ct-ssl-offload',
      'ct-no-param',
    ];
    expect(destinationsOf(runtime, ...ids)).toEqual({
      'ct-in-80': 'cr1:80 TCP/HTTP',
      'ct-db-platform@platform': 'sql.example.local:1433 TCP/TDS',
      'ct-db-logging@logging': 'ora.example.local:1600 TCP/TNS',
      'ct-ctrl': `${ctrl}:12000 TCP`,
      'ct-cache': `${ctrl}:5672 TCP/AMQP`,
      'ct-ssl-offload': 'none',
      'ct-no-param': 'none',
    });
  });

  it('are reached from the other servers', () => {
    const server = contextOf({ ...containers, ...roles('controller') }, 'ctrl');
    expect(destinationsOf(server, 'ct-out-80')).toEqual({
      'ct-out-80@cr1.example.local': 'cr1.example.local:80 TCP/HTTP',
      'ct-out-80@cr2.example.local': 'cr2.example.local:80 TCP/HTTP',
    });
    const unlisted = contextOf({ ...containers, ...roles('front-end'), containerRuntimes: [] });
    expect(planOf('ct-out-80', unlisted)).toMatchObject({ kind: 'missing' });
  });

  it('may log into the platform database, but need one', () => {
    const without = (purpose: string) =>
      contextOf({
        ...containers,
        databases: farm.databases.filter((database) => database.purpose !== purpose),
      });
    expect(planOf('ct-db-logging', without('logging'))).toMatchObject({ kind: 'not-applicable' });
    expect(planOf('ct-db-platform', without('platform'))).toMatchObject({ kind: 'missing' });
  });

  it('stand in the place of front-ends, so that a controller is not asked for any', () => {
    const without = contextOf({ ...containers, ...roles('controller'), frontEnds: [] }, 'ctrl');
    for (const id of ['out-deploy', 'mon-ctrl-iis', 'mon-ctrl-deploy', 'mon-ctrl-sched'])
      expect(planOf(id, without)).toMatchObject({ kind: 'not-applicable' });
    const mixed = contextOf({ ...containers, ...roles('controller'), frontEnds: [{ host: fe1 }] }, 'ctrl');
    expect(planOf('out-deploy', mixed)).toMatchObject({ kind: 'planned' });
  });

  it('on a machine of an environment without containers are a contradiction, not a reason to check nothing', () => {
    const contradiction = contextOf({ ...containers, environment: {} }, 'cr1');
    for (const { id } of checks.filter((check) => check.roles !== 'any' && check.id.startsWith('ct-')))
      expect(planOf(id, contradiction)).toMatchObject({
        kind: 'missing',
        missing: { gap: 'servers-instead-of-containers' },
      });
  });
});

describe('the vantage points', () => {
  it('of end users open the applications of every front-end', () => {
    const user = contextOf({ ...farm, ...roles('end-user') }, 'pc');
    expect(idsOf(user)).toEqual([
      'loc-config',
      'loc-roles',
      `user-fe-80@${fe1}`,
      `user-fe-80@${fe2}`,
      `user-fe-443@${fe1}`,
      `user-fe-443@${fe2}`,
    ]);
    expect(destinationsOf(user, 'user-fe-443')).toEqual({
      [`user-fe-443@${fe1}`]: `${fe1}:443 TCP/TLS`,
      [`user-fe-443@${fe2}`]: `${fe2}:443 TCP/TLS`,
    });
    expect(planOf('user-fe-80', contextOf(roles('end-user'), 'pc'))).toMatchObject({ kind: 'missing' });
  });

  it('of developers publish to every front-end', () => {
    const developer = contextOf({ ...farm, ...roles('development-tools') }, 'pc');
    expect(destinationsOf(developer, 'dev-fe-80', 'dev-fe-443')).toEqual({
      [`dev-fe-80@${fe1}`]: `${fe1}:80 TCP/HTTP`,
      [`dev-fe-80@${fe2}`]: `${fe2}:80 TCP/HTTP`,
      [`dev-fe-443@${fe1}`]: `${fe1}:443 TCP/TLS`,
      [`dev-fe-443@${fe2}`]: `${fe2}:443 TCP/TLS`,
    });
  });

  it('of system operators log in to every server, each once, in either way', () => {
    const operators = contextOf({ ...farm, controller: { host: fe1 }, ...roles('sysops') }, 'pc');
    expect(destinationsOf(operators, 'ops-ssh', 'ops-rdp')).toEqual({
      [`ops-rdp@${fe1}`]: `${fe1}:3389 TCP`,
      [`ops-rdp@${fe2}`]: `${fe2}:3389 TCP`,
      [`ops-ssh@${fe1}`]: `${fe1}:22 TCP`,
      [`ops-ssh@${fe2}`]: `${fe2}:22 TCP`,
    });
  });
});

describe('the checks of this machine', () => {
  it('ask what localhost means, and the web server by address and by name', () => {
    const probesOf = (id: string) => instancesOf(single).find((entry) => entry.id === id)?.subject.probes;
    const request = { kind: 'http', host: '127.0.0.1', port: 80, path: '/' };
    expect(probesOf('loc-resolve')).toEqual([
      { kind: 'resolve', host: 'localhost' },
      { kind: 'hosts-file' },
      { kind: 'dns', name: 'localhost' },
      { kind: 'name-order' },
      { ...request, hostHeader: '127.0.0.1' },
      { ...request, hostHeader: 'localhost' },
      { ...request, host: '::1', hostHeader: '[::1]' },
    ]);
    expect(probesOf('loc-http')).toEqual([
      { ...request, hostHeader: '127.0.0.1' },
      { ...request, hostHeader: 'localhost' },
      { kind: 'port-owner', port: 80 },
      { kind: 'proxy-settings' },
    ]);
    expect(probesOf('loc-port-80')).toEqual(
      expect.arrayContaining([
        { ...request, hostHeader: '127.0.0.1' },
        { ...request, hostHeader: 'localhost' },
      ]),
    );
    expect(probesOf('loc-http-v6')).toEqual([
      { ...request, host: '::1', hostHeader: '[::1]' },
      { kind: 'port-owner', port: 80 },
    ]);
  });

  it.each([
    ['Windows Server 2022', 'yes'],
    ['Microsoft (Windows_NT 10.0.20348)', 'yes'],
    ['#1 SMP Debian (Linux 6.1.0)', undefined],
    ['Darwin Kernel Version 24 (Darwin 24.0.0)', undefined],
  ])('know that an attempt to listen is no proof on Windows alone: %s', (os, shares) => {
    const plan = planOf('loc-port-12000', { ...single, machine: { ...single.machine, os } });
    expect(plan).toMatchObject({ kind: 'planned', subjects: [{ hints: expect.anything() }] });
    if (plan?.kind === 'planned') expect(plan.subjects[0]?.hints?.['bindShares']).toBe(shares);
  });

  it.each([
    ['Windows Server 2022', 2999, 'too-short'],
    ['Windows Server 2022', 3000, undefined],
    ['#1 SMP Debian (Linux 6.1.0)', 500, undefined],
  ])('know the limit that is shorter than a refusal on Windows: %s, %i ms', (os, connectTimeoutMs, limit) => {
    const context = contextOf({ limits: { connectTimeoutMs } });
    const plan = planOf('loc-config', { ...context, machine: { ...context.machine, os } });
    expect(plan.kind === 'planned' ? plan.subjects[0]?.hints?.['limit'] : 'no plan').toBe(limit);
  });

  it('know whether other machines need a port of this one', () => {
    const needed = (fields: object, hostname?: string) =>
      instancesOf(contextOf(fields, hostname))
        .filter(({ subject }) => subject.hints?.['othersConnect'] === 'yes')
        .map(({ id }) => id);
    expect(needed({})).toEqual(['loc-port-80', 'loc-port-443']);
    expect(needed({ ...farm, machine: { roles: ['controller'] } }, 'ctrl')).toEqual([
      'loc-port-12000',
      'loc-port-5672',
    ]);
    expect(needed({ ...farm, machine: { roles: ['front-end'] } })).toEqual([
      'loc-port-12001',
      'loc-port-12002',
      'loc-port-80',
      'loc-port-443',
    ]);
  });

  it('ask for the https site of this machine on Windows, where one driver listens for all', () => {
    const askedOn = (os: string) => {
      const plan = planOf('loc-port-443', { ...single, machine: { ...single.machine, os } });
      return plan.kind === 'planned' ? plan.subjects[0]?.probes.filter(({ kind }) => kind === 'https') : null;
    };
    expect(askedOn('Windows Server 2022 (Windows_NT 10.0.20348)')).toEqual([
      { kind: 'https', host: '127.0.0.1', port: 443, path: '/', issuer: 'any' },
    ]);
    expect(askedOn('Debian GNU/Linux 12')).toEqual([]);
  });

  it('know which programs may hold each port', () => {
    const expected = instancesOf(single)
      .filter(({ check }) => check.family.name === 'local-port')
      .map(({ id, subject }) => [id, subject.hints?.['expected']]);
    expect(Object.fromEntries(expected)).toEqual({
      'loc-port-12000': 'CompilerService.exe',
      'loc-port-12001': 'DeployService.exe',
      'loc-port-12002': 'Scheduler.exe',
      'loc-port-5672': 'erl.exe,beam.smp',
      'loc-port-80': 'System,w3wp.exe,inetinfo.exe',
      'loc-port-443': 'System,w3wp.exe,inetinfo.exe',
    });
  });

  it('list the ports that differ from the defaults', () => {
    const listOf = (fields: object) => {
      const plan = planOf('loc-config', contextOf(fields));
      const subject = plan.kind === 'planned' ? plan.subjects[0] : undefined;
      return { ...subject, parameters: drawn(subject?.parameters ?? {}) };
    };
    expect(listOf({})).toMatchObject({ parameters: { list: 'none' }, hints: { statement: 'as-required' } });
    expect(
      listOf({ cache: { tls: true }, databases: [{ purpose: 'platform', host: 'a\\OS' }] }),
    ).toMatchObject({
      parameters: { list: 'platform database of the instance OS (default 1433)' },
    });
    expect(
      listOf({
        ports: { scheduler: 12012 },
        cache: { port: 5671 },
        databases: [{ purpose: 'platform', engine: 'oracle', host: 'ora', port: 1600 }],
      }),
    ).toMatchObject({
      parameters: {
        list: 'Scheduler Service 12012 (default 12002), Cache Invalidation Service 5671 (default 5672), platform database 1600 (default 1521)',
      },
    });
  });

  it('refuse one port for two services of this machine', () => {
    const statementOf = (fields: object) => {
      const plan = planOf('loc-config', contextOf(fields));
      return plan.kind === 'planned' ? plan.subjects[0]?.hints?.['statement'] : undefined;
    };
    expect(statementOf({ cache: { port: 12000 } })).toBe('not-as-required');
    expect(statementOf({ cache: { port: 12000, host: 'mq.example.local' } })).toBe('as-required');
  });

  it('refuse a Deployment Controller elsewhere that the profile takes for this machine', () => {
    const statementOf = (roles: readonly string[], host: string) => {
      const plan = planOf('loc-roles', contextOf({ machine: { roles }, controller: { host } }));
      return plan.kind === 'planned' ? plan.subjects[0]?.hints?.['statement'] : plan.kind;
    };
    expect(statementOf(['front-end'], 'localhost')).toBe('not-as-required');
    expect(statementOf(['front-end'], '10.0.0.5')).toBe('not-as-required');
    expect(statementOf(['sysops'], 'localhost')).toBe('not-as-required');
    expect(statementOf(['front-end'], ctrl)).toBe('as-required');
    expect(statementOf(['controller', 'front-end'], 'localhost')).toBe('as-required');
    expect(statementOf(['lifetime'], 'localhost')).toBe('as-required');
    expect(statementOf(['end-user'], 'localhost')).toBe('as-required');
  });

  it('refuse a Cache Invalidation Service that would be another machine on each server', () => {
    const planOfCache = (roles: readonly string[], cache: object) =>
      planOf('loc-cache-host', contextOf({ machine: { roles }, controller: { host: ctrl }, cache }));
    for (const host of ['localhost', '127.0.0.1', '127.8.8.8', '::1', 'LOCALHOST'])
      expect(planOfCache(['front-end'], { host })).toMatchObject({
        subjects: [{ hints: { statement: 'not-as-required' } }],
      });
    expect(planOfCache(['container-runtime'], { host: 'localhost' }).kind).toBe('planned');
    for (const cache of [{}, { host: 'mq.example.local' }, { host: fe1 }])
      expect(planOfCache(['front-end'], cache).kind).toBe('not-applicable');
    expect(planOfCache(['controller', 'front-end'], { host: 'localhost' }).kind).toBe('not-applicable');
    const rulings = checkCalled('loc-cache-host').rulings();
    expect(rulings['not-as-required']?.['before-install'].verdict).toBe('fail');
    expect(rulings['not-as-required']?.['after-install'].verdict).toBe('fail');
  });

  it('name all roles that a role implies', () => {
    const plan = planOf('loc-roles', lifetime);
    const subjects = plan.kind === 'planned' ? plan.subjects : [];
    expect(subjects.map(({ parameters }) => drawn(parameters)['list'])).toEqual([
      'Deployment Controller, Front-end, LifeTime',
    ]);
  });
});

describe('the answers of the profile', () => {
  const statementOf = (id: string, environment: object) => {
    const plan = planOf(
      id,
      contextOf({ ...containers, environment: { hosting: 'containers', ...environment } }),
    );
    return plan.kind === 'planned' ? plan.subjects[0]?.hints?.['statement'] : plan.kind;
  };

  it.each([
    ['hyb-vpn', { hybrid: true, vpn: 'yes' }, 'as-required'],
    ['hyb-vpn', { hybrid: true, vpn: 'no' }, 'not-as-required'],
    ['hyb-vpn', { hybrid: true }, 'not-stated'],
    ['lat-provider', { oneProvider: 'yes' }, 'as-required'],
    ['lat-provider', { oneProvider: 'no' }, 'not-as-required'],
    ['lat-provider', {}, 'not-stated'],
    ['ct-ssl-offload', { sslOffloading: 'yes' }, 'as-required'],
    ['ct-ssl-offload', { sslOffloading: 'no' }, 'not-as-required'],
    ['ct-ssl-offload', {}, 'not-stated'],
    ['ct-no-param', { parameterRecordAdded: 'no' }, 'as-required'],
    ['ct-no-param', { parameterRecordAdded: 'yes' }, 'not-as-required'],
    ['ct-no-param', {}, 'not-stated'],
  ])('%s: %j is %s', (id, environment, finding) => {
    expect(statementOf(id, environment)).toBe(finding);
  });

  it.each([
    ['hyb-vpn', 'warn', 'environment.vpn'],
    ['lat-provider', 'warn', 'environment.oneProvider'],
    ['ct-ssl-offload', 'fail', 'environment.sslOffloading'],
    ['ct-no-param', 'warn', 'environment.parameterRecordAdded'],
  ])('%s: the wrong answer is %s, and none names the field %s', (id, verdict, field) => {
    const rulings = checkCalled(id).rulings();
    expect(rulings['as-required']?.['after-install'].verdict).toBe('pass');
    expect(rulings['not-as-required']?.['after-install'].verdict).toBe(verdict);
    expect(rulings['not-stated']?.['after-install']).toMatchObject({
      verdict: 'unknown',
      remedy: expect.stringContaining(field),
    });
  });
});

describe('the plans of all machines', () => {
  it('cover every requirement between them', () => {
    const hybrid = contextOf({ ...farm, environment: { hybrid: true }, features: { mobileApps: true } });
    const withLifetime = contextOf({ ...farm, lifetime: { host: 'lt.example.local' } });
    expect(coveredBy(hybrid, withLifetime, lifetime, runtime)).toEqual([...requirementKeys]);
  });

  it('give each instance of a check a key of its own', () => {
    for (const context of [single, controllerOfFarm, frontEndOfFarm, lifetime, runtime]) {
      const ids = idsOf(context);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
