import { describe, expect, it } from 'vitest';
import type { Finding, Subject } from '../../../../../shared/catalogue/check.ts';
import { reach, reachRulings } from '../../../../../shared/catalogue/families/reach.ts';
import { param } from '../../../../../shared/catalogue/parameter.ts';
import { fillHeadline, fillText } from '../../../../../shared/catalogue/text.ts';
import type { Fact } from '../../../../../shared/probe/fact.ts';
import { lastAttempts } from '../../../../../shared/probe/last-attempts.ts';
import { maxAskedAddresses } from '../../../../../shared/probe/limits.ts';
import type { ProbeRequest } from '../../../../../shared/probe/probe-request.ts';
import { startAmqpServer } from '../../../../support/servers/amqp-server.ts';
import { startHttpServer } from '../../../../support/servers/http-server.ts';
import { startHttpsServer } from '../../../../support/servers/https-server.ts';
import type { Place, TcpServer } from '../../../../support/servers/local-server.ts';
import { makeCertificate } from '../../../../support/servers/server-certificates.ts';
import { startAnsweringServer, startSilentServer } from '../../../../support/servers/tcp-servers.ts';
import { startTdsServer } from '../../../../support/servers/tds-server.ts';
import { startTlsServer } from '../../../../support/servers/tls-server.ts';
import { startTnsServer } from '../../../../support/servers/tns-server.ts';
import { allFacts, during, networkWith, type World } from '../probe-world.ts';

const host = 'db01.test';
const right = '127.0.0.2';
const stale = '127.0.0.3';
const inAYear = new Date(Date.now() + 365 * 24 * 60 * 60 * 1000);
const identity = await makeCertificate({ commonName: host, altNames: [host], validTo: inAYear }, null);
const stranger = 'SSH-2.0-OpenSSH_9.6\r\n';

type Start = (place: Place) => Promise<TcpServer>;

/** A protocol: what is asked, and a server that speaks it. */
type Protocol = { readonly ask: (port: number) => ProbeRequest; readonly start: Start };

const protocols: Readonly<Record<string, Protocol>> = {
  TDS: {
    ask: (port) => ({ kind: 'tds', host, port, instance: null }),
    start: (at) => startTdsServer({}, at),
  },
  TNS: {
    ask: (port) => ({ kind: 'tns', host, port, serviceName: null }),
    start: (at) => startTnsServer({}, at),
  },
  AMQP: { ask: (port) => ({ kind: 'amqp', host, port, tls: false }), start: (at) => startAmqpServer({}, at) },
  HTTP: {
    ask: (port) => ({ kind: 'http', host, port, path: '/', hostHeader: host }),
    start: (at) => startHttpServer({ status: 200, headers: { Server: 'Microsoft-IIS/10.0' } }, at),
  },
  HTTPS: {
    ask: (port) => ({ kind: 'https', host, port, path: '/', issuer: 'any' }),
    start: (at) => startHttpsServer(identity, { status: 200 }, at),
  },
  TLS: { ask: (port) => ({ kind: 'tls', host, port }), start: (at) => startTlsServer(identity, at) },
};

/** Two servers at one port of two addresses, and what a check says of the name that leads to both. */
async function judged(
  { ask, start }: Protocol,
  other: Start,
  { order = [right, stale], ...world }: World & { readonly order?: readonly string[] } = {},
) {
  const { port } = await during(start({ address: right, port: 0 }));
  await during(other({ address: stale, port }));
  const network = networkWith({ [host]: order });
  const request = ask(port);
  const all = { extraCas: [identity.cert], watchMs: 50, network, ...world };
  const facts = [...(await allFacts({ kind: 'tcp', host, port }, all)), ...(await allFacts(request, all))];
  const subject: Subject = {
    source: { role: 'front-end', host: 'fe1' },
    destination: { role: 'server', host, port, protocol: 'TCP' },
    probes: [{ kind: 'tcp', host, port }, request],
    parameters: { service: param.keep('the service'), source: param.host('fe1') },
  };
  const found = reach.find(lastAttempts(facts), subject);
  return { port, facts, found, said: sentences(found) };
}

function sentences({ finding, parameters }: Finding<(typeof reach)['findings'][number]>) {
  const ruling = reachRulings('existing')[finding as 'open']['after-install'];
  const headline = ruling.headline ?? reach.headlines[finding] ?? '';
  return {
    verdict: ruling.verdict,
    headline: headline === '' ? null : fillHeadline(headline, parameters),
    reason: fillText(ruling.reason, parameters),
    remedy: ruling.remedy === null ? null : fillText(ruling.remedy, parameters),
  };
}

const addressesOf = (facts: readonly Fact[], kind: Fact['kind']) =>
  facts.filter((fact) => fact.kind === kind).map(({ remoteAddress }) => remoteAddress);

describe('a name with two addresses that take connections', () => {
  const each = Object.entries(protocols);

  it.each(each)('passes in the same words where both are the service: %s', async (_name, protocol) => {
    const both = await judged(protocol, protocol.start);
    expect(both.said.verdict).toBe('pass');
    expect(both.said.reason).not.toMatch(/addresses/);
    expect(
      addressesOf(both.facts, protocol.ask(1).kind === 'https' ? 'http' : (both.facts.at(-1)?.kind ?? 'tcp')),
    ).toEqual([right, stale]);
  });

  it.each(each)('fails where another server is at the second: %s', async (_name, protocol) => {
    const { port, said } = await judged(protocol, (at) => startAnsweringServer(stranger, at));
    expect(said.verdict).toBe('fail');
    expect(said.headline).toBe(`${stale}:${port} answers, but is not the service`);
    expect(said.reason).toContain(`; of the addresses of ${host} this holds for ${stale}, not for ${right}.`);
    expect(said.remedy).toContain(
      `; if ${stale} no longer belongs to ${host}, have it taken out of that name`,
    );
  });

  it.each(each)('fails where it stands first, too: %s', async (_name, protocol) => {
    const { said } = await judged(protocol, (at) => startAnsweringServer(stranger, at), {
      order: [stale, right],
    });
    expect(said.verdict).toBe('fail');
    expect(said.reason).toContain(`this holds for ${stale}, not for ${right}.`);
  });

  it.each(each.filter(([name]) => name === 'TDS' || name === 'HTTPS'))(
    'fails where the second says nothing when it is asked: %s',
    async (_name, protocol) => {
      const limits = { connectTimeoutMs: 5000, answerTimeoutMs: 1500, lookupTimeoutMs: 5000 };
      const { said } = await judged(protocol, startSilentServer, { limits });
      expect(said.verdict).toBe('fail');
      expect(said.reason).toContain(`${stale} accepted the connection`);
      expect(said.reason).toContain(`this holds for ${stale}, not for ${right}.`);
    },
  );

  it('warns where two servers of one kind are not the same', async () => {
    const { said } = await judged(protocols['TDS'] as Protocol, (at) =>
      startTdsServer({ version: '13.0.1601' }, at),
    );
    expect(said.verdict).toBe('warn');
    expect(said.reason).toContain(
      `SQL Server 16.0.4135, encryption not supported at ${right}; SQL Server 13.0.1601, encryption not supported at ${stale}`,
    );
  });

  it('says the certificate of which address is the wrong one', async () => {
    const other = await makeCertificate({ commonName: 'old.test', altNames: ['old.test'] }, null);
    const { found, said } = await judged(
      protocols['HTTPS'] as Protocol,
      (at) => startHttpsServer(other, { status: 200 }, at),
      { extraCas: [identity.cert, other.cert] },
    );
    expect(found.finding).toBe('tls-name');
    expect(said.reason).toContain(`this holds for ${stale}, not for ${right}`);
  });
});

describe('a name with many addresses', () => {
  it('is asked at the first four, and says so', async () => {
    const order = Array.from({ length: 6 }, (_, index) => `127.0.0.${index + 2}`);
    const { port } = await during(startHttpServer({ status: 200 }, { address: '0.0.0.0', port: 0 }));
    const network = networkWith({ [host]: order });
    const request = (protocols['HTTP'] as Protocol).ask(port);
    const facts = [
      ...(await allFacts({ kind: 'tcp', host, port }, { network, watchMs: 50 })),
      ...(await allFacts(request, { network })),
    ];
    expect(addressesOf(facts, 'http')).toEqual(order.slice(0, maxAskedAddresses));
    const subject: Subject = {
      source: null,
      destination: { role: 'server', host, port, protocol: 'TCP' },
      probes: [request],
      parameters: {},
    };
    const found = reach.find(facts, subject);
    expect(sentences(found).reason).toMatch(/: HTTP 200, 4 of its 6 addresses asked\.$/);
  });

  it('has an address that took a connection and was not asked: nothing is known then', async () => {
    const { facts, port } = await judged(protocols['TDS'] as Protocol, (at) => startTdsServer({}, at));
    const subject: Subject = {
      source: null,
      destination: { role: 'server', host, port, protocol: 'TCP' },
      probes: [(protocols['TDS'] as Protocol).ask(port)],
      parameters: {},
    };
    const without = facts.filter(({ kind, remoteAddress }) => kind !== 'tds' || remoteAddress !== stale);
    expect(reach.find(without, subject).finding).toBe('no-evidence');
  });
});
