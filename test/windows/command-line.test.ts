import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { isWindowsFileName } from '../../electron/core/files/windows-file-name.ts';
import { planViewSchema } from '../../shared/run/plan-view.ts';
import { type RunResult, runResultSchema } from '../../shared/run/result.ts';
import { type CommandResult, commandPath } from '../support/command.ts';
import { startPortHolder } from '../support/servers/port-holder.ts';
import { startSilentServer } from '../support/servers/tcp-servers.ts';
import { replayRecording } from '../truth/support/record-outputs.ts';
import {
  findWindows,
  needsWindows,
  startWindows,
  type Windows,
  type WindowsOptions,
  windowsPath,
} from './support/windows-program.ts';

const printPlatform = fileURLToPath(new URL('./support/print-platform.ts', import.meta.url));
const recordScript = fileURLToPath(new URL('../truth/record.ts', import.meta.url));
const base = await findWindows();

needsWindows(base)('on Windows', () => {
  let windows: Windows;
  let folder = '';
  let folders = 0;

  beforeAll(async () => {
    windows = await startWindows(base);
  }, 300_000);
  afterAll(() => windows?.close());
  beforeEach(async () => {
    folders += 1;
    folder = join(windows.work, String(folders));
    await mkdir(folder);
  });

  const netready = (args: readonly string[], options: WindowsOptions = {}): Promise<CommandResult> =>
    windows.node(commandPath, args, { cwd: folder, ...options });

  /** Everything on loopback: a front-end whose controller is a port of this machine. */
  async function profileWith(port: number, fields: object = {}): Promise<string> {
    const profile = {
      schemaVersion: 1,
      machine: { roles: ['front-end'] },
      controller: { host: '127.0.0.1' },
      ports: { deploymentController: port },
      ...fields,
    };
    await writeFile(join(folder, 'profile.json'), JSON.stringify(profile));
    return 'profile.json';
  }

  async function check(...args: readonly string[]): Promise<{ code: number | null; result: RunResult }> {
    const { code, stdout } = await netready(['check', '--format', 'json', ...args]);
    return { code, result: runResultSchema.parse(JSON.parse(stdout)) };
  }

  const checkOf = (result: RunResult, id: string) => result.checks.find((entry) => entry.id === id);

  it('the command runs, keeps its key below %LOCALAPPDATA%, and finds it again', async () => {
    expect(await netready(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\r?\n$/),
    });
    const first = await netready(['identity', 'show']);
    expect(first.stdout).toMatch(/^Kept in {6}C:\\users\\[^\\]+\\AppData\\Local\\Netready$/m);
    const fingerprint = /^Fingerprint .*$/m.exec(first.stdout)?.[0] ?? 'none';
    expect((await netready(['identity', 'show'])).stdout).toContain(fingerprint);
  });

  it('a Node that may die at a connection is warned of in one sentence, the one that is given away is not', async () => {
    const older = "Object.defineProperty(process,'versions',{value:{...process.versions,node:'22.23.3'}})";
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${older}` };
    expect((await netready(['--version'], { env })).stderr).toMatch(
      /^Node 22\.23\.3 may die at any connection .* 24\.16 or newer .*\n$/,
    );
    expect((await netready(['--version'])).stderr).toBe('');
  });

  it('NETREADY_HOME moves the key; a path that counts from the working folder is refused', async () => {
    const show = (home: string) => netready(['identity', 'show'], { env: { NETREADY_HOME: home } });
    expect((await show(`${windowsPath(folder)}\\own/home`)).stdout).toContain(
      `Kept in      ${windowsPath(folder)}\\own\\home\n`,
    );
    expect(await readdir(join(folder, 'own', 'home', 'identity'))).toEqual(['certificate.pem', 'key.pem']);
    for (const home of ['own\\other', '\\own\\other']) {
      const { code, stderr } = await show(home);
      expect(code).not.toBe(0);
      expect(stderr).toContain(`NETREADY_HOME is "${home}", which is no absolute path.`);
    }
    expect(await readdir(join(folder, 'own'))).toEqual(['home']);
  });

  it('a key in the roaming profile is moved out of it, said once, and stays the same', async () => {
    const before = await netready(['identity', 'show']);
    const fingerprint = /^Fingerprint .*$/m.exec(before.stdout)?.[0] ?? 'none';
    const script = join(folder, 'roam.mjs');
    await writeFile(
      script,
      `import { renameSync } from 'node:fs';
      const [to, from] = [process.env.LOCALAPPDATA, process.env.APPDATA].map((at) => at + '\\\\Netready');
      renameSync(to, from);
      console.log(JSON.stringify({ from, to }));`,
    );
    const { from, to } = JSON.parse((await windows.node(script, [], { cwd: folder })).stdout);
    const moved = await netready(['identity', 'show']);
    expect(moved.stderr).toBe(
      `Keys and runs were moved from ${from} to ${to}, where they no longer travel with a roaming profile.\n`,
    );
    expect(moved.stdout).toContain(fingerprint);
    expect(moved.stdout).toContain(`Kept in      ${to}\n`);
    expect(await netready(['identity', 'show'])).toMatchObject({
      stderr: '',
      stdout: expect.stringContaining(fingerprint),
    });
  });

  it('reports are named as PowerShell and cmd leave them to the program, and folders as Windows has them', async () => {
    for (const name of ['a.pdf', 'B.PDF']) await writeFile(join(folder, name), 'none');
    const { stdout } = await netready(['verify', '.\\*.pdf', '--format', 'json']);
    expect(JSON.parse(stdout).map((answer: { readonly file: string }) => answer.file)).toEqual([
      '.\\B.PDF',
      '.\\a.pdf',
    ]);
    for (const out of ['NUL', 'aux.d\\x', 'reports.']) {
      const refused = await netready(['identity', 'export', '--out', out]);
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('Windows has no folder') });
    }
    expect((await readdir(folder)).sort()).toEqual(['B.PDF', 'a.pdf']);
  });

  it('a profile is written, read and planned', async () => {
    expect(await netready(['profile', 'new', '--out', 'made\\new.json'])).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(await netready(['profile', 'validate', 'made/new.json'])).toMatchObject({ code: 0, stderr: '' });
    const planned = await netready(['plan', '--profile', 'made\\new.json', '--format', 'json']);
    expect(planned.code).toBe(0);
    const plan = planViewSchema.parse(JSON.parse(planned.stdout));
    expect(JSON.stringify(plan)).toContain('loc-port-12000');
    expect(await netready(['profile', 'validate', 'made\\none.json'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('ENOENT'),
    });
  });

  it('a port that answers, one that refuses, and one that another process holds have their codes', async () => {
    const holder = await startPortHolder();
    try {
      const open = await check('--profile', await profileWith(holder.port), '--only', 'out-ctrl');
      expect(checkOf(open.result, 'out-ctrl')?.facts).toMatchObject([
        { kind: 'resolve' },
        { outcome: 'open' },
      ]);
      expect(open.result.machine.os).toMatch(/Windows_NT/);
      const held = await check(
        ...['--profile', await profileWith(holder.port, { machine: { roles: ['controller'] } })],
        ...['--only', 'loc-port-12000'],
      );
      expect(held.code).toBe(3);
      expect(checkOf(held.result, 'loc-port-12000')?.facts).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            kind: 'bind',
            outcome: 'in-use',
            code: 'EADDRINUSE',
            address: '127.0.0.1',
          }),
        ]),
      );
    } finally {
      await holder.close();
    }
    const after = ['--phase', 'after-install'];
    const closed = await check('--profile', await profileWith(holder.port), '--only', 'out-ctrl', ...after);
    expect(closed.code).toBe(3);
    expect(checkOf(closed.result, 'out-ctrl')?.facts).toEqual(
      expect.arrayContaining([expect.objectContaining({ outcome: 'refused', code: 'ECONNREFUSED' })]),
    );
  });

  it('what this Windows does not tell is unavailable with a code, no pass, and the run goes on', async () => {
    const { result } = await check('--only', 'loc-port-12000');
    expect(checkOf(result, 'loc-port-12000')?.verdict).toBe('unknown');
    const facts = checkOf(result, 'loc-port-12000')?.facts ?? [];
    for (const kind of ['port-owner', 'port-ranges'])
      expect(facts).toContainEqual(
        expect.objectContaining({ kind, outcome: 'unavailable', code: 'COMMAND_ANSWER' }),
      );
    expect(facts).toContainEqual(expect.objectContaining({ kind: 'bind', outcome: 'free' }));
  });

  it('a report is written under names that Windows allows, and verified', async () => {
    const profile = await profileWith(12_000, { machine: { roles: ['controller'] } });
    const args = ['check', '--profile', profile, '--only', 'loc-port-12000', '--out', '.\\reports'];
    const run = await netready(args);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('Written: reports\\netready-');
    const names = await readdir(join(folder, 'reports'));
    expect(names.map((name) => name.split('.').at(-1)).sort()).toEqual(['csv', 'json', 'pdf']);
    for (const name of names) expect(isWindowsFileName(name)).toBe(true);

    const pdf = `reports\\${names.find((name) => name.endsWith('.pdf'))}`;
    expect(await netready(['verify', pdf, '--extract', 'inside'])).toMatchObject({ code: 6 });
    expect(await readdir(join(folder, 'inside'))).toHaveLength(1);
    const identity = JSON.parse((await netready(['identity', 'show', '--format', 'json'])).stdout);
    const trust = { schemaVersion: 1, signers: [identity.trustEntry], authorities: [] };
    await writeFile(join(folder, 'trust.json'), JSON.stringify(trust));
    expect(await netready(['verify', pdf, '--trust', 'trust.json'])).toMatchObject({ code: 0 });
    const bytes = await readFile(join(folder, pdf.replace('\\', '/')));
    await writeFile(join(folder, 'changed.pdf'), bytes.fill(0x20, 2000, 2010));
    expect(await netready(['verify', 'changed.pdf'])).toMatchObject({ code: 5 });
  });

  it('paths of more than 260 characters work', async () => {
    const deep = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(100)).join('\\');
    const made = await netready(['profile', 'new', '--out', `${deep}\\profile.json`]);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(await netready(['profile', 'validate', `${deep}\\profile.json`])).toMatchObject({ code: 0 });
    const run = await netready(['check', '--only', 'loc-config', '--out', deep]);
    expect(run.code).toBe(0);
    expect(await readdir(join(folder, ...deep.split('\\')))).toHaveLength(4);
  });

  it.each(['CON', 'sub\\profile:stream.json'])(
    'the name %s is refused, and nothing is written',
    async (name) => {
      const made = await netready(['profile', 'new', '--out', name]);
      expect(made).toMatchObject({ code: 1, stdout: '' });
      expect(made.stderr).toContain(`${name} could not be written: Windows has no files of that name.`);
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it('names differ in more than their case', async () => {
    expect(await netready(['profile', 'new', '--out', 'Profile.json'])).toMatchObject({ code: 0 });
    expect(await netready(['profile', 'validate', 'PROFILE.JSON'])).toMatchObject({ code: 0 });
    const again = await netready(['profile', 'new', '--out', 'profile.JSON']);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('profile.JSON exists already') });
  });

  it('a check whose process is terminated leaves what it has found, which the next start offers', async () => {
    const server = await startSilentServer();
    try {
      const profile = await profileWith(server.port, {
        limits: { connectTimeoutMs: 60_000 },
        machine: { roles: ['controller', 'front-end'] },
        lifetime: { host: '127.0.0.1' },
        ports: { https: server.port },
      });
      const home = { env: { NETREADY_HOME: `${windowsPath(folder)}\\home` } };
      const runs = join(folder, 'home', 'runs');
      const journal = async (): Promise<string> => {
        const name = (await readdir(runs).catch(() => [])).find((entry) => entry.endsWith('.journal'));
        return name === undefined ? '' : readFile(join(runs, name), 'utf8');
      };
      const only = ['--only', 'env-out-lt-443', '--only', 'loc-port-12000'];
      const checking = netready(['check', '--profile', profile, ...only], home);
      await expect.poll(journal, { timeout: 90_000 }).toContain('"kind":"bind"');
      await windows.terminateNode();
      expect((await checking).stdout).toBe('');

      const list = await netready(['run', 'list'], home);
      expect(list.code).toBe(0);
      const offered = /was broken off after \d+ of \d+ checks\. .*netready run save (\S+) --out FOLDER/.exec(
        list.stderr,
      );
      const saved = await netready(['run', 'save', offered?.[1] ?? 'none', '--out', 'saved'], home);
      expect(saved.code, saved.stderr).toBe(0);
      const names = await readdir(join(folder, 'saved'));
      const json = names.find((name) => name.endsWith('.json')) ?? '';
      const result = runResultSchema.parse(JSON.parse(await readFile(join(folder, 'saved', json), 'utf8')));
      expect(result).toMatchObject({ id: offered?.[1], brokenOff: true });
      expect(checkOf(result, 'loc-port-12000')?.facts).toContainEqual(
        expect.objectContaining({ kind: 'bind', outcome: 'free' }),
      );
    } finally {
      await server.close();
    }
  });

  it('the registry names the hosts file, the proxies, the order of look-ups, the firewall and the platform', async () => {
    const currentVersion = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
    const services = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services';
    const winHttp = [
      '28000000',
      '00000000',
      '03000000',
      '08000000',
      Buffer.from('web:3128').toString('hex'),
      '00000000',
    ];
    await mkdir(join(windows.driveC, 'moved'));
    await writeFile(join(windows.driveC, 'moved', 'hosts'), '127.0.0.1 localhost\r\n');
    await windows.importRegistry([
      `[${services}\\Tcpip\\Parameters]`,
      '"DataBasePath"="%SystemDrive%\\\\moved"',
      `[${services}\\Tcpip\\ServiceProvider]`,
      '"DnsPriority"=dword:000007d0',
      '"HostsPriority"=dword:000001f4',
      `[HKEY_CURRENT_USER\\${currentVersion}]`,
      '"ProxyEnable"=dword:00000001',
      '"ProxyServer"="proxy.example.local:8080"',
      `[HKEY_LOCAL_MACHINE\\${currentVersion}\\Connections]`,
      `"WinHttpSettings"=hex:${winHttp.join('').match(/../g)?.join(',')}`,
      `[HKEY_USERS\\S-1-5-18\\${currentVersion}]`,
      '"ProxyEnable"=dword:00000001',
      '"ProxyServer"="services.example.local:8080"',
      `[${services}\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules]`,
      '"{1}"="v2.30|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=12000|Name=Block 12000|"',
      '"{2}"="v2.31|Action=Block|Active=TRUE|Dir=In|Protocol=6|App=C:\\\\share\\\\support.exe|Name=Other|"',
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\OutSystems\\Installer\\Server]',
      '"Server"="11.28.1.44071"',
    ]);
    const { stdout, stderr } = await windows.node(printPlatform, [], { env: { SystemDrive: 'C:' } });
    expect(stderr).toBe('');
    const rules = [{ ruleName: 'Block 12000', origin: 'machine' }];
    const blocked = { isActive: null, decision: 'blocked', rules };
    expect(JSON.parse(stdout)).toMatchObject({
      system: 'win32',
      hostsFilePath: 'C:\\moved\\hosts',
      hostsFile: '127.0.0.1 localhost\r\n',
      nameOrder: ['files', 'dns'],
      systemProxy: [
        { name: 'Internet Options', scheme: 'https', proxy: { host: 'proxy.example.local', port: 8080 } },
        { name: 'Internet Options', scheme: 'http', proxy: { host: 'proxy.example.local', port: 8080 } },
        { name: 'Internet Options of LocalSystem', proxy: { host: 'services.example.local', port: 8080 } },
        { name: 'Internet Options of LocalSystem', proxy: { host: 'services.example.local', port: 8080 } },
        { name: 'WinHTTP', scheme: 'https', proxy: { host: 'web', port: 3128 } },
        { name: 'WinHTTP', scheme: 'http', proxy: { host: 'web', port: 3128 } },
      ],
      portOwners: { code: 'COMMAND_ANSWER' },
      reservedPorts: { code: 'COMMAND_ANSWER' },
      dynamicPortRange: { code: 'COMMAND_ANSWER' },
      firewall: [blocked, blocked, blocked],
      installedVersion: '11.28.1.44071',
      platformServices: [],
    });
  });

  it('what is read there is recorded by the script for that, without names and hosts', async () => {
    const proxies = 'Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
    await windows.importRegistry([
      `[HKEY_CURRENT_USER\\${proxies}]`,
      '"ProxyEnable"=dword:00000001',
      '"ProxyServer"="proxy.corp.local:8080"',
    ]);
    const { code, stdout } = await windows.node(recordScript, ['recorded'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+ commands are recorded in Z:\\.*\\recorded\. Read them /);
    const recorded = join(folder, 'recorded');
    const { calls } = JSON.parse(await readFile(join(recorded, 'index.json'), 'utf8'));
    const lines = calls.map(
      ({ program, args }: { readonly program: string; readonly args: readonly string[] }) =>
        [program, ...args].join(' '),
    );
    for (const line of ['netstat.exe -ano', 'whoami.exe /user /fo csv /nh']) expect(lines).toContain(line);
    const text = await Promise.all(
      (await readdir(recorded)).map((name) => readFile(join(recorded, name), 'latin1')),
    );
    expect(text.join('\n')).toContain('host-1.example.test:8080');
    expect(text.join('\n')).not.toMatch(/corp\.local|S-1-5-21-(?!1-2-3\b)/);
    const { run } = await replayRecording(recorded);
    const limits = { timeoutMs: 1000, maxBytes: 1_000_000 };
    const [key] = lines.filter((line: string) => line.startsWith('reg.exe query HKCU'));
    const [, ...args] = String(key).match(/reg\.exe (query) (.*) (\/reg:64)/) ?? [];
    expect(
      Buffer.from(await run('C:\\Windows\\System32\\reg.exe', args, limits)).toString('latin1'),
    ).toContain('ProxyServer');
  });
});
