import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profileSchema } from '../../../../shared/profile/profile.ts';
import { planViewSchema } from '../../../../shared/run/plan-view.ts';
import { type RunResult, runResultSchema } from '../../../../shared/run/result.ts';
import { runCommand, startCommand } from '../../../support/command.ts';
import { runHere } from '../../../support/command-here.ts';
import { sqlServerHsconf } from '../core/hsconf/sample-hsconf.ts';

let home = '';
const servers: Server[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-cli-'));
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await rm(home, { recursive: true, force: true });
});

/** A real listener on loopback; null for a port on which nothing listens. */
async function listen(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((socket) => socket.on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  servers.push(server);
  return { server, port: address.port };
}

async function closedPort(): Promise<number> {
  const { server, port } = await listen();
  server.close();
  await once(server, 'close');
  return port;
}

const netready = (...args: readonly string[]) => runCommand(args, { home });
/** The same without a program of its own, for what it only says. */
const saysOf = (...args: readonly string[]) => runHere(args, { home });

async function profileFile(fields: object): Promise<string> {
  const file = join(home, 'profile.json');
  await writeFile(file, JSON.stringify({ schemaVersion: 1, ...fields }));
  return file;
}

/** A front-end whose controller is a port of this machine; contacts loopback only. */
async function frontEndProfile(deploymentController: number, fields: object = {}): Promise<string> {
  return profileFile({
    machine: { roles: ['front-end'] },
    controller: { host: '127.0.0.1' },
    ports: { deploymentController },
    ...fields,
  });
}

const only = ['--only', 'out-ctrl'] as const;

async function checkJson(
  run: typeof netready,
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly result: RunResult }> {
  const { code, stdout, stderr } = await run('check', '--format', 'json', ...args);
  expect(stderr).not.toContain('\r');
  expect(stderr).not.toContain('\u001b');
  return { code, result: runResultSchema.parse(JSON.parse(stdout)) };
}

const outCtrl = (result: RunResult) => result.checks.find(({ id }) => id === 'out-ctrl');

it('says of what is refused nothing that a terminal obeys', async () => {
  const { stderr, code } = await saysOf('explain', 'x', '--run', '\u001b]0;y\u0007\u202e');
  expect(code).toBe(2);
  expect(stderr).toContain('"\\x1b]0;y\\x07\\u202e" is no run that is kept');
});

describe('netready', () => {
  it('explains itself', async () => {
    const help = await netready('--help');
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('netready check --out reports');
    expect(help.stdout).toContain('Exit codes:');
    expect((await netready('check', '--help')).stdout).toContain('--only out-ctrl');
    expect((await netready('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [[], 'A command is missing.'],
    [['chek'], "Unknown command 'chek' (did you mean check?).\n"],
    [['check', '--fast'], "Unknown option '--fast'"],
    [['check', '--profile'], "Option '--profile <file>' argument missing.\n"],
    [['check', '--format', 'xml'], '--format: "xml" was given. Allowed: table, json, short.'],
    [['check', '--phase', 'now'], '--phase: "now" was given. Allowed: before-install, after-install.'],
    [['check', '--role', 'boss'], '--role: "boss" was given. Allowed: controller, front-end,'],
    [['check', '--waive', 'out-ctrl'], '--waive: "out-ctrl" was given. Allowed: ID=REASON'],
    [['check', '--only', 'out-nothing'], '"out-nothing" is no check of this plan. Allowed: '],
    [['check', '--waive', 'nothing=because I say so'], '--waive: "nothing" is no check of the catalogue.'],
    [['check', '--only', ''], '--only: "" was given. Allowed: the id of a check.'],
    [['verify'], 'Name at least one report, or a folder with --dir.'],
    [['profile', 'validate', 'absent.json'], 'there is no such file (ENOENT)'],
  ])('refuses %j in one sentence', async (args, sentence) => {
    const { code, stdout, stderr } = await saysOf(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('netready plan', () => {
  it('lists every address and sends nothing', async () => {
    const { server, port } = await listen();
    let connections = 0;
    server.on('connection', () => {
      connections += 1;
    });
    const profile = await frontEndProfile(port);
    const { code, stdout, stderr } = await netready('plan', '--profile', profile);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`127.0.0.1:${port}`);
    expect(stdout).toContain('Nothing else is contacted.');
    expect(connections).toBe(0);
  });

  it('gives the same as JSON', async () => {
    const { stdout } = await saysOf('plan', '--profile', await frontEndProfile(12000), '--format', 'json');
    const plan = planViewSchema.parse(JSON.parse(stdout));
    expect(plan.contacts.map(({ host }) => host)).toContain('127.0.0.1');
    expect(plan.machine.roles).toEqual(['front-end']);
  });

  it('writes the same into a new file, so that no shell has to redirect it', async () => {
    const profile = await frontEndProfile(12000);
    const out = join(home, 'plan.json');
    const { stdout } = await saysOf('plan', '--profile', profile, '--format', 'json');
    const written = await saysOf('plan', '--profile', profile, '--format', 'json', '--out', out);
    expect(written).toMatchObject({ code: 0, stdout: '', stderr: `Written: ${out}\n` });
    expect(await readFile(out, 'utf8')).toBe(stdout);
  });
});

describe('netready check', () => {
  it('passes where a real service accepts the connection', async () => {
    const { port } = await listen();
    const { code, result } = await checkJson(netready, '--profile', await frontEndProfile(port), ...only);
    expect(code).toBe(0);
    expect(outCtrl(result)).toMatchObject({ verdict: 'pass', finding: 'open' });
    expect(result.contacted).toEqual([{ host: '127.0.0.1', address: '127.0.0.1', port, count: 1 }]);
  });

  it('means something else by a closed port before and after the installation', async () => {
    const profile = await frontEndProfile(await closedPort());
    const before = await checkJson(saysOf, '--profile', profile, ...only);
    expect([before.code, outCtrl(before.result)?.verdict]).toEqual([0, 'not-yet']);
    const after = await checkJson(saysOf, '--profile', profile, '--phase', 'after-install', ...only);
    expect([after.code, outCtrl(after.result)?.verdict]).toEqual([3, 'fail']);
  });

  it('keeps a waiver in sight', async () => {
    const profile = await frontEndProfile(await closedPort(), { phase: 'after-install' });
    const { code, result } = await checkJson(
      saysOf,
      '--profile',
      profile,
      ...only,
      '--waive',
      'out-ctrl=moved next week',
    );
    expect(code).toBe(0);
    expect(outCtrl(result)).toMatchObject({
      verdict: 'waived',
      waiver: { verdict: 'fail', reason: 'moved next week' },
    });
  });

  it('exits with 4 for doubts only when it is told to be strict', async () => {
    const profile = await profileFile({
      machine: { roles: ['controller'] },
      environment: { oneProvider: 'no' },
    });
    const run = (...args: readonly string[]) =>
      saysOf('check', '--profile', profile, '--only', 'lat-provider', '--format', 'short', ...args);
    expect((await run()).code).toBe(0);
    expect((await run('--strict')).code).toBe(4);
  });

  it('ends with the failures and the verdict, without colour in a pipe', async () => {
    const profile = await frontEndProfile(await closedPort(), { phase: 'after-install' });
    const { code, stdout, stderr } = await netready('check', '--profile', profile, ...only);
    expect(code).toBe(3);
    expect(stdout).not.toContain('\u001b');
    expect(stderr).toBe('');
    const lines = stdout.trimEnd().split('\n');
    expect(lines.at(-1)).toMatch(/^✗ Not ready: 1 required check failed/);
    expect(stdout).toMatch(/✗ Failed 1: Nothing listens on 127\.0\.0\.1:\d+/);
    expect(stdout).toContain('No report was written; add --out FOLDER');
  });

  it('still gives a complete result when it is cancelled', async () => {
    const { server, port } = await listen();
    const profile = await profileFile({
      machine: { roles: ['front-end'] },
      controller: { host: '127.0.0.1' },
      lifetime: { host: '127.0.0.1' },
      ports: { https: port, http: await closedPort() },
      limits: { connectTimeoutMs: 60_000 },
    });
    const out = join(home, 'out');
    const args = [
      'check',
      '--profile',
      profile,
      '--only',
      'env-out-lt-443',
      '--format',
      'json',
      '--out',
      out,
    ];
    const running = startCommand(args, { home });
    await once(server, 'connection');
    await once(server, 'connection');
    running.child.kill('SIGINT');
    const { code, stdout } = await running.result;
    const result = runResultSchema.parse(JSON.parse(stdout));
    expect(code).toBe(130);
    expect(result.cancelled).toBe(true);
    expect(result.checks.find(({ id }) => id === 'env-out-lt-443')).toMatchObject({
      verdict: 'unknown',
      finding: 'cancelled',
    });
    expect((await readdir(out)).filter((name) => name.endsWith('.pdf'))).toHaveLength(1);
  });

  it('that used its time up says so, and ends neither as passed nor as cancelled', async () => {
    const { port } = await listen();
    const profile = await profileFile({
      machine: { roles: ['front-end'] },
      controller: { host: '127.0.0.1' },
      lifetime: { host: '127.0.0.1' },
      ports: { https: port },
      limits: { connectTimeoutMs: 60_000, runBudgetMs: 1000 },
    });
    const { code, stdout } = await saysOf('check', '--profile', profile, '--only', 'env-out-lt-443');
    expect(stdout).toContain(
      'The time that the profile allows for a run was used up before this was tested.',
    );
    expect(stdout).toMatch(/Time used up: 1 of \d+ checks was not tested/);
    expect(stdout).not.toMatch(/cancelled/i);
    expect(code).toBe(4);
  });
});

describe('a report of netready', () => {
  it('is written whole, verified, and known once its signer is in a trust file', async () => {
    const { port } = await listen();
    const profile = await frontEndProfile(port);
    const out = join(home, 'reports');
    expect((await netready('check', '--profile', profile, ...only, '--out', out)).code).toBe(0);
    const names = (await readdir(out)).sort();
    expect(names).toEqual([
      expect.stringMatching(/^netready-[a-z0-9-]+-\d{8}-\d{6}Z-firewall\.csv$/),
      expect.stringMatching(/^netready-[a-z0-9-]+-\d{8}-\d{6}Z\.json$/),
      expect.stringMatching(/^netready-[a-z0-9-]+-\d{8}-\d{6}Z\.pdf$/),
    ]);
    const [, json = '', pdf = ''] = names.map((name) => join(out, name));

    const first = await netready('verify', pdf, '--format', 'json', '--extract', join(home, 'extracted'));
    expect(first.code).toBe(6);
    const [outcome] = JSON.parse(first.stdout);
    expect(outcome).toMatchObject({ file: pdf, outcome: 'unknown-signer', report: { verdict: 'pass' } });
    const extracted = await readdir(join(home, 'extracted'));
    const attached: unknown = JSON.parse(await readFile(join(home, 'extracted', extracted[0] ?? ''), 'utf8'));
    expect(attached).toEqual(JSON.parse(await readFile(json, 'utf8')));

    const shown = JSON.parse((await saysOf('identity', 'show', '--format', 'json')).stdout);
    expect(shown.fingerprint).toBe(outcome.signer.fingerprint);
    const trust = join(home, 'known.json');
    await writeFile(trust, JSON.stringify({ schemaVersion: 1, signers: [shown.trustEntry] }));
    const second = await saysOf('verify', pdf, '--trust', trust);
    expect(second.code).toBe(0);
    expect(second.stdout).toMatch(/File\s+✓ intact/);
    expect(second.stdout).toMatch(/Signer\s+✓ known: .+/);

    const bytes = await readFile(pdf);
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    const forged = join(home, 'forged.pdf');
    await writeFile(forged, bytes);
    expect((await saysOf('verify', pdf, forged, '--trust', trust)).code).toBe(5);

    const absent = await saysOf('verify', 'absent.pdf', '--format', 'json');
    expect(absent.code).toBe(2);
    expect(JSON.parse(absent.stdout)).toMatchObject([{ file: 'absent.pdf', code: 'NOT_READ' }]);
    expect(absent.stderr).toContain('absent.pdf could not be read: there is no such file (ENOENT).');
    expect(absent.stderr).not.toMatch(/\n\s+at /);
  });

  it('never overwrites another one', async () => {
    const profile = await frontEndProfile(await closedPort());
    const out = join(home, 'reports');
    const run = () => netready('check', '--profile', profile, ...only, '--out', out);
    const codes = await Promise.all([run(), run(), run()]);
    expect(codes.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect((await readdir(out)).filter((name) => name.endsWith('.pdf'))).toHaveLength(3);
  });

  it('is not begun in a folder that cannot be', async () => {
    const profile = await frontEndProfile(await closedPort());
    const { code, stderr } = await saysOf(
      'check',
      '--profile',
      profile,
      ...only,
      '--out',
      join(profile, 'out'),
    );
    expect(code).toBe(1);
    expect(stderr).toContain('could not be written: a part of the path is a file, not a folder (ENOTDIR).');
  });

  it.skipIf(process.platform === 'win32')('is not left half-written on a full disk', async () => {
    const profile = await frontEndProfile(await closedPort());
    await saysOf('identity', 'show');
    const out = join(home, 'out');
    const args = ['check', '--profile', profile, ...only, '--out', out];
    const { code, stderr } = await runCommand(args, { home, shellPrefix: 'ulimit -f 16' });
    expect(code).toBe(1);
    expect(stderr).toContain(
      'could not be written: the file would be larger than this account may write (EFBIG).',
    );
    expect(await readdir(out)).toEqual([]);
  });
});

describe('netready profile', () => {
  it('makes a profile that is valid, and never overwrites one', async () => {
    const file = join(home, 'new.json');
    expect((await netready('profile', 'new', '--out', file)).code).toBe(0);
    expect(profileSchema.safeParse(JSON.parse(await readFile(file, 'utf8'))).success).toBe(true);
    expect((await saysOf('profile', 'validate', file)).stdout).toContain(
      'is valid: roles controller, front-end; before-install; 0 front-ends, 1 database.',
    );
    const again = await saysOf('profile', 'new', '--out', file);
    expect([again.code, again.stderr.includes('exists already')]).toEqual([1, true]);
    const printed = await saysOf('profile', 'new');
    expect(JSON.parse(printed.stdout)).toEqual(JSON.parse(await readFile(file, 'utf8')));
  });

  it('makes a profile of a Platform Server configuration, and says what it took on standard error', async () => {
    const hsconf = join(home, 'server.hsconf');
    await writeFile(hsconf, sqlServerHsconf);
    const printed = await saysOf('profile', 'import', hsconf);
    expect(profileSchema.parse(JSON.parse(printed.stdout)).databases[0]?.host).toBe('db01.example.local');
    expect(printed.stderr).toContain('The platform database was taken from the file.');

    const file = join(home, 'imported.json');
    const written = await saysOf('profile', 'import', hsconf, '--out', file);
    expect(written.stdout).toContain(
      `${file} was written. Put the servers of its databases into it (session), then run: netready plan --profile`,
    );
    expect(await readFile(file, 'utf8')).toBe(printed.stdout);
    expect((await saysOf('profile', 'import', hsconf, '--out', file)).code).toBe(1);

    const refused = await saysOf('profile', 'import', join(home, 'absent.hsconf'));
    expect([refused.code, refused.stdout]).toEqual([2, '']);
  });

  it('names what is missing in a valid profile, gap by gap, and nothing where nothing is', async () => {
    const file = join(home, 'gaps.json');
    const write = (fields: object): Promise<void> =>
      writeFile(file, JSON.stringify({ schemaVersion: 1, ...fields }));
    await write({ databases: [], unnamedDatabases: ['logging'] });
    const { code, stdout } = await saysOf('profile', 'validate', file);
    const [valid, ...gapLines] = stdout.trim().split('\n');
    expect([code, valid]).toEqual([0, expect.stringContaining(' is valid: ')]);
    expect(gapLines).toEqual([
      'Not answered yet: The profile names no platform database. Add the platform database to the profile (databases, with the purpose platform).',
      expect.stringMatching(/^Not answered yet: There is a logging database, and the profile does not name/),
    ]);
    await write({ machine: { roles: ['front-end'] }, frontEnds: [{ host: 'fe' }] });
    expect((await saysOf('profile', 'validate', file)).stdout.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    ['XML', '<html></html>', /: \S+ is XML or a web page\./, /netready profile import/],
    [
      'a server.hsconf',
      sqlServerHsconf,
      /: \S+ is a Platform Server configuration \(XML\)\./,
      /netready profile import FILE --out profile\.json/,
    ],
    ['a PDF', '%PDF-1.7\n', /: \S+ is a PDF; reports are read by netready verify\./, /netready profile new/],
    [
      'a result',
      JSON.stringify({ schema: 'netready.run/1', runId: 'x', checks: [] }),
      /other is a result of Netready; its profile is what stands there under "profile"\./,
      /profile/,
    ],
  ])('tells from %s what it is instead of a profile, and what to do', async (_name, content, what, next) => {
    const file = join(home, 'other');
    await writeFile(file, content);
    const { code, stdout, stderr } = await saysOf('profile', 'validate', file);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(what);
    expect(stderr).toMatch(next);
  });

  it('reads a profile that Windows PowerShell has redirected into UTF-16', async () => {
    const file = join(home, 'redirected.json');
    await writeFile(file, Buffer.from('\uFEFF{"schemaVersion": 1}\r\n', 'utf16le'));
    expect((await saysOf('profile', 'validate', file)).code).toBe(0);
  });

  it.each([
    ['no JSON', 'hello\nworld', /^The profile is not valid: \S+bad\.json is not JSON \([^\n]+\)\.$/m],
    ['nothing', '', /^The file is not a profile: \S+bad\.json is empty\.$/m],
    [
      'an instance with one backslash',
      String.raw`{"schemaVersion": 1, "databases": [{"purpose": "platform", "host": "sql1\OS"}]}`,
      /is not JSON \(line 1, column \d+: a backslash is written twice, as in "sql1\\\\INST"\)\./,
    ],
    ['no UTF-8', Buffer.from([0xff, 0xfe, 0x00]), /bad\.json is neither text in UTF-8 nor in UTF-16\./],
    ['a list', '[]', /the file: 0 entries were given\. Allowed: an object in braces\./],
    [
      'an emoji host',
      JSON.stringify({ schemaVersion: 1, controller: { host: '🚀' } }),
      /controller\.host: "🚀" was given\. Allowed: a host name/,
    ],
    [
      '10,000 front-ends',
      JSON.stringify({ schemaVersion: 1, frontEnds: Array.from({ length: 10_000 }, () => ({ host: 'a' })) }),
      /has one problem:\n {2}frontEnds: 10000 entries were given\. Allowed: at most 2000 servers in frontEnds, /,
    ],
    [
      'a waiver of nothing',
      JSON.stringify({ schemaVersion: 1, waivers: [{ check: 'nope', reason: 'because' }] }),
      /waivers\[0\]\.check: "nope" is no check\. Allowed: /,
    ],
    ['an unknown overlay', JSON.stringify({ schemaVersion: 1, overlays: ['nope'] }), /"nope" is not known/],
    [
      'a thousand problems',
      JSON.stringify({ schemaVersion: 1, frontEnds: Array.from({ length: 400 }, () => ({ host: ' ' })) }),
      /has 400 problems:[\s\S]+and 380 more problems\./,
    ],
  ])('refuses %s with a sentence and exit code 2', async (_name, content, sentence) => {
    const file = join(home, 'bad.json');
    await writeFile(file, content);
    for (const args of [
      ['profile', 'validate', file],
      ['check', '--profile', file],
      ['plan', '--profile', file],
    ]) {
      const { code, stdout, stderr } = await saysOf(...args);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(sentence);
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });

  it.each(['сервер.пример.рф', '服务器.例子.cn'])(
    'accepts the host %s and says that it is not found',
    async (host) => {
      const profile = await profileFile({ controller: { host } });
      const { code, stdout } = await saysOf('plan', '--profile', profile);
      expect(code).toBe(0);
      expect(stdout).toContain(host);
    },
  );
});
