import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../../../../electron/core/engine/run-check.ts';
import { runPlan } from '../../../../../electron/core/engine/run-plan.ts';
import { systemClock } from '../../../../../electron/core/engine/system-clock.ts';
import type { Environment } from '../../../../../electron/core/platform/environment-proxies.ts';
import { createWindowsPlatform } from '../../../../../electron/core/platform/windows.ts';
import { encodedCommand } from '../../../../../electron/core/platform/windows-powershell.ts';
import { probes } from '../../../../../electron/core/probes/index.ts';
import { ProbeError } from '../../../../../electron/core/probes/probe-error.ts';
import { profileSchema } from '../../../../../shared/profile/profile.ts';
import { contextOf, networkWith, parsed } from '../probe-world.ts';
import {
  excludedPortRanges,
  internetSettings,
  netstatTables,
  netstatWithoutListeners,
  tasklistTables,
  urlReservations,
  whoamiTables,
} from './windows-outputs.ts';

const environment: Environment = { SystemRoot: 'D:\\Windows' };
const system32 = 'D:\\Windows\\System32\\';
const powershell = `${system32}WindowsPowerShell\\v1.0\\powershell.exe`;

type Answer = string | ProbeError | ((args: readonly string[]) => string | ProbeError);
type Call = { readonly file: string; readonly args: readonly string[] };

/** Windows of which only some commands and files are there, with recorded answers; and what was run. */
function windowsWith(
  commands: Readonly<Record<string, Answer>>,
  files: Readonly<Record<string, string>> = {},
) {
  const calls: Call[] = [];
  const answer = (file: string, args: readonly string[]): Uint8Array => {
    calls.push({ file, args });
    const known = commands[file.startsWith(system32) ? (file.split('\\').at(-1) ?? '') : file];
    const found = typeof known === 'function' ? known(args) : known;
    if (found === undefined) throw new ProbeError('ENOENT');
    if (found instanceof ProbeError) throw found;
    return Buffer.from(found);
  };
  const platform = createWindowsPlatform(environment, {
    run: async (file, args) => answer(file, args),
    runNow: answer,
    environment,
    readText: async (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error('none'), { code: 'ENOENT' });
      return text;
    },
  });
  return { platform, calls };
}

/** `reg query`, with an answer for some keys and a failure for every other one. */
const registry =
  (keys: Readonly<Record<string, string>>): Answer =>
  ([verb, key = '']) =>
    verb === 'query' ? (keys[key.split('\\').at(-1) ?? ''] ?? new ProbeError('COMMAND_FAILED')) : '';

const listeners = {
  sockets: [{ LocalAddress: '::', LocalPort: 80, OwningProcess: 4 }],
  processes: [{ ProcessId: 4, Name: 'System' }],
  services: [],
};

describe('who listens on a port of Windows', () => {
  it('is asked of PowerShell by its full path, with a script in one argument', async () => {
    const { platform, calls } = windowsWith({
      'powershell.exe': JSON.stringify(listeners),
      'reg.exe': registry({ UrlAclInfo: urlReservations }),
    });
    expect(await platform.portOwners(80)).toEqual([
      {
        address: '::',
        pid: 4,
        process: 'System',
        reservations: ['http://+:80/Temporary_Listen_Addresses/', 'http://localhost/reports/'],
      },
    ]);
    expect(calls[0]?.file).toBe(powershell);
    const [flag, script = ''] = calls[0]?.args.slice(-2) ?? [];
    expect(flag).toBe('-EncodedCommand');
    expect(Buffer.from(script, 'base64').toString('utf16le')).toContain('Get-NetTCPConnection -State Listen');
  });

  it('is known without the reservations when those may not be read', async () => {
    const { platform } = windowsWith({
      'powershell.exe': JSON.stringify(listeners),
      'reg.exe': registry({}),
    });
    expect(await platform.portOwners(80)).toEqual([{ address: '::', pid: 4, process: 'System' }]);
  });

  it.each([
    ['is missing', new ProbeError('ENOENT')],
    ['is refused', new ProbeError('EACCES')],
    ['ends with a failure', new ProbeError('COMMAND_FAILED')],
    ['takes too long', new ProbeError('DEADLINE')],
    ['prints too much', new ProbeError('COMMAND_TOO_LONG')],
    ['prints nothing', ''],
    ['prints text', 'Get-NetTCPConnection : …'],
    ['prints another object', '{"sockets":1}'],
    ['sees no listener', '{"sockets":[],"processes":[],"services":[]}'],
  ])('is asked of netstat when PowerShell %s', async (_what, answer) => {
    const { platform } = windowsWith({
      'powershell.exe': answer,
      'netstat.exe': netstatTables.German.text,
      'tasklist.exe': tasklistTables.German.text,
    });
    expect(await platform.portOwners(135)).toEqual([
      { address: '0.0.0.0', pid: 1128, process: 'svchost.exe' },
      { address: '::', pid: 1128, process: 'svchost.exe' },
    ]);
    expect(await platform.portOwners(8765)).toEqual([{ address: '127.0.0.1', pid: 9876 }]);
    expect(await platform.portOwners(1)).toEqual([]);
  });

  it('is named by process ids alone when tasklist fails as well', async () => {
    const { platform } = windowsWith({
      'netstat.exe': netstatTables.German.text,
      'tasklist.exe': new ProbeError('DEADLINE'),
    });
    expect(await platform.portOwners(8765)).toEqual([{ address: '127.0.0.1', pid: 9876 }]);
  });

  it('is not known when neither answers, with the code of PowerShell; the probe says so', async () => {
    const { platform } = windowsWith({
      'powershell.exe': new ProbeError('EACCES'),
      'netstat.exe': netstatWithoutListeners,
    });
    await expect(platform.portOwners(80)).rejects.toMatchObject({ code: 'EACCES' });
    const facts = await probes['port-owner'].observe(
      { kind: 'port-owner', port: 80 },
      contextOf({ platform }),
    );
    expect(parsed(facts)).toMatchObject([{ outcome: 'unavailable', code: 'EACCES', owners: [] }]);
  });
});

describe('the port ranges of Windows', () => {
  const ranges = [
    { DynamicPortRangeStartPort: null, DynamicPortRangeNumberOfPorts: null },
    { DynamicPortRangeStartPort: 49152, DynamicPortRangeNumberOfPorts: 16384 },
  ];

  it('are told in any language, and become a fact', async () => {
    const { platform, calls } = windowsWith({
      'powershell.exe': JSON.stringify({ ranges, services: [], networks: [], failed: [] }),
      'netsh.exe': excludedPortRanges.Japanese.text,
    });
    const facts = await probes['port-ranges'].observe({ kind: 'port-ranges' }, contextOf({ platform }));
    expect(parsed(facts)).toMatchObject([
      {
        outcome: 'read',
        dynamic: { from: 49152, to: 65535 },
        reserved: [...excludedPortRanges.Japanese.ranges],
      },
    ]);
    expect(calls.map(({ file }) => file)).toContain(`${system32}netsh.exe`);
  });

  it('are unavailable with a code when nothing answers', async () => {
    const { platform } = windowsWith({ 'netsh.exe': '' });
    const facts = await probes['port-ranges'].observe({ kind: 'port-ranges' }, contextOf({ platform }));
    expect(parsed(facts)).toMatchObject([{ outcome: 'unavailable', code: 'ENOENT' }]);
    await expect(platform.reservedPorts()).rejects.toMatchObject({ code: 'COMMAND_ANSWER' });
  });
});

describe('the hosts file of Windows', () => {
  const parameters = (line: string): string =>
    `\r\nHKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\r\n    ${line}\r\n\r\n`;

  it('lies where the registry says', async () => {
    const { platform, calls } = windowsWith(
      { 'reg.exe': parameters('DataBasePath    REG_EXPAND_SZ    %systemroot%\\moved\\etc') },
      { 'D:\\Windows\\moved\\etc\\hosts': '127.0.0.1 localhost' },
    );
    expect(platform.hostsFilePath).toBe('D:\\Windows\\moved\\etc\\hosts');
    expect(await platform.hostsFileText()).toBe('127.0.0.1 localhost');
    expect(calls).toHaveLength(1);
    expect(calls[0]?.file).toBe(`${system32}reg.exe`);
  });

  it.each([
    ['cannot be asked', new ProbeError('DEADLINE')],
    ['has no such value', '\r\n'],
    ['has an empty one', parameters('DataBasePath    REG_EXPAND_SZ    ')],
  ])('lies in its usual folder when the registry %s', (_what, answer) => {
    expect(windowsWith({ 'reg.exe': answer }).platform.hostsFilePath).toBe(`${system32}drivers\\etc\\hosts`);
  });

  it('is not looked for before somebody asks', () => {
    expect(windowsWith({}).calls).toEqual([]);
  });
});

describe('the proxies of Windows', () => {
  const account = internetSettings(['ProxyEnable    REG_DWORD    0x1', 'ProxyServer    REG_SZ    web:8080']);
  const machineConfig = 'D:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Config\\machine.config';
  const direct = '    WinHttpSettings    REG_BINARY    1800000000000000010000000000000000000000';
  const config =
    '<configuration><system.net><defaultProxy><proxy proxyaddress="http://net:3128"/></defaultProxy></system.net></configuration>';

  it('are those of the account, of WinHTTP and of .NET, in this order', async () => {
    const { platform } = windowsWith(
      { 'reg.exe': registry({ 'Internet Settings': account, Connections: direct }) },
      { [machineConfig]: config },
    );
    const proxies = await platform.systemProxy();
    expect(proxies.map(({ name, scheme, proxy }) => [name, scheme, proxy?.host])).toEqual([
      ['Internet Options', 'https', 'web'],
      ['Internet Options', 'http', 'web'],
      ['machine.config', 'https', 'net'],
      ['machine.config', 'http', 'net'],
    ]);
    expect((await platform.machine()).proxies).toEqual(proxies);
  });

  it('name a script last, because a proxy that only it knows cannot be used', async () => {
    const script = internetSettings(['AutoConfigURL    REG_SZ    http://web/proxy.pac']);
    const { platform } = windowsWith(
      { 'reg.exe': registry({ 'Internet Settings': script }) },
      { [machineConfig]: config },
    );
    const proxies = await platform.systemProxy();
    expect(proxies.map(({ proxy }) => proxy?.host ?? null)).toEqual(['net', 'net', null, null]);
  });

  it('are those that are there: no WinHTTP settings, no .NET', async () => {
    const { platform } = windowsWith({ 'reg.exe': registry({ 'Internet Settings': account }) });
    expect(await platform.systemProxy()).toHaveLength(2);
  });

  it('that cannot be read leave a code, and a machine that is known all the same', async () => {
    const { platform } = windowsWith({ 'reg.exe': registry({}) });
    await expect(platform.systemProxy()).rejects.toMatchObject({ code: 'COMMAND_FAILED' });
    const machine = await platform.machine();
    expect(machine.proxies).toEqual([]);
    expect(machine.hostname).not.toBe('');
    const broken = registry({ 'Internet Settings': account, Connections: direct.slice(0, -20) });
    await expect(windowsWith({ 'reg.exe': broken }).platform.systemProxy()).rejects.toMatchObject({
      code: 'COMMAND_ANSWER',
    });
  });
});

describe('the order of look-ups of Windows', () => {
  const providers = (...lines: readonly string[]) => lines.map((line) => `    ${line}\r\n`).join('');
  it('follows the priorities', async () => {
    const text = providers(
      'Class    REG_DWORD    0x8',
      'DnsPriority    REG_DWORD    0x7d0',
      'HostsPriority    REG_DWORD    0x1f4',
      'LocalPriority    REG_DWORD    0x1f3',
      'NetbtPriority    REG_DWORD    0x7d1',
    );
    const { platform } = windowsWith({ 'reg.exe': text });
    expect(await platform.nameOrder()).toEqual(['local', 'files', 'dns', 'netbios']);
  });

  it('is not told without priorities', async () => {
    await expect(windowsWith({ 'reg.exe': '' }).platform.nameOrder()).rejects.toMatchObject({
      code: 'UNSUPPORTED',
    });
  });
});

describe('the rights of this process on Windows', () => {
  it.each(Object.entries(whoamiTables))('are read in %s', async (_language, { text, isElevated }) => {
    const { platform } = windowsWith({ 'whoami.exe': text, 'reg.exe': registry({}) });
    expect(await platform.isElevated()).toBe(isElevated);
    expect((await platform.machine()).isElevated).toBe(isElevated);
  });

  it('are not known without a level', async () => {
    await expect(
      windowsWith({ 'whoami.exe': '"a","b","S-1-1-0"' }).platform.isElevated(),
    ).rejects.toMatchObject({ code: 'COMMAND_ANSWER' });
    const { platform } = windowsWith({ 'reg.exe': registry({}) });
    await expect(platform.isElevated()).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await platform.machine()).isElevated).toBeNull();
  });

  it('are asked for once, because they do not change', async () => {
    const { platform, calls } = windowsWith({ 'whoami.exe': whoamiTables.German.text });
    await platform.isElevated();
    await platform.machine();
    expect(calls.filter(({ file }) => file.endsWith('whoami.exe'))).toHaveLength(1);
  });
});

const rules = (...lines: readonly string[]): string =>
  [
    'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules',
    ...lines.map((line) => `    {1}    REG_SZ    v2.30|Active=TRUE|Dir=In|Protocol=6|${line}|`),
    '',
  ].join('\r\n');

const settings = (fields: object = {}): string =>
  JSON.stringify({ ranges: [], services: [], networks: [], failed: [], ...fields });

describe('the firewall of Windows', () => {
  const local = rules('Action=Block|LPort=12000|Name=Block');

  it('blocks a port by a rule, and this machine is in the networks that PowerShell names', async () => {
    const { platform } = windowsWith({
      'reg.exe': registry({ FirewallPolicy: local }),
      'powershell.exe': settings({ networks: [2] }),
    });
    const facts = await probes['inbound-firewall'].observe(
      { kind: 'inbound-firewall', port: 12000 },
      contextOf({ platform }),
    );
    const blocked = { decision: 'blocked', rules: [{ ruleName: 'Block', origin: 'machine' }] };
    expect(parsed(facts)).toMatchObject([
      {
        outcome: 'read',
        port: 12000,
        networks: [
          { network: 'domain', isActive: true, ...blocked },
          { network: 'private', isActive: false, ...blocked },
          { network: 'public', isActive: false, ...blocked },
        ],
      },
    ]);
  });

  it('is known without the networks when PowerShell does not answer', async () => {
    const { platform } = windowsWith({ 'reg.exe': registry({ FirewallPolicy: local }) });
    expect((await platform.inboundFirewall(12000)).map(({ isActive }) => isActive)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('is not known when its settings may not be read', async () => {
    await expect(windowsWith({ 'reg.exe': registry({}) }).platform.inboundFirewall(80)).rejects.toMatchObject(
      { code: 'COMMAND_FAILED' },
    );
  });
});

describe('an installation of the platform', () => {
  const server = '    (Standard)    REG_SZ    C:\\OutSystems\r\n    Server    REG_SZ    11.28.1.44071\r\n';
  const service = { Name: 'OutSystems Scheduler Service', State: 'Stopped', StartMode: 'Auto' };
  const observe = async (commands: Readonly<Record<string, Answer>>) => {
    const { platform } = windowsWith(commands);
    return parsed(await probes.installation.observe({ kind: 'installation' }, contextOf({ platform })));
  };

  it.each([
    ['one service without brackets', service],
    ['a list', [service]],
  ])('has a version and services: %s', async (_shape, services) => {
    expect(
      await observe({
        'reg.exe': registry({ Server: server }),
        'powershell.exe': settings({ services }),
      }),
    ).toMatchObject([
      {
        outcome: 'read',
        version: '11.28.1.44071',
        services: [{ service: 'OutSystems Scheduler Service', state: 'Stopped', startMode: 'Auto' }],
      },
    ]);
  });

  it('is none without its key; services that are not told leave a code', async () => {
    expect(
      await observe({ 'reg.exe': registry({}), 'powershell.exe': settings({ failed: ['services'] }) }),
    ).toMatchObject([{ outcome: 'read', code: 'COMMAND_ANSWER', version: null, services: [] }]);
  });

  it('is not known when the registry cannot be asked', async () => {
    expect(await observe({})).toMatchObject([{ outcome: 'unavailable', code: 'ENOENT', version: null }]);
  });
});

describe('a run on Windows', () => {
  const own = (port: number, pid: number) => ({
    LocalAddress: '0.0.0.0',
    LocalPort: port,
    OwningProcess: pid,
  });
  /** The only free port numbers that matter here are those of the plan; every one of them is asked for. */
  const ports = {
    deploymentController: 41000,
    deployment: 41001,
    scheduler: 41002,
    http: 41080,
    https: 41443,
  };
  const profile = profileSchema.parse({ schemaVersion: 1, ports });
  const wanted = [
    'loc-port-12000',
    'loc-port-12001',
    'loc-port-12002',
    'loc-port-80',
    'loc-port-443',
    'loc-port-5672',
  ];

  const commands = (): Readonly<Record<string, Answer>> => ({
    'powershell.exe': (args) => {
      const script = Buffer.from(args.at(-1) ?? '', 'base64').toString('utf16le');
      return script.includes('Get-NetTCPConnection')
        ? JSON.stringify({ ...listeners, sockets: [own(135, 4), own(41001, 77)] })
        : settings({ ranges: [{ DynamicPortRangeStartPort: 49152, DynamicPortRangeNumberOfPorts: 16384 }] });
    },
    'netsh.exe': excludedPortRanges.English.text,
    'reg.exe': registry({ FirewallPolicy: rules('Action=Allow|Name=A') }),
  });

  it('starts PowerShell twice, however many ports it asks about, and again for the next run', async () => {
    const { platform, calls } = windowsWith(commands());
    const { plan } = prepareRun(profile, await platform.machine());
    const asked = plan.probes.filter(({ request }) => request.kind === 'port-owner');
    expect(asked.length).toBeGreaterThanOrEqual(6);
    expect(wanted.every((id) => plan.checks.some((check) => check.id === id))).toBe(true);
    const local = plan.probes.filter(({ request }) =>
      ['port-owner', 'port-ranges', 'inbound-firewall', 'installation'].includes(request.kind),
    );
    const starts = (name: string) => calls.filter(({ file }) => file.endsWith(name)).length;
    const run = () =>
      runPlan(
        { ...plan, probes: local },
        { clock: systemClock, network: networkWith({}), platform },
        { signal: new AbortController().signal },
      );
    const before = starts('reg.exe');
    const { facts } = await run();
    expect(starts('powershell.exe')).toBe(2);
    expect(starts('netsh.exe')).toBe(1);
    // Three for the firewall, one for the version, one for the folder of the hosts file.
    expect(starts('reg.exe') - before).toBe(5);
    expect(facts.get('port-owner 41001')).toMatchObject([{ outcome: 'read', owners: [{ pid: 77 }] }]);
    expect(facts.get('port-owner 41000')).toMatchObject([{ outcome: 'read', owners: [] }]);
    await run();
    expect(starts('powershell.exe')).toBe(4);
  });
});

describe('a script for PowerShell', () => {
  it('is encoded so that no quoting is needed, and ends at the first error', () => {
    const script = Buffer.from(encodedCommand('"ä" | x'), 'base64').toString('utf16le');
    expect(script).toMatch(/^\$ErrorActionPreference='Stop';.*"ä" \| x$/);
  });
});
