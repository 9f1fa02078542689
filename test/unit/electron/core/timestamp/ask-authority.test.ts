import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Platform } from '../../../../../electron/core/base/world.ts';
import { systemClock } from '../../../../../electron/core/engine/system-clock.ts';
import { createPlatform } from '../../../../../electron/core/platform/platform.ts';
import { ProbeError } from '../../../../../electron/core/probes/probe-error.ts';
import {
  askForTimestamp,
  type TimestampAnswer,
  type TimestampOrder,
} from '../../../../../electron/core/timestamp/ask-authority.ts';
import { checkTimestamp } from '../../../../../electron/core/timestamp/check-timestamp.ts';
import { networkConfirmTime } from '../../../../../electron/core/timestamp/confirm-time.ts';
import { maxAnswerBytes } from '../../../../../electron/core/timestamp/post-query.ts';
import type { TimestampRoute } from '../../../../../shared/plan/timestamp-route.ts';
import type { ProbeLimits } from '../../../../../shared/probe/limits.ts';
import { type Profile, profileSchema } from '../../../../../shared/profile/profile.ts';
import { parseTimestampUrl } from '../../../../../shared/profile/timestamp-url.ts';
import { startProxyServer } from '../../../../support/servers/proxy-server.ts';
import {
  type Authority,
  type Identity,
  makeAuthority,
  makeCertificate,
} from '../../../../support/servers/server-certificates.ts';
import { holdClosedPort, startSilentServer } from '../../../../support/servers/tcp-servers.ts';
import {
  type Respond,
  replyType,
  replyWith,
  startTimeAuthority,
} from '../../../../support/servers/time-authority-server.ts';
import {
  answerTo,
  confirmedAt,
  decline,
  grant,
  makeTimeAuthority,
  makeToken,
  readQuery,
  type TimeAuthority,
  type TokenChanges,
} from '../../../../support/time-authority.ts';
import { during, machine, networkWith } from '../probe-world.ts';

const signature = createHash('sha512').update('the signature of a report').digest();
const limits: ProbeLimits = { connectTimeoutMs: 5000, answerTimeoutMs: 5000, lookupTimeoutMs: 5000 };
const impatient: ProbeLimits = { connectTimeoutMs: 200, answerTimeoutMs: 200, lookupTimeoutMs: 200 };

const network = networkWith({
  'tsa.test': ['127.0.0.1'],
  'proxy.test': ['127.0.0.1'],
  'slow.test': { code: 'EAI_AGAIN' },
});

const routeTo = (url: string, proxy: TimestampRoute['proxy'] = null): TimestampRoute => {
  const authority = parseTimestampUrl(url);
  if (authority === null) throw new TypeError(`${url} is no address of an authority`);
  return { authority, proxy };
};

const ask = (
  route: TimestampRoute,
  changes: Partial<TimestampOrder> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<TimestampAnswer> =>
  askForTimestamp(
    signature,
    { route, limits, caFile: null, ...changes },
    { clock: systemClock, network, randomBytes: (count) => new Uint8Array(randomBytes(count)) },
    signal,
  );

const failureOf = (answer: TimestampAnswer): string => {
  if (answer.ok) return 'none';
  const { code, detail } = answer.failure;
  return detail === null ? code : `${code} ${detail}`;
};

let time: TimeAuthority;
beforeAll(async () => {
  time = await makeTimeAuthority();
});

/** Answers as an authority does that is in order but for the changes. */
const granting = (changes: TokenChanges = {}): Respond =>
  replyWith(({ body }) => answerTo(time, body, changes));

const askOne = async (respond: Respond, changes: Partial<TimestampOrder> = {}): Promise<string> => {
  const server = await during(startTimeAuthority(respond));
  return failureOf(await ask(routeTo(`http://tsa.test:${server.port}/tsa`), changes));
};

describe('asking an authority to confirm the time', () => {
  it('sends the hash of the signature and a number, and gives back a token that is in order', async () => {
    const server = await during(startTimeAuthority(granting()));
    const answer = await ask(routeTo(`http://tsa.test:${server.port}/tsa?policy=1`));
    if (!answer.ok) throw new Error(failureOf(answer));
    expect(answer.timestamp.time).toEqual(confirmedAt);
    expect(checkTimestamp(answer.token, signature)).toMatchObject({ ok: true });
    const [query, ...more] = server.seen();
    expect(more).toEqual([]);
    expect(query).toMatchObject({ method: 'POST', target: '/tsa?policy=1' });
    expect(query?.headers).toMatchObject({
      host: `tsa.test:${server.port}`,
      'content-type': 'application/timestamp-query',
    });
    const asked = readQuery(query?.body ?? new Uint8Array());
    expect(Buffer.from(asked.imprint)).toEqual(createHash('sha256').update(signature).digest());
    expect(asked.wantsCertificate).toBe(true);
    expect(asked.nonce?.length).toBeGreaterThan(4);
  });

  it('never uses a number twice', async () => {
    const server = await during(startTimeAuthority(granting()));
    const route = routeTo(`http://127.0.0.1:${server.port}`);
    for (let round = 0; round < 3; round += 1) expect(failureOf(await ask(route))).toBe('none');
    const nonces = server.seen().map(({ body }) => Buffer.from(readQuery(body).nonce ?? []).toString('hex'));
    expect(new Set(nonces).size).toBe(3);
  });

  it('takes a token that the authority granted with changes', async () => {
    const respond = replyWith(({ body }) => {
      const { nonce = new Uint8Array() } = readQuery(body);
      return grant(makeToken(time, signature, { nonce }), 1);
    });
    expect(await askOne(respond)).toBe('none');
  });

  it.each<readonly [string, string, () => Respond]>([
    ['an answer to another request', 'nonce', () => granting({ nonce: Uint8Array.of(7) })],
    ['an answer without the number', 'nonce', () => replyWith(() => grant(makeToken(time, signature)))],
    ['a timestamp of something else', 'imprint', () => granting({ imprint: Buffer.alloc(32) })],
    ['a certificate that is not named', 'certificate', () => granting({ named: [] })],
    ['a refusal', 'rejected rejection', () => replyWith(() => decline())],
    ['a request to wait', 'rejected waiting', () => replyWith(() => decline(3))],
    ['a status that nobody knows', 'unreadable', () => replyWith(() => decline(9))],
    ['a grant without a token', 'unreadable', () => replyWith(() => decline(0))],
    ['something else', 'unreadable', () => replyWith(() => Buffer.from('hello'))],
    ['nothing', 'unreadable', () => replyWith(() => new Uint8Array())],
    ['too much', 'too-large', () => replyWith(() => Buffer.alloc(maxAnswerBytes + 1))],
    [
      'too much without an end',
      'too-large',
      () => (_query, response) => {
        response.writeHead(200, { 'Content-Type': replyType });
        const more = (): void => void response.write(Buffer.alloc(16_384), () => more());
        response.on('error', () => undefined);
        more();
      },
    ],
    [
      'half of it',
      'interrupted ECONNRESET',
      () => (_query, response) => {
        response.writeHead(200, { 'Content-Type': replyType, 'Content-Length': 100 });
        response.write('half', () => response.destroy());
      },
    ],
    [
      'another type',
      'content-type',
      () => (_query, response) => void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>'),
    ],
    ['no type', 'content-type', () => (_query, response) => void response.writeHead(200).end('x')],
    [
      'a redirect',
      'redirect HTTP 302',
      () => (_query, response) => void response.writeHead(302, { Location: 'http://127.0.0.1:9/' }).end(),
    ],
    ['an error', 'status HTTP 503', () => (_query, response) => void response.writeHead(503).end()],
    [
      'success without content',
      'status HTTP 204',
      () => (_query, response) => void response.writeHead(204).end(),
    ],
  ])('gives no timestamp for %s', async (_what, failure, respond) => {
    expect(await askOne(respond())).toBe(failure);
  });

  it('gives up after a while, whatever the authority is slow with', async () => {
    const silent = await during(startSilentServer());
    expect(failureOf(await ask(routeTo(`http://tsa.test:${silent.port}`), { limits: impatient }))).toBe(
      'timeout DEADLINE',
    );
    const dripping: Respond = (_query, response) => {
      response.writeHead(200, { 'Content-Type': replyType });
      response.write('x');
    };
    expect(await askOne(dripping, { limits: impatient })).toBe('timeout DEADLINE');
    expect(failureOf(await ask(routeTo('http://slow.test')))).toBe('unreachable EAI_AGAIN');
  });

  it('says where the way ends', async () => {
    const closed = await during(holdClosedPort());
    expect(failureOf(await ask(routeTo(`http://tsa.test:${closed.port}`)))).toBe('unreachable ECONNREFUSED');
    expect(failureOf(await ask(routeTo('http://nowhere.test')))).toBe('name-not-found ENOTFOUND');
    expect(await askOne((_query, response) => void response.destroy())).toBe('interrupted ECONNRESET');
  });

  it('stops when the person does', async () => {
    const silent = await during(startSilentServer());
    const controller = new AbortController();
    const asked = ask(routeTo(`http://tsa.test:${silent.port}`), {}, controller.signal);
    await silent.reached(1);
    controller.abort();
    expect(failureOf(await asked)).toBe('cancelled');
    expect(failureOf(await ask(routeTo(`http://tsa.test:${silent.port}`), {}, controller.signal))).toBe(
      'cancelled',
    );
    expect(silent.connections().total).toBe(1);
  });
});

describe('asking an authority over TLS or through a proxy', () => {
  let issuer: Authority;
  let identity: Identity;
  let caFile: string;
  beforeAll(async () => {
    issuer = await makeAuthority({ commonName: 'Test Root' });
    const altNames = ['tsa.test', 'proxy.test'];
    identity = await makeCertificate({ commonName: 'tsa.test', altNames }, issuer);
    const folder = await mkdtemp(join(tmpdir(), 'netready-'));
    caFile = join(folder, 'ca.pem');
    await writeFile(caFile, issuer.cert);
    return () => rm(folder, { recursive: true, force: true });
  });

  it('accepts only a certificate that this machine accepts', async () => {
    const server = await during(startTimeAuthority(granting(), identity));
    const route = routeTo(`https://tsa.test:${server.port}/`);
    expect(failureOf(await ask(route, { caFile }))).toBe('none');
    expect(failureOf(await ask(route))).toBe('tls-refused UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    expect(failureOf(await ask(routeTo(`https://127.0.0.1:${server.port}/`), { caFile }))).toBe(
      'tls-refused ERR_TLS_CERT_ALTNAME_INVALID',
    );
    expect(failureOf(await ask(route, { caFile: `${caFile}.missing` }))).toBe('authorities-unreadable');
    expect(server.seen()).toHaveLength(1);
  });

  it('hands a request in the clear to the proxy, and contacts nobody else', async () => {
    const proxy = await during(startTimeAuthority(granting()));
    const route = routeTo('http://elsewhere.test/tsa', {
      host: 'proxy.test',
      port: proxy.port,
      secure: false,
    });
    expect(failureOf(await ask(route))).toBe('none');
    const [query] = proxy.seen();
    expect(query).toMatchObject({ method: 'POST', target: 'http://elsewhere.test/tsa' });
    expect(query?.headers.host).toBe('elsewhere.test');
    const secure = await during(startTimeAuthority(granting(), identity));
    const over = routeTo('http://elsewhere.test/tsa', {
      host: 'proxy.test',
      port: secure.port,
      secure: true,
    });
    expect(failureOf(await ask(over, { caFile }))).toBe('none');
  });

  it('goes through a tunnel of the proxy over TLS', async () => {
    const server = await during(startTimeAuthority(granting(), identity));
    const proxy = await during(startProxyServer({ kind: 'open', port: server.port }));
    const route = routeTo('https://tsa.test/tsa', { host: 'proxy.test', port: proxy.port, secure: false });
    expect(failureOf(await ask(route, { caFile }))).toBe('none');
    expect(proxy.tunnels().map(({ authority }) => authority)).toEqual(['tsa.test:443']);
    expect(server.seen()[0]).toMatchObject({ target: '/tsa' });
    const within = await during(startProxyServer({ kind: 'open', port: server.port }, identity));
    const secure = routeTo('https://tsa.test/tsa', { host: 'proxy.test', port: within.port, secure: true });
    expect(failureOf(await ask(secure, { caFile }))).toBe('none');
  });

  it('says that it is the proxy that stands in the way', async () => {
    const closed = await during(holdClosedPort());
    const denying = await during(startProxyServer({ kind: 'deny', status: 403 }));
    const login = await during(startProxyServer({ kind: 'auth' }));
    const through = (port: number, host = 'proxy.test') =>
      ask(routeTo('https://tsa.test/', { host, port, secure: false }), { caFile });
    expect(failureOf(await through(closed.port))).toBe('proxy ECONNREFUSED');
    expect(failureOf(await through(denying.port))).toBe('proxy HTTP 403');
    expect(failureOf(await through(login.port))).toBe('proxy HTTP 407');
    expect(failureOf(await through(closed.port, 'nowhere.test'))).toBe('proxy ENOTFOUND');
  });

  it('leaves no connection open, whatever came of it', async () => {
    const answers: readonly Respond[] = [
      granting(),
      (_query, response) => void response.writeHead(500).end(),
    ];
    for (const respond of answers) {
      const server = await startTimeAuthority(respond);
      onTestFinished(server.close);
      await ask(routeTo(`http://tsa.test:${server.port}`));
      await server.idle();
      expect(server.connections().now).toBe(0);
    }
    const untrusted = await during(startTimeAuthority(granting(), identity));
    await ask(routeTo(`https://tsa.test:${untrusted.port}`));
    await untrusted.idle();
    const denying = await during(startProxyServer({ kind: 'deny', status: 403 }));
    await ask(routeTo('https://tsa.test/', { host: 'proxy.test', port: denying.port, secure: false }));
    await denying.idle();
    expect([untrusted, denying].map((server) => server.connections())).toMatchObject([
      { now: 0, total: 1 },
      { now: 0, total: 1 },
    ]);
  });
});

describe('the way to an authority', () => {
  it('is the guarded one: nothing in this folder opens connections of its own', async () => {
    const folder = new URL('../../../../../electron/core/timestamp/', import.meta.url);
    const files = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const text = (await readFile(new URL(file, folder), 'utf8')).replaceAll(/^import type .*$/gm, '');
      const found = [...text.matchAll(/from 'node:(net|dns|dgram|http|http2|https|tls)'/g)].map(
        ([, name]) => name,
      );
      expect([file, found]).toEqual([file, file === 'post-query.ts' ? ['http'] : []]);
      if (file === 'post-query.ts') expect(text).toContain('createConnection: () => socket,');
    }
  });
});

describe('confirming the time over the network of a machine', () => {
  const profileOf = (timestamp: object | null) => profileSchema.parse({ schemaVersion: 1, timestamp });
  const confirm = (platform: Partial<Platform>) =>
    networkConfirmTime(
      { clock: systemClock, network, platform: { ...createPlatform(), ...platform } },
      (count) => new Uint8Array(randomBytes(count)),
    );
  const never = new AbortController().signal;

  it('gives the token, the name and the time', async () => {
    const server = await during(startTimeAuthority(granting()));
    const profile = profileOf({ url: `http://127.0.0.1:${server.port}/` });
    const confirmation = await confirm({ machine: async () => machine })(profile, signature, never);
    expect(confirmation).toMatchObject({
      ok: true,
      authority: 'Example Time Authority',
      time: confirmedAt.toISOString(),
    });
  });

  it('says in a sentence why there is none, whatever went wrong', async () => {
    const closed = await during(holdClosedPort());
    const profile = profileOf({ url: `http://127.0.0.1:${closed.port}/` });
    const ways: readonly (readonly [Partial<Platform>, Profile, string])[] = [
      [{ machine: async () => machine }, profile, 'could not be reached (ECONNREFUSED).'],
      [{ machine: async () => machine }, profileOf(null), 'the profile names no authority.'],
      [{ machine: () => Promise.reject(new ProbeError('UNSUPPORTED')) }, profile, '(UNSUPPORTED).'],
    ];
    for (const [platform, asked, words] of ways) {
      const confirmation = await confirm(platform)(asked, signature, never);
      expect(confirmation.ok ? '' : confirmation.why).toMatch(
        /^No timestamp: .* is what this computer claims\.$/,
      );
      expect(confirmation).toMatchObject({ ok: false, why: expect.stringContaining(words) });
    }
  });
});
