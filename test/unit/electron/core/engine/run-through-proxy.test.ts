import { beforeAll, describe, expect, it } from 'vitest';
import type { Network } from '../../../../../electron/core/base/world.ts';
import { prepareRun } from '../../../../../electron/core/engine/prepare-run.ts';
import { runCheck } from '../../../../../electron/core/engine/run-check.ts';
import { runPlan } from '../../../../../electron/core/engine/run-plan.ts';
import { systemClock } from '../../../../../electron/core/engine/system-clock.ts';
import { createLinuxPlatform } from '../../../../../electron/core/platform/linux.ts';
import { checks } from '../../../../../shared/catalogue/checks/index.ts';
import { buildPlan, narrowPlan } from '../../../../../shared/plan/build-plan.ts';
import { profileSchema } from '../../../../../shared/profile/profile.ts';
import { buildReportModel } from '../../../../../shared/report/model.ts';
import { assembleResult } from '../../../../../shared/run/assemble-result.ts';
import { runResultSchema } from '../../../../../shared/run/result.ts';
import { viewPlan } from '../../../../../shared/run/view-plan.ts';
import { startHttpsServer } from '../../../../support/servers/https-server.ts';
import { type ProxyMode, startProxyServer } from '../../../../support/servers/proxy-server.ts';
import {
  type Authority,
  type Identity,
  makeAuthority,
  makeCertificate,
} from '../../../../support/servers/server-certificates.ts';
import { holdClosedPort } from '../../../../support/servers/tcp-servers.ts';
import { during, machine, networkWith, soonOpen } from '../probe-world.ts';

const mabs = 'nativebuilder.api.outsystems.com';
let authority: Authority;
let good: Identity;

beforeAll(async () => {
  authority = await makeAuthority({ commonName: 'Public Root' });
  const year = new Date(Date.now() + 365 * 24 * 60 * 60 * 1000);
  good = await makeCertificate({ commonName: mabs, altNames: [mabs], validTo: year }, authority);
});

const meta = {
  id: '0f3c9a52-6d1e-4b7a-9c44-2f1d8e5b7a90',
  toolVersion: '0.0.0',
  catalogueVersion: 'x',
  catalogueSha256: '0'.repeat(64),
  startedAt: '2026-03-01T10:00:00.000Z',
  finishedAt: '2026-03-01T10:00:01.000Z',
  cancelled: false,
};

type Way = {
  readonly direct: 'open' | 'closed';
  readonly proxy: ProxyMode['kind'];
  readonly bypass?: readonly string[];
};

/** Checks the service against real servers: the service itself, and a proxy that leads to it or does not. */
async function check({ direct, proxy, bypass = [] }: Way) {
  const service = await during(startHttpsServer(good, { status: 404 }));
  const closed = await during(holdClosedPort());
  const mode: ProxyMode =
    proxy === 'open'
      ? { kind: proxy, port: service.port }
      : proxy === 'deny'
        ? { kind: proxy, status: 403 }
        : { kind: proxy };
  const server = await during(startProxyServer(mode));
  const base = networkWith({ [mabs]: ['192.0.2.44'], 'proxy.test': ['127.0.0.1'] });
  const port = direct === 'open' ? service.port : closed.port;
  const network: Network = {
    ...base,
    connect: (target, wait) =>
      base.connect(target.host === mabs ? { ...target, address: '127.0.0.1', port } : target, wait),
  };
  const profile = profileSchema.parse({
    schemaVersion: 1,
    machine: { roles: ['front-end'] },
    features: { mobileApps: true },
    proxy: { mode: 'manual', url: `http://proxy.test:${server.port}`, bypass },
  });
  const plan = narrowPlan(buildPlan(checks, profile, machine), ['out-mabs']);
  const ports = { clock: systemClock, network, platform: createLinuxPlatform() };
  const cas = { extraCas: [authority.cert], publicCas: [authority.cert] };
  const options = { signal: new AbortController().signal, probes: soonOpen, ...cas };
  const gathered = await runPlan(plan, ports, options);
  const result = runResultSchema.parse(assembleResult(checks, plan, gathered, meta));
  const found = result.checks.find(({ id }) => id === 'out-mabs');
  return {
    plan,
    result,
    found,
    proxyPort: server.port,
    authorities: server.tunnels().map((tunnel) => tunnel.authority),
  };
}

describe('a service in the Internet, directly and through a proxy', () => {
  it.each<[Way, string, string]>([
    [{ direct: 'open', proxy: 'open' }, 'open-both-ways', 'pass'],
    [{ direct: 'open', proxy: 'auth' }, 'open-beside-proxy', 'pass'],
    [{ direct: 'closed', proxy: 'open' }, 'open-through-proxy', 'pass'],
    [{ direct: 'closed', proxy: 'open', bypass: ['.outsystems.com'] }, 'proxy-required', 'fail'],
    [{ direct: 'closed', proxy: 'auth' }, 'proxy-auth', 'fail'],
    [{ direct: 'closed', proxy: 'deny' }, 'proxy-denied', 'fail'],
    [{ direct: 'closed', proxy: 'close' }, 'proxy-no-answer', 'fail'],
  ])('%j: %s, %s', async (way, finding, verdict) => {
    const { found } = await check(way);
    expect(found).toMatchObject({ finding, verdict });
    const kinds = found?.facts.map((fact) => [fact.kind, 'proxy' in fact && fact.proxy !== undefined]);
    expect(kinds).toContainEqual(['tcp', false]);
    expect(kinds).toContainEqual(['proxy-connect', true]);
  });

  it('contacts what the plan lists and nothing else; the proxy gets the name', async () => {
    const { plan, result, proxyPort, authorities } = await check({ direct: 'closed', proxy: 'open' });
    expect(plan.contacts.map(({ host, port }) => `${host}:${port}`)).toEqual([
      `${mabs}:443`,
      `proxy.test:${proxyPort}`,
    ]);
    expect(result.contacted.map(({ host, port }) => `${host}:${port}`)).toEqual([
      `${mabs}:443`,
      `proxy.test:${proxyPort}`,
    ]);
    expect(authorities).toEqual([`${mabs}:443`]);
  });
});

describe('the login of a proxy', () => {
  it('is in no plan, result or report, and is not sent', async () => {
    const proxy = await during(startProxyServer({ kind: 'auth' }));
    const address = `http://anna:s3cret@127.0.0.1:${proxy.port}`;
    const environment = { HTTPS_PROXY: address, HTTP_PROXY: address, NO_PROXY: 'anna.test' };
    const ports = {
      clock: systemClock,
      network: networkWith({}),
      platform: createLinuxPlatform({}, environment),
    };
    const profile = profileSchema.parse({
      schemaVersion: 1,
      machine: { roles: ['front-end'] },
      features: { mobileApps: true },
    });
    const prepared = prepareRun(profile, await ports.platform.machine(), ['out-mabs', 'loc-http']);
    const told: unknown[] = [];
    const result = await runCheck(prepared, ports, {
      signal: new AbortController().signal,
      onProgress: (progress) => told.push(progress),
      newId: () => meta.id,
    });
    const service = result.checks.find(({ id }) => id === 'out-mabs');
    expect(service).toMatchObject({ finding: 'proxy-auth', verdict: 'fail' });
    expect(service?.reason).toContain(
      `The proxy http://127.0.0.1:${proxy.port} (named by HTTPS_PROXY) wants a login`,
    );
    const model = buildReportModel(result, { fingerprint: 'ab'.repeat(32), signerName: 'test' });
    for (const output of [viewPlan(prepared.plan, []), result, told, model]) {
      expect(JSON.stringify(output)).toContain(String(proxy.port));
      expect(JSON.stringify(output)).not.toMatch(/s3cret|anna:|anna@/);
    }
    expect(proxy.tunnels().map(({ headers }) => headers['proxy-authorization'])).toEqual([undefined]);
  });
});
