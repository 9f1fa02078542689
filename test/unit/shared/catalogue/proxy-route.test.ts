import { describe, expect, it } from 'vitest';
import type { MachineFacts } from '../../../../shared/catalogue/check.ts';
import { isNearby, machineProxyFor, proxyRoute } from '../../../../shared/catalogue/proxy-route.ts';
import { profileSchema } from '../../../../shared/profile/profile.ts';
import type { MachineProxy } from '../../../../shared/profile/proxy.ts';
import { machineCalled } from './contexts.ts';

const ofEnvironment: MachineProxy = {
  source: 'environment',
  name: 'HTTPS_PROXY',
  scheme: 'https',
  proxy: { host: 'env.test', port: 3128, secure: false },
  bypass: ['.internal.test'],
};
const ofSystem: MachineProxy = {
  ...ofEnvironment,
  source: 'system',
  name: 'the proxy settings of the system',
  proxy: { host: 'sys.test', port: 8080, secure: false },
};
const machineWith = (...proxies: readonly MachineProxy[]): MachineFacts => ({
  ...machineCalled('fe1'),
  proxies,
});
const profileWith = (proxy: object) => profileSchema.parse({ schemaVersion: 1, proxy });
const wanted = { host: 'service.test', port: 443 };
const manual = { mode: 'manual', url: 'http://manual.test:8888' };

describe('the proxy for a host', () => {
  it('is the one that the profile names, before all others', () => {
    const answers = { profile: profileWith(manual), machine: machineWith(ofEnvironment, ofSystem) };
    expect(proxyRoute(answers, wanted)).toEqual({
      proxy: { host: 'manual.test', port: 8888, secure: false },
      source: 'the profile',
      exempt: false,
    });
  });

  it('is none that is only looked for in the network, and none that the setting’s own programs exempt', () => {
    const detect: MachineProxy = { ...ofSystem, proxy: null, automatic: 'detect' };
    expect(machineProxyFor([detect], 'https')).toBeNull();
    expect(machineProxyFor([detect, ofSystem], 'https')).toBe(ofSystem);
    const script: MachineProxy = { ...ofSystem, proxy: null, automatic: 'script' };
    expect(machineProxyFor([script], 'https')).toBe(script);
    const profile = profileWith({ mode: 'system' });
    const exempt = (fields: Partial<MachineProxy>) =>
      proxyRoute({ profile, machine: machineWith({ ...ofSystem, ...fields }) }, wanted)?.exempt;
    expect(exempt({ bypass: ['^https://service'], exceptions: 'dotnet' })).toBe(true);
    expect(exempt({ bypass: ['^https://service'] })).toBe(false);
    expect(exempt({ bypass: ['.test'] })).toBe(true);
    expect(exempt({ bypass: ['.test'], exceptions: 'wininet' })).toBe(false);
  });

  it('is else the environment’s, else the system’s', () => {
    const profile = profileWith({ mode: 'system' });
    expect(proxyRoute({ profile, machine: machineWith(ofSystem, ofEnvironment) }, wanted)).toMatchObject({
      proxy: { host: 'env.test' },
      source: 'HTTPS_PROXY',
    });
    expect(proxyRoute({ profile, machine: machineWith(ofSystem) }, wanted)).toMatchObject({
      proxy: { host: 'sys.test' },
      source: 'the proxy settings of the system',
    });
    expect(proxyRoute({ profile, machine: machineWith() }, wanted)).toBeNull();
    expect(proxyRoute({ profile, machine: machineCalled('fe1') }, wanted)).toBeNull();
  });

  it('is none when the profile wants none', () => {
    const answers = { profile: profileWith({ mode: 'none' }), machine: machineWith(ofEnvironment) };
    expect(proxyRoute(answers, wanted)).toBeNull();
  });

  it('is none when only plain requests have one, or one that cannot be used', () => {
    const profile = profileWith({});
    const plain: MachineProxy = { ...ofEnvironment, scheme: 'http', name: 'HTTP_PROXY' };
    const socks: MachineProxy = { ...ofEnvironment, name: 'ALL_PROXY', proxy: null };
    expect(proxyRoute({ profile, machine: machineWith(plain) }, wanted)).toBeNull();
    expect(proxyRoute({ profile, machine: machineWith(socks, ofSystem) }, wanted)).toBeNull();
  });

  it('is named with the exception where the settings make one', () => {
    const inside = { host: 'app.internal.test', port: 443 };
    const bySystem = { profile: profileWith({}), machine: machineWith(ofEnvironment) };
    expect(proxyRoute(bySystem, inside)).toMatchObject({ exempt: true });
    const byProfile = {
      profile: profileWith({ ...manual, bypass: ['service.test'] }),
      machine: machineWith(),
    };
    expect(proxyRoute(byProfile, wanted)).toMatchObject({ exempt: true });
    expect(proxyRoute(byProfile, inside)).toMatchObject({ exempt: false });
  });

  it.each([
    'localhost',
    'fe1',
    'FE1.example.local',
    'fileserver',
    '127.0.0.1',
    '::1',
    '10.0.0.5',
    'x.localhost',
  ])('is never one for %s, whatever the settings say', (host) => {
    const answers = { profile: profileWith(manual), machine: machineWith(ofEnvironment) };
    expect(proxyRoute(answers, { host, port: 443 })).toBeNull();
  });
});

describe('a host nearby', () => {
  it('has no dot or is this machine', () => {
    const machine = machineCalled('fe1');
    expect(isNearby('service.test', machine)).toBe(false);
    expect(isNearby('10.0.0.6', machine)).toBe(false);
    expect(isNearby('2001:db8::1', machine)).toBe(false);
    expect(isNearby('db.', machine)).toBe(true);
  });
});

describe('the setting that counts', () => {
  it('is the environment’s of that scheme, also one that cannot be used', () => {
    const socks: MachineProxy = { ...ofEnvironment, proxy: null };
    expect(machineProxyFor([ofSystem, socks], 'https')).toBe(socks);
    expect(machineProxyFor([ofSystem], 'https')).toBe(ofSystem);
    expect(machineProxyFor([ofSystem], 'http')).toBeNull();
  });
});
