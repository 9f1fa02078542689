import { rootCertificates } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { lastAttempts } from '../../../../../shared/probe/last-attempts.ts';
import { startHttpsServer } from '../../../../support/servers/https-server.ts';
import {
  type Authority,
  type Identity,
  makeAuthority,
  makeCertificate,
} from '../../../../support/servers/server-certificates.ts';
import {
  holdClosedPort,
  startAnsweringServer,
  startSilentServer,
} from '../../../../support/servers/tcp-servers.ts';
import { startTlsServer } from '../../../../support/servers/tls-server.ts';
import { allFacts, during, networkWith, shortLimits, type World } from '../probe-world.ts';

const network = networkWith({ 'www.test': ['127.0.0.1'], 'bücher.test': ['127.0.0.1'] });
let authority: Authority;
let good: Identity;

beforeAll(async () => {
  authority = await makeAuthority({ commonName: 'Test Root', organization: 'Test' });
  const altNames = ['www.test', 'xn--bcher-kva.test', '127.0.0.1'];
  good = await makeCertificate({ commonName: 'www.test', altNames }, authority);
});

const trusting = (): World => ({ network, extraCas: [authority.cert] });
const public_ = (): World => ({ ...trusting(), publicCas: [authority.cert] });
const https = (port: number, fields: object = {}) =>
  ({ kind: 'https', host: 'www.test', port, path: '/v1/GetHealth', issuer: 'any', ...fields }) as const;

describe('the https probe', () => {
  it('reports the certificate and the head of the answer from one connection', async () => {
    const server = await during(startHttpsServer(good, { status: 404, headers: { Server: 'Test/1.0' } }));
    const facts = await allFacts(https(server.port), trusting());
    const ends = { host: 'www.test', remoteAddress: '127.0.0.1', remotePort: server.port };
    expect(facts).toMatchObject([
      { kind: 'tls', outcome: 'open', protocol: 'TLSv1.3', ...ends },
      { kind: 'http', outcome: 'open', scheme: 'https', status: 404, server: 'Test/1.0', ...ends },
    ]);
    expect(facts.every((fact) => !('proxy' in fact))).toBe(true);
    expect(server.seen()).toMatchObject([
      { method: 'GET', path: '/v1/GetHealth', headers: { host: `www.test:${server.port}` } },
    ]);
    await server.idle();
    expect(server.connections().total).toBe(1);
  });

  it.each([
    ['of an authority that is trusted everywhere', public_, true],
    ['of an authority that only this machine was told of', trusting, false],
    ['that is not trusted', (): World => ({ network }), undefined],
  ])('says of a certificate %s whether its authority is a public one', async (_name, world, expected) => {
    const server = await during(startHttpsServer(good, { status: 200 }));
    const [handshake] = await allFacts(https(server.port), world());
    expect(handshake?.kind === 'tls' ? handshake.publicAuthority : 'no handshake').toBe(expected);
  });

  it('asks by the name as it stands in certificates', async () => {
    const server = await during(startHttpsServer(good, { status: 200 }));
    await allFacts(https(server.port, { host: 'bücher.test' }), trusting());
    expect(server.seen()[0]?.headers.host).toBe(`xn--bcher-kva.test:${server.port}`);
  });

  it.each([
    [503, {}, 'http-unexpected'],
    [302, { Location: 'https://portal.test/' }, 'http-unexpected'],
    [302, { Location: '/login' }, 'open'],
  ])('judges status %i %j as over plain HTTP: %s', async (status, headers, outcome) => {
    const server = await during(startHttpsServer(good, { status, headers }));
    const facts = await allFacts(https(server.port), trusting());
    expect(facts[1]).toMatchObject({ kind: 'http', outcome, status });
  });

  it('asks too when the certificate is not trusted: the answer tells who it is', async () => {
    const server = await during(startHttpsServer(good, { status: 403, headers: { Server: 'gateway' } }));
    expect(await allFacts(https(server.port), { network })).toMatchObject([
      { kind: 'tls', outcome: 'tls-untrusted', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
      { kind: 'http', outcome: 'open', status: 403, server: 'gateway' },
    ]);
  });

  it('shows who handled an answer on its way', async () => {
    const server = await during(startHttpsServer(good, { status: 200, headers: { Via: '1.1 edge (test)' } }));
    const facts = await allFacts(https(server.port), { ...trusting(), network });
    expect(facts[1]).toMatchObject({ via: 'via: 1.1 edge (test)' });
  });

  it('reports a handshake without an answer behind it', async () => {
    const server = await during(startTlsServer(good));
    const facts = lastAttempts(await allFacts(https(server.port), { ...trusting(), limits: shortLimits }));
    expect(facts).toMatchObject([
      { kind: 'tls', outcome: 'open' },
      { kind: 'http', outcome: 'timeout', code: 'DEADLINE', scheme: 'https' },
    ]);
    await server.idle();
  });

  it.each([
    ['something else', () => startAnsweringServer('HTTP/1.1 400 Bad Request\r\n\r\n'), 'wrong-service'],
    ['silence', () => startSilentServer(), 'timeout'],
    ['nobody', () => holdClosedPort(), 'refused'],
  ])('reports %s as no handshake, and asks nothing', async (_name, start, outcome) => {
    const server = await during(start());
    const facts = lastAttempts(await allFacts(https(server.port), { network, limits: shortLimits }));
    expect(facts).toMatchObject([{ kind: 'tls', outcome, chain: [], remotePort: server.port }]);
  });

  it('reports nothing for a name that does not resolve', async () => {
    expect(await allFacts(https(443, { host: 'no.test' }), { network })).toEqual([]);
  });
});

describe('a server that wants a certificate of the client', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('is reported as such over %s', async (version) => {
    const wanting = { ...good, requestCert: true, rejectUnauthorized: true, ca: authority.cert };
    const server = await during(startHttpsServer({ ...wanting, maxVersion: version }, { status: 200 }));
    const facts = await allFacts(https(server.port), trusting());
    expect(facts.at(-1)).toMatchObject({ outcome: 'tls-client-certificate' });
  });
});

describe('a public name', () => {
  const wanted = { issuer: 'public' } as const;

  it('is in order with a certificate of a public authority', async () => {
    const server = await during(startHttpsServer(good, { status: 200 }));
    const [tls] = await allFacts(https(server.port, wanted), public_());
    expect(tls).toMatchObject({ kind: 'tls', outcome: 'open' });
  });

  it('was answered on the way when the authority is a private one, also one that this machine trusts', async () => {
    const server = await during(startHttpsServer(good, { status: 200 }));
    const [tls] = await allFacts(https(server.port, wanted), trusting());
    expect(tls).toMatchObject({ outcome: 'tls-intercepted', code: 'PRIVATE_ISSUER' });
    expect(tls?.kind === 'tls' && tls.chain.map(({ subject }) => subject)).toEqual([
      'CN=www.test',
      'CN=Test Root, O=Test',
    ]);
  });

  it('says why this machine does not trust what came instead', async () => {
    const own = await makeCertificate({ commonName: 'www.test', altNames: ['www.test'] }, null);
    const server = await during(startHttpsServer(good, { status: 200 }));
    const selfSigned = await during(startHttpsServer(own, { status: 200 }));
    expect((await allFacts(https(server.port, wanted), { network }))[0]).toMatchObject({
      outcome: 'tls-intercepted',
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    });
    expect((await allFacts(https(selfSigned.port, wanted), { network }))[0]).toMatchObject({
      outcome: 'tls-intercepted',
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  });

  it('leaves it open whether it was answered on the way where the authorities of this machine cannot be read', async () => {
    const server = await during(startHttpsServer(good, { status: 200 }));
    const readOwn = () => ({ certificates: rootCertificates, isWhole: false });
    const [tls] = await allFacts(https(server.port, wanted), { network, readOwn });
    expect(tls).toMatchObject({ outcome: 'tls-unverified', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  });

  it('keeps the faults of a certificate that does come from a public authority', async () => {
    const other = await makeCertificate({ commonName: 'other.test', altNames: ['other.test'] }, authority);
    const server = await during(startHttpsServer(other, { status: 200 }));
    const [tls] = await allFacts(https(server.port, wanted), public_());
    expect(tls).toMatchObject({ outcome: 'tls-name', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });
});
