import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../shared/catalogue/catalogue.ts';
import type { MachineFacts } from '../../../../shared/catalogue/check.ts';
import { buildPlan, narrowPlan } from '../../../../shared/plan/build-plan.ts';
import { timestampContact, timestampRoute } from '../../../../shared/plan/timestamp-route.ts';
import { type Profile, profileSchema } from '../../../../shared/profile/profile.ts';
import type { MachineProxy } from '../../../../shared/profile/proxy.ts';
import { viewPlan } from '../../../../shared/run/view-plan.ts';

const setting = (
  scheme: MachineProxy['scheme'],
  host: string,
  bypass: readonly string[] = [],
): MachineProxy => ({
  source: 'environment',
  name: `${scheme}_proxy`.toUpperCase(),
  scheme,
  proxy: { host, port: 3128, secure: false },
  bypass,
});
const machine: MachineFacts = {
  hostname: 'fe1',
  os: 'test',
  addresses: ['192.0.2.10'],
  proxies: [setting('http', 'plain.test'), setting('https', 'tunnel.test', ['exempt.test'])],
};

const profileWith = (url: string | null, proxy: object = {}): Profile =>
  profileSchema.parse({ schemaVersion: 1, proxy, timestamp: url === null ? null : { url } });

const proxyFor = (url: string, proxy?: object): string | undefined =>
  timestampRoute(profileWith(url, proxy), machine)?.proxy?.host;

describe('the way to an authority for times', () => {
  it('is none without an authority', () => {
    expect(timestampRoute(profileWith(null), machine)).toBeNull();
    expect(profileSchema.parse({ schemaVersion: 1 }).timestamp).toBeNull();
  });

  it('goes through the proxy for its scheme, as every other request does', () => {
    expect(proxyFor('http://tsa.test/')).toBe('plain.test');
    expect(proxyFor('https://tsa.test/')).toBe('tunnel.test');
    expect(proxyFor('https://exempt.test/')).toBeUndefined();
    expect(proxyFor('http://tsa/')).toBeUndefined();
    expect(proxyFor('http://192.0.2.10/')).toBeUndefined();
    expect(proxyFor('http://tsa.test/', { mode: 'none' })).toBeUndefined();
    const manual = { mode: 'manual', url: 'http://manual.test:8888', bypass: ['near.test'] };
    expect(proxyFor('http://tsa.test/', manual)).toBe('manual.test');
    expect(proxyFor('https://tsa.test/', manual)).toBe('manual.test');
    expect(proxyFor('http://near.test/', manual)).toBeUndefined();
  });

  it('contacts one host and port, which the plan lists with its name', () => {
    const viewOf = (url: string) => viewPlan(buildPlan(catalogue.checks, profileWith(url), machine), []);
    const plain = viewPlan(buildPlan(catalogue.checks, profileWith(null), machine), []);
    const direct = viewOf('https://exempt.test:8443/tsa');
    expect(direct.timestamp).toEqual({
      url: 'https://exempt.test:8443/tsa',
      host: 'exempt.test',
      port: 8443,
      protocol: 'TCP',
      proxy: null,
      why: 'Asked to confirm the time when a report is made.',
    });
    expect(direct.names).toEqual([...plain.names, 'exempt.test'].sort());
    expect(direct.contacts).toEqual(plain.contacts);
    expect(plain.timestamp).toBeNull();
    const through = viewOf('https://tsa.test/');
    expect(through.timestamp).toMatchObject({
      host: 'tunnel.test',
      port: 3128,
      proxy: 'http://tunnel.test:3128',
    });
    expect(through.names).not.toContain('tsa.test');
    expect(viewOf('https://192.0.2.77/').names).toEqual([...plain.names, 'tunnel.test'].sort());
  });

  it('stays in a plan of which only some checks are run', () => {
    const plan = buildPlan(catalogue.checks, profileWith('http://tsa.test/'), machine);
    expect(narrowPlan(plan, ['lat-provider']).timestamp).toEqual(plan.timestamp);
    if (plan.timestamp === null) throw new Error('no way');
    expect(timestampContact(plan.timestamp)).toEqual({ host: 'plain.test', port: 3128 });
  });
});
