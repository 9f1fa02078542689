import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runResultSchema } from '../../../../shared/run/result.ts';
import { runCommand, startCommand } from '../../../support/command.ts';
import { runHere } from '../../../support/command-here.ts';
import { needsRoot } from '../../../support/needs.ts';
import type { LocalServer } from '../../../support/servers/local-server.ts';
import { startSilentServer } from '../../../support/servers/tcp-servers.ts';

/** Reports are made by a real process: on a machine that does much else that takes its time. */
vi.setConfig({ testTimeout: 90_000 });

let home = '';
const servers: LocalServer[] = [];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-killed-'));
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  await rm(home, { recursive: true, force: true });
});

const runsFolder = () => join(home, 'runs');
const kept = async (ending: string): Promise<readonly string[]> =>
  (await readdir(runsFolder())).filter((name) => name.endsWith(ending));

/** A profile whose LifeTime server accepts connections and then never says a word. */
async function silentProfile(): Promise<string> {
  const server = await startSilentServer();
  servers.push(server);
  const file = join(home, 'profile.json');
  const profile = {
    schemaVersion: 1,
    environment: { name: 'Never answers' },
    lifetime: { host: '127.0.0.1' },
    ports: { https: server.port },
    limits: { connectTimeoutMs: 60_000 },
  };
  await writeFile(file, JSON.stringify(profile));
  return file;
}

/** A check that waits for a server which never answers, once it has written down what it could find until then. */
async function startWaiting(...args: readonly string[]) {
  const profile = await silentProfile();
  const ports = [12000, 12001, 12002];
  const checks = ['env-out-lt-443', ...ports.map((port) => `loc-port-${port}`)];
  const only = checks.flatMap((id) => ['--only', id]);
  const running = startCommand(['check', '--profile', profile, ...only, ...args], { home });
  await expect
    .poll(
      async () => {
        const [name] = await kept('.journal').catch(() => []);
        const text = name === undefined ? '' : await readFile(join(runsFolder(), name), 'utf8');
        return ports.filter((port) => !text.includes(`"key":"bind 127.0.0.1 ${port}"`));
      },
      { timeout: 15_000 },
    )
    .toEqual([]);
  return running;
}

describe('a check that is killed', () => {
  it('leaves what it has found, which the next start offers, and which becomes a report', async () => {
    const { child, result } = await startWaiting('--out', 'reports');
    const [journal = ''] = await kept('.journal');
    const id = journal.replace('.journal', '');

    const meanwhile = await runHere(['run', 'list'], { home });
    expect(meanwhile).toMatchObject({ code: 0, stderr: '', stdout: 'No run is kept on this machine yet.\n' });
    expect(await kept('.journal')).toEqual([journal]);

    child.kill('SIGKILL');
    await result;
    expect(await readdir(join(home, 'reports'))).toEqual([]);

    const list = await runCommand(['run', 'list'], { home });
    expect(list.code).toBe(0);
    expect(list.stderr).toMatch(
      new RegExp(
        `^A run of \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC on \\S+ was broken off after \\d+ of \\d+ checks\\. Its result is kept: netready run save ${id} --out FOLDER\\n$`,
      ),
    );
    expect(list.stdout).toContain('Broken off: 1 of 36 checks was not tested; 32 checks were left out');
    expect(list.stdout).toContain(id);
    expect(await kept('.journal')).toEqual([]);
    expect((await runHere(['run', 'list'], { home })).stderr).toBe('');

    const save = await runCommand(['run', 'save', id.slice(0, 8), '--out', 'saved'], { home });
    expect(save.code, save.stderr).toBe(0);
    const names = await readdir(join(home, 'saved'));
    const [pdf = '', json = ''] = ['.pdf', '.json'].map((ending) =>
      names.find((name) => name.endsWith(ending)),
    );
    const saved = runResultSchema.parse(JSON.parse(await readFile(join(home, 'saved', json), 'utf8')));
    expect(saved).toMatchObject({ id, brokenOff: true, cancelled: true });
    expect(saved.contacted).toContainEqual(expect.objectContaining({ host: '127.0.0.1' }));
    const findings = new Set(saved.checks.map(({ finding }) => finding));
    expect(findings).toContain('broken-off');
    expect(findings).toContain('free');
    const verified = await runHere(['verify', join(home, 'saved', pdf), '--format', 'json'], { home });
    expect(JSON.parse(verified.stdout)).toMatchObject([
      { outcome: 'unknown-signer', pages: 'match', report: { id } },
    ]);
  });

  it('keeps its run as always where it is cancelled', async () => {
    const { child, result } = await startWaiting();
    child.kill('SIGINT');
    const { stderr } = await result;
    expect(stderr).toBe('');
    expect(await kept('.journal')).toEqual([]);
    const [name = ''] = await kept('.json');
    const run = runResultSchema.parse(JSON.parse(await readFile(join(runsFolder(), name), 'utf8')));
    expect(run.cancelled).toBe(true);
    expect(run.brokenOff).toBeUndefined();
  });
});

describe('a kept run', () => {
  const check = ['check', '--only', 'loc-roles'] as const;

  it('can be written again, redacted and in one format alone', async () => {
    await runHere(check, { home });
    const list = await runHere(['run', 'list', '--format', 'json'], { home });
    const [run] = JSON.parse(list.stdout) as readonly { readonly id: string; readonly brokenOff: boolean }[];
    expect(run?.brokenOff).toBe(false);
    const args = ['run', 'save', run?.id ?? '', '--out', join(home, 'out'), '--redact', '--format', 'json'];
    const save = await runHere(args, { home });
    expect(save.code, save.stderr).toBe(0);
    const names = (await readdir(join(home, 'out'))).map((name) => name.replace(/^.*Z/, '')).sort();
    expect(names).toEqual(['.json']);
    expect(save.stderr).toContain(join('aliases', `${run?.id}.json`));
  });

  it.each([
    [
      ['run', 'save', 'ffffffff', '--out', 'out'],
      '"ffffffff" is no run that is kept. Allowed: an id that netready run list shows.',
    ],
    [['run', 'save', 'ffffffff'], "Required option '--out <folder>' not specified."],
    [['run', 'save', '--out', 'out'], "Missing required argument 'id'."],
    [
      ['run', 'save', 'a', '--out', 'out', '--format', 'docx'],
      '--format: "docx" was given. Allowed: pdf, json, csv.',
    ],
  ])('is asked for in words that are understood: %j', async (args, sentence) => {
    const { code, stderr, stdout } = await runHere(args, { home });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(sentence);
  });

  it('is missed in one sentence where there is no place for it', async () => {
    await writeFile(join(home, 'runs'), 'a file in the way');
    const { code, stdout, stderr } = await runHere(check, { home });
    expect(code).toBe(0);
    expect(stdout).toContain('1 check passed');
    expect(stderr.split('\n').filter((line) => line.includes('runs'))).toHaveLength(1);
  });

  it('is missed in one sentence where there is no data folder, and a report is then refused before the run', async () => {
    const shellPrefix = 'unset NETREADY_HOME; export HOME=';
    const plain = await runCommand(check, { home, shellPrefix });
    expect(plain.code).toBe(0);
    expect(plain.stderr).toContain(
      'This run is not kept: HOME is empty, so there is no place for the signing key.\n',
    );
    const signed = await runCommand([...check, '--out', 'out'], { home, shellPrefix });
    expect(signed.code).toBe(2);
    expect(signed.stdout).toBe('');
    expect(signed.stderr).toContain('Netready has no folder for its data: HOME is empty');
    expect(await readdir(home)).toEqual(['out']);
  });
});

needsRoot('mount', 'umount')('a check on a full disk', () => {
  let disk = '';
  const mount = (size: string) =>
    promisify(execFile)('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'netready-test', disk]);
  beforeEach(async () => {
    disk = join(home, 'disk');
    await mkdir(disk);
  });
  afterEach(async () => {
    await promisify(execFile)('umount', [disk]);
  });

  it('goes on without its journal and says so once', async () => {
    await mount('16k');
    await writeFile(join(disk, 'filling'), Buffer.alloc(16 * 1024)).catch(() => undefined);
    const { code, stdout, stderr } = await runCommand(['check', '--only', 'loc-roles'], { home: disk });
    expect(code).toBe(0);
    expect(stdout).toContain('Partial run: 1 check passed');
    expect(stderr.match(/ENOSPC/g)).toHaveLength(1);
    expect(stderr).toContain('The run goes on');
  });

  it('has printed and written what fits before the report is made, and keeps the run', async () => {
    await mount('64k');
    const { code, stdout, stderr } = await runCommand(['check', '--only', 'loc-roles', '--out', disk], {
      home,
    });
    expect(code).toBe(1);
    expect(stdout).toContain('Partial run: 1 check passed');
    expect(stderr).toMatch(
      /^Writing failed: The signed report was not written: \S+\.pdf could not be written: the disk is full \(ENOSPC\)\. Written: \S+\.json, \S+-firewall\.csv\. The run is kept: netready run save [0-9a-f-]{36} --out FOLDER$/m,
    );
    expect((await readdir(disk)).map((name) => name.replace(/^.*Z/, '')).sort()).toEqual([
      '-firewall.csv',
      '.json',
    ]);
    const id = /run save ([0-9a-f-]{36})/.exec(stderr)?.[1] ?? '';
    const save = await runCommand(['run', 'save', id, '--out', 'elsewhere'], { home });
    expect(save.code, save.stderr).toBe(0);
    expect(await readdir(join(home, 'elsewhere'))).toHaveLength(3);
  });
});

describe('what a killed process has left', () => {
  it('is swept at the next start: private keys, and unfinished files in the folder of reports', async () => {
    const child = startCommand(['--version'], { home });
    await once(child.child, 'exit');
    const { ownMark } = await import('../../../../electron/core/files/process-mark.ts');
    const { machine, boot } = ownMark();
    const mark = `${machine}-${boot}-${child.child.pid}-0123456789ab`;
    await mkdir(join(home, `.identity-${mark}.tmp`), { recursive: true });
    await writeFile(join(home, `.identity-${mark}.tmp`, 'key.pem'), 'a secret');
    await mkdir(join(home, 'reports'));
    await writeFile(join(home, 'reports', `.netready-${mark}.tmp`), 'half');
    await writeFile(join(home, 'reports', '.other.tmp'), 'not ours');
    const { code } = await runCommand(['check', '--only', 'loc-roles', '--out', 'reports'], { home });
    expect(code).toBe(0);
    expect((await readdir(home)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect((await readdir(join(home, 'reports'))).filter((name) => name.endsWith('.tmp'))).toEqual([
      '.other.tmp',
    ]);
  });
});
