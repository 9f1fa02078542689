import { describe, expect, it } from 'vitest';
import type { Platform } from '../../../../../electron/core/base/world.ts';
import { createPlatform } from '../../../../../electron/core/platform/platform.ts';
import { ProbeError } from '../../../../../electron/core/probes/probe-error.ts';
import { factsOf } from '../../../../../shared/probe/facts-of.ts';
import type { MachineProxy } from '../../../../../shared/profile/proxy.ts';
import { allFacts, only } from '../probe-world.ts';

const refusing = (code: string) => () => Promise.reject(new ProbeError(code));
const platformWith = (fields: Partial<Platform>): Platform => ({ ...createPlatform(), ...fields });

const setting: MachineProxy = {
  source: 'environment',
  name: 'HTTPS_PROXY',
  scheme: 'https',
  proxy: { host: 'proxy.test', port: 3128, secure: false },
  bypass: ['localhost', '.corp\u202E.test'],
};

describe('the proxy-settings probe', () => {
  const observe = async (fields: Partial<Platform>) =>
    only(await allFacts({ kind: 'proxy-settings' }, { platform: platformWith(fields) }));

  it('reports the environment’s settings and the system’s', async () => {
    const fact = await observe({
      environmentProxies: () => [setting],
      systemProxy: async () => [{ ...setting, source: 'system', name: 'Internet options', proxy: null }],
    });
    expect(fact).toMatchObject({
      outcome: 'read',
      settings: [
        {
          source: 'environment',
          name: 'HTTPS_PROXY',
          scheme: 'https',
          proxy: 'http://proxy.test:3128',
          bypass: ['localhost', '.corp.test'],
        },
        { source: 'system', name: 'Internet options', proxy: null },
      ],
    });
    expect(fact).not.toHaveProperty('code');
  });

  it('says when the system does not tell, and keeps what the environment told', async () => {
    const systemProxy = refusing('UNSUPPORTED');
    expect(await observe({ environmentProxies: () => [], systemProxy })).toMatchObject({
      outcome: 'unavailable',
      code: 'UNSUPPORTED',
      settings: [],
    });
    expect(await observe({ environmentProxies: () => [setting], systemProxy })).toMatchObject({
      outcome: 'read',
      code: 'UNSUPPORTED',
    });
    expect(await observe({ systemProxy: refusing('CANCELLED') })).toMatchObject({ outcome: 'cancelled' });
  });
});

describe('the name-order probe', () => {
  const observe = async (nameOrder: Platform['nameOrder']) =>
    only(await allFacts({ kind: 'name-order' }, { platform: platformWith({ nameOrder }) }));

  it('reports where names are looked up', async () => {
    expect(await observe(async () => ['files', 'dns'])).toMatchObject({
      kind: 'name-order',
      outcome: 'read',
      sources: ['files', 'dns'],
    });
  });

  it('says when the system does not tell', async () => {
    expect(await observe(refusing('ENOENT'))).toMatchObject({
      outcome: 'unavailable',
      code: 'ENOENT',
      sources: [],
    });
    expect(await observe(refusing('CANCELLED'))).toMatchObject({ outcome: 'cancelled' });
  });
});

describe('the port-ranges probe', () => {
  const dynamic = { from: 49152, to: 65535 };
  const observe = async (
    dynamicPortRange: Platform['dynamicPortRange'],
    reservedPorts: Platform['reservedPorts'],
  ) =>
    only(
      await allFacts(
        { kind: 'port-ranges' },
        { platform: platformWith({ dynamicPortRange, reservedPorts }) },
      ),
    );

  it('reports both ranges', async () => {
    const reserved = [{ from: 12000, to: 12002 }];
    const fact = await observe(
      async () => dynamic,
      async () => reserved,
    );
    expect(fact).toMatchObject({ outcome: 'read', dynamic, reserved });
  });

  it('reports what the system tells, and the code of what it does not', async () => {
    expect(await observe(async () => dynamic, refusing('UNSUPPORTED'))).toMatchObject({
      outcome: 'read',
      code: 'UNSUPPORTED',
      dynamic,
      reserved: [],
    });
    expect(await observe(refusing('EACCES'), refusing('UNSUPPORTED'))).toMatchObject({
      outcome: 'unavailable',
      code: 'EACCES',
      dynamic: null,
    });
    expect(await observe(refusing('CANCELLED'), refusing('CANCELLED'))).toMatchObject({
      outcome: 'cancelled',
    });
  });
});

describe('the inbound-firewall probe', () => {
  const observe = async (inboundFirewall: Platform['inboundFirewall']) =>
    only(
      await allFacts(
        { kind: 'inbound-firewall', port: 12000, listener: 'deploymentController' },
        { platform: platformWith({ inboundFirewall }) },
      ),
    );

  it('reports each network, with names that a report can hold', async () => {
    const rules = Array.from({ length: 30 }, (_, index) => ({
      ruleName: `\u202ERule ${index}${'x'.repeat(300)}`,
      origin: 'machine' as const,
    }));
    const networks = [{ network: 'domain', isActive: true, decision: 'blocked', rules }] as const;
    const fact = await observe(async (port) => (port === 12000 ? networks : []));
    expect(fact).toMatchObject({ outcome: 'read', port: 12000, networks: [{ decision: 'blocked' }] });
    const names = factsOf([fact], 'inbound-firewall').flatMap(({ networks: [network] }) =>
      (network?.rules ?? []).map(({ ruleName }) => ruleName),
    );
    expect(names).toHaveLength(20);
    expect(names[0]).toMatch(/^Rule 0x+…$/);
    expect(names[0]).toHaveLength(200);
  });

  it('says when the system does not tell', async () => {
    expect(await observe(refusing('UNSUPPORTED'))).toMatchObject({
      outcome: 'unavailable',
      code: 'UNSUPPORTED',
      networks: [],
    });
    expect(await observe(refusing('CANCELLED'))).toMatchObject({ outcome: 'cancelled' });
  });
});

describe('the installation probe', () => {
  const observe = async (
    installedVersion: Platform['installedVersion'],
    platformServices: Platform['platformServices'],
  ) =>
    only(
      await allFacts(
        { kind: 'installation' },
        { platform: platformWith({ installedVersion, platformServices }) },
      ),
    );
  const services = [{ service: 'RabbitMQ', state: 'Running', startMode: 'Auto' }];

  it('reports the version and the services', async () => {
    const fact = await observe(
      async () => '11.28.1.44071',
      async () => services,
    );
    expect(fact).toMatchObject({ outcome: 'read', version: '11.28.1.44071', services });
    expect(fact).not.toHaveProperty('code');
  });

  it('is read as soon as the version is known, and keeps services without one', async () => {
    expect(await observe(async () => null, refusing('COMMAND_ANSWER'))).toMatchObject({
      outcome: 'read',
      code: 'COMMAND_ANSWER',
      version: null,
      services: [],
    });
    expect(await observe(refusing('DEADLINE'), async () => services)).toMatchObject({
      outcome: 'unavailable',
      code: 'DEADLINE',
      services,
    });
    expect(await observe(async () => '11.0', refusing('CANCELLED'))).toMatchObject({ outcome: 'cancelled' });
  });
});
