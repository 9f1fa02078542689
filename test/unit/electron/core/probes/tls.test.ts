import { rootCertificates } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { judgeTls } from '../../../../../shared/catalogue/families/web-answers.ts';
import {
  type Authority,
  crossSign,
  type Identity,
  makeAuthority,
  makeCertificate,
} from '../../../../support/servers/server-certificates.ts';
import {
  holdClosedPort,
  startAnsweringServer,
  startCuttingServer,
  startResettingServer,
  startSilentServer,
} from '../../../../support/servers/tcp-servers.ts';
import { startTlsServer } from '../../../../support/servers/tls-server.ts';
import { again, during, networkWith, observe, only, shortLimits, type World } from '../probe-world.ts';

const dayMs = 24 * 60 * 60 * 1000;
const network = networkWith({
  'www.test': ['127.0.0.1'],
  'www.test.': ['127.0.0.1'],
  'bücher.test': ['127.0.0.1'],
});

let authority: Authority;
let good: Identity;

beforeAll(async () => {
  authority = await makeAuthority({ commonName: 'Test Root', organization: 'Test' });
  good = await makeCertificate(
    {
      commonName: 'www.test',
      organization: 'Test',
      altNames: ['www.test', 'xn--bcher-kva.test', '127.0.0.1'],
    },
    authority,
  );
});

const trusting = (): World => ({ network, extraCas: [authority.cert] });
const tls = (port: number, host = 'www.test') => ({ kind: 'tls', host, port }) as const;

describe('the tls probe', () => {
  it('reports a certificate that is in order, its chain, and the protocol', async () => {
    const server = await during(startTlsServer(good));
    const fact = only(await observe(tls(server.port), trusting()));
    expect(fact).toMatchObject({
      outcome: 'open',
      host: 'www.test',
      protocol: 'TLSv1.3',
      remoteAddress: '127.0.0.1',
      remotePort: server.port,
      localAddress: '127.0.0.1',
    });
    expect(fact.code).toBeUndefined();
    expect(fact.chain[0]).toMatchObject({
      subject: 'CN=www.test, O=Test',
      issuer: 'CN=Test Root, O=Test',
      altNames: ['www.test', 'xn--bcher-kva.test', '127.0.0.1'],
    });
    expect(fact.chain[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(fact.chain.map(({ subject }) => subject)).toEqual(['CN=www.test, O=Test', 'CN=Test Root, O=Test']);
  });

  it('asks for the name, and sends nothing after the handshake', async () => {
    const server = await during(startTlsServer(good));
    await observe(tls(server.port), trusting());
    await observe(tls(server.port, 'www.test.'), trusting());
    await observe(tls(server.port, 'bücher.test'), trusting());
    await observe(tls(server.port, '127.0.0.1'), trusting());
    await server.idle();
    expect(server.askedNames()).toEqual(['www.test', 'www.test', 'xn--bcher-kva.test', null]);
    expect(server.received()).toBe(0);
  });

  it.each(['www.test.', 'bücher.test', '127.0.0.1'])('finds %s in the certificate', async (host) => {
    const server = await during(startTlsServer(good));
    expect(only(await observe(tls(server.port, host), trusting())).outcome).toBe('open');
  });

  it('reports an unknown authority as untrusted, and still shows the certificate', async () => {
    const server = await during(startTlsServer(good));
    const fact = only(await observe(tls(server.port), { network }));
    expect(fact).toMatchObject({ outcome: 'tls-untrusted', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    expect(fact.chain).toHaveLength(1);
  });

  it('keeps trusting the authorities of the machine when the profile adds one', async () => {
    const publicRoot = rootCertificates[0] ?? '';
    const server = await during(startTlsServer(good));
    const world = { network, extraCas: [publicRoot, authority.cert] };
    expect(only(await observe(tls(server.port), world)).outcome).toBe('open');
  });

  it('leaves a certificate of an unknown issuer open where the store of the machine cannot be read', async () => {
    const unread = { network, readOwn: () => ({ certificates: rootCertificates, isWhole: false }) };
    const server = await during(startTlsServer(good));
    expect(only(await observe(tls(server.port), unread))).toMatchObject({
      outcome: 'tls-unverified',
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    });
    const known = { ...unread, extraCas: [authority.cert] };
    expect(only(await observe(tls(server.port), known)).outcome).toBe('open');
    const past = { validFrom: new Date(Date.now() - 2 * dayMs), validTo: new Date(Date.now() - dayMs) };
    const expired = await makeCertificate(
      { commonName: 'www.test', altNames: ['www.test'], ...past },
      authority,
    );
    const late = await during(startTlsServer(expired));
    expect(only(await observe(tls(late.port), known)).outcome).toBe('tls-expired');
  });

  it('reports a server that wants a certificate of the client', async () => {
    const wanting = { ...good, requestCert: true, rejectUnauthorized: true, ca: authority.cert };
    const server = await during(startTlsServer({ ...wanting, maxVersion: 'TLSv1.2' }));
    expect(only(await observe(tls(server.port), trusting()))).toMatchObject({
      outcome: 'tls-client-certificate',
      code: 'CLIENT_CERTIFICATE',
    });
  });

  it('does not take a server without a cipher in common for one that wants a certificate', async () => {
    const server = await during(
      startTlsServer({ ...good, maxVersion: 'TLSv1.2', ciphers: 'NULL-SHA256@SECLEVEL=0' }),
    );
    expect(only(await observe(tls(server.port), trusting()))).toMatchObject({
      outcome: 'tls-version',
      code: 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    });
  });

  it('reports a self-signed certificate as untrusted', async () => {
    const own = await makeCertificate({ commonName: 'www.test', altNames: ['www.test'] }, null);
    const server = await during(startTlsServer(own));
    const fact = only(await observe(tls(server.port), trusting()));
    expect(fact).toMatchObject({ outcome: 'tls-untrusted', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('reports a certificate for another name', async () => {
    const other = await makeCertificate({ commonName: 'other.test', altNames: ['other.test'] }, authority);
    const server = await during(startTlsServer(other));
    const fact = only(await observe(tls(server.port), trusting()));
    expect(fact).toMatchObject({ outcome: 'tls-name', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(fact.chain[0]?.subject).toBe('CN=other.test');
  });

  it.each([
    ['expired', -2 * dayMs, -dayMs, 'CERT_HAS_EXPIRED'],
    ['not valid yet', dayMs, 2 * dayMs, 'CERT_NOT_YET_VALID'],
  ])('reports a certificate that is %s', async (_, from, to, code) => {
    const now = Date.now();
    const wish = { commonName: 'www.test', altNames: ['www.test'] };
    const validity = { validFrom: new Date(now + from), validTo: new Date(now + to) };
    const server = await during(startTlsServer(await makeCertificate({ ...wish, ...validity }, authority)));
    const fact = only(await observe(tls(server.port), trusting()));
    expect(fact).toMatchObject({ outcome: 'tls-expired', code });
    expect(Math.abs(Date.parse(fact.chain[0]?.validTo ?? '') - (now + to))).toBeLessThan(1000);
  });

  it('shows the certificate behind that of the server that has ended', async () => {
    const past = { validFrom: new Date(Date.now() - 2 * dayMs), validTo: new Date(Date.now() - dayMs) };
    const middle = await makeAuthority({ commonName: 'Issuing', ...past });
    const leaf = await makeCertificate({ commonName: 'www.test', altNames: ['www.test'] }, middle);
    const cert = leaf.cert + (await crossSign(middle, authority));
    const server = await during(startTlsServer({ ...leaf, cert }));
    const fact = only(await observe(tls(server.port), trusting()));
    expect(fact).toMatchObject({ outcome: 'tls-expired', code: 'CERT_HAS_EXPIRED' });
    expect(judgeTls(fact)?.finding).toBe('tls-issuer-expired');
  });

  it('reports a server that speaks only old versions', async () => {
    const server = await during(
      startTlsServer({ ...good, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
    );
    const fact = only(await observe(tls(server.port), trusting()));
    expect(fact).toMatchObject({ outcome: 'tls-version', chain: [] });
    expect(fact.code).toMatch(/^ERR_SSL_/);
  });

  it.each([
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['SSH', 'SSH-2.0-test\r\n'],
    ['AMQP', 'AMQP\0\0\x09\x01'],
  ])('reports a server that speaks %s as another service', async (_, answer) => {
    const server = await during(startAnsweringServer(answer));
    const fact = only(await observe(tls(server.port), trusting()));
    expect(fact).toMatchObject({ outcome: 'wrong-service', remotePort: server.port, chain: [] });
  });

  it('reports a server that accepts and stays silent as a timeout', async () => {
    const server = await during(startSilentServer());
    const fact = again(await observe(tls(server.port), { network, limits: shortLimits }));
    expect(fact).toMatchObject({ outcome: 'timeout', code: 'DEADLINE', remoteAddress: '127.0.0.1' });
  });

  it('sees a handshake that is cut off behind its first bytes', async () => {
    const server = await during(startCuttingServer());
    const facts = await observe({ kind: 'tls', host: '127.0.0.1', port: server.port });
    expect(facts.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['reset', 'ECONNRESET'],
      ['reset', 'ECONNRESET'],
    ]);
  });

  it('reports a server that resets', async () => {
    const server = await during(startResettingServer());
    expect(again(await observe(tls(server.port), { network }))).toMatchObject({
      outcome: 'reset',
      code: 'ECONNRESET',
    });
  });

  it('reports a closed port as refused', async () => {
    const closed = await during(holdClosedPort());
    const fact = only(await observe(tls(closed.port), { network }));
    expect(fact).toMatchObject({ outcome: 'refused', remotePort: closed.port, chain: [] });
  });

  it('goes on to the next address when the first does not accept', async () => {
    const server = await during(startTlsServer(good));
    const names = networkWith({ 'www.test': ['127.0.0.2', '127.0.0.1'] });
    const fact = only(await observe(tls(server.port), { ...trusting(), network: names }));
    expect(fact).toMatchObject({ outcome: 'open', remoteAddress: '127.0.0.1' });
  });

  it('reports nothing for a name that does not resolve', async () => {
    expect(await observe(tls(443, 'no.test'), { network })).toEqual([]);
  });

  it('stops at once when it is cancelled in the middle of a handshake', async () => {
    const server = await during(startSilentServer());
    const stop = new AbortController();
    const observing = observe(tls(server.port), { network, signal: stop.signal });
    await server.reached(1);
    stop.abort();
    expect(only(await observing).outcome).toBe('cancelled');
    await server.idle();
  });
});
