import { describe, expect, it } from 'vitest';
import type { PlanContext } from '../../../../shared/catalogue/check.ts';
import { checks } from '../../../../shared/catalogue/checks/index.ts';
import { buildPlan, narrowPlan } from '../../../../shared/plan/build-plan.ts';
import type { MachineProxy } from '../../../../shared/profile/proxy.ts';
import { contextOf, instancesOf } from './contexts.ts';
import { drawn } from './facts.ts';

const mabs = 'nativebuilder.api.outsystems.com';
const mobile = {
  machine: { roles: ['front-end'] },
  controller: { host: '10.0.0.9' },
  features: { mobileApps: true },
};
const manual = { mode: 'manual', url: 'http://proxy.example.local:3128', bypass: ['*.corp.example.local'] };
const probesOf = (context: PlanContext, id: string) =>
  instancesOf(context)
    .filter(({ check }) => check.id === id)
    .flatMap(({ subject }) => subject.probes);

describe('a service in the Internet', () => {
  it('is asked for its name, its port and an answer over TLS', () => {
    expect(probesOf(contextOf(mobile), 'out-mabs')).toEqual([
      { kind: 'resolve', host: mabs },
      { kind: 'tcp', host: mabs, port: 443 },
      { kind: 'https', host: mabs, port: 443, path: '/v1/GetHealth', issuer: 'public' },
      { kind: 'proxy-settings' },
    ]);
    const lifetime = contextOf(
      { machine: { roles: ['lifetime'] }, features: { architectureDashboard: true } },
      'lt',
    );
    expect(probesOf(lifetime, 'ad-out')).toContainEqual({
      kind: 'https',
      host: 'architecture.outsystems.com',
      port: 443,
      path: '/Broker_API/ArchitectureDashboard.asmx',
      issuer: 'public',
    });
  });

  it('is asked side by side through the proxy that the profile names', () => {
    const [instance] = instancesOf(contextOf({ ...mobile, proxy: manual })).filter(
      ({ id }) => id === 'out-mabs',
    );
    expect(instance?.subject.probes.at(-1)).toEqual({
      kind: 'proxy-connect',
      host: mabs,
      port: 443,
      path: '/v1/GetHealth',
      issuer: 'public',
      proxy: { host: 'proxy.example.local', port: 3128, secure: false },
      source: 'the profile',
    });
    expect(instance?.subject.hints).toEqual({ proxy: 'http://proxy.example.local:3128', exempt: 'no' });
    expect(drawn(instance?.subject.parameters ?? {})).toMatchObject({ proxySource: 'the profile' });
  });

  it('is asked through it also where an exception would keep programs from it', () => {
    const exempted = contextOf({ ...mobile, proxy: { ...manual, bypass: ['.outsystems.com'] } });
    const [instance] = instancesOf(exempted).filter(({ id }) => id === 'out-mabs');
    expect(instance?.subject.hints).toMatchObject({ exempt: 'yes' });
    expect(instance?.subject.probes.some(({ kind }) => kind === 'proxy-connect')).toBe(true);
  });
});

describe('the plan', () => {
  const setting: MachineProxy = {
    source: 'environment',
    name: 'HTTPS_PROXY',
    scheme: 'https',
    proxy: { host: 'env.example.local', port: 8080, secure: true },
    bypass: [],
  };
  const planFor = (fields: object) => {
    const { profile, machine } = contextOf({ ...mobile, ...fields });
    return buildPlan(checks, profile, { ...machine, proxies: [setting] });
  };

  it('lists the proxy as a contact with its checks, and its name', () => {
    const plan = planFor({});
    expect(plan.contacts).toContainEqual({
      host: 'env.example.local',
      port: 8080,
      protocol: 'TCP',
      checks: ['out-mabs'],
    });
    expect(plan.contacts).toContainEqual({ host: mabs, port: 443, protocol: 'TCP', checks: ['out-mabs'] });
    expect(plan.names).toContain('env.example.local');
    expect(plan.names).toContain(mabs);
  });

  it('uses a proxy for nothing else', () => {
    const plan = planFor({ lifetime: { host: 'lt.example.local' } });
    const proxied = plan.checks.filter(({ subject }) =>
      subject.probes.some(({ kind }) => kind === 'proxy-connect'),
    );
    expect(proxied.map(({ id }) => id)).toEqual(['out-mabs']);
    const without = planFor({ features: { mobileApps: false } });
    expect(without.contacts.map(({ host }) => host)).not.toContain('env.example.local');
    expect(without.names).not.toContain('env.example.local');
  });

  it('contacts no proxy when only other checks are asked for, or the profile wants none', () => {
    expect(narrowPlan(planFor({}), ['loc-http']).contacts.map(({ host }) => host)).not.toContain(
      'env.example.local',
    );
    expect(planFor({ proxy: { mode: 'none' } }).names).not.toContain('env.example.local');
  });
});
