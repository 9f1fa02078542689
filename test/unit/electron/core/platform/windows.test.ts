import { describe, expect, it } from 'vitest';
import { prepareRun } from '../../../../../electron/core/engine/prepare-run.ts';
import { runPlan } from '../../../../../electron/core/engine/run-plan.ts';
import { systemClock } from '../../../../../electron/core/engine/system-clock.ts';
import type { Environment } from '../../../../../electron/core/platform/environment-proxies.ts';
import { createWindowsPlatform } from '../../../../../electron/core/platform/windows.ts';
import { probes } from '../../../../../electron/core/probes/index.ts';
import { ProbeError } from '../../../../../electron/core/probes/probe-error.ts';
import { profileSchema } from '../../../../../shared/profile/profile.ts';
import { contextOf, networkWith, parsed } from '../probe-world.ts';
import {
  dynamicPorts,
  excludedPortRanges,
  internetSettings,
  netstatTables,
  netstatWithoutListeners,
  serviceStates,
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
  ([verb, key = '']) => {
    if (verb !== 'query') return '';
    const own = Object.keys(keys).filter((name) => key === name || key.endsWith(`\\${name}`));
    const found = own.sort((left, right) => right.length - left.length)[0];
    const isOfServices = key.startsWith('HKU\\') && found?.startsWith('HKU\\') !== true;
    return found === undefined || isOfServices
      ? new ProbeError('COMMAND_FAILED')
      : (keys[found] ?? new ProbeError('COMMAND_FAILED'));
  };

describe('who listens on a port of Windows', () => {
  const commands = {
    'netstat.exe': netstatTables.English.text,
    'tasklist.exe': tasklistTables.English.text,
  };

  it('is asked of netstat and tasklist by their full paths, never of PowerShell', async () => {
    const { platform, calls } = windowsWith({
      ...commands,
      'reg.exe': registry({ UrlAclInfo: urlReservations }),
    });
    const reservations = ['http://+:80/Temporary_Listen_Addresses/', 'http://localhost/reports/'];
    expect(await platform.portOwners(80)).toEqual([
      { address: '0.0.0.0', pid: 4, process: 'System', reservations },
      { address: '::', pid: 4, process: 'System', reservations },
    ]);
    expect(calls.slice(0, 2)).toEqual([
      { file: `${system32}netstat.exe`, args: ['-ano'] },
      { file: `${system32}tasklist.exe`, args: ['/SVC', '/FO', 'CSV', '/NH'] },
    ]);
    expect(calls.map(({ file }) => file)).not.toContain(powershell);
  });

  it('is known without the reservations when those may not be read', async () => {
    const { platform } = windowsWith({ ...commands, 'reg.exe': registry({}) });
    expect(await platform.portOwners(80)).toEqual([
      { address: '0.0.0.0', pid: 4, process: 'System' },
      { address: '::', pid: 4, process: 'System' },
    ]);
  });

  it('is told with the services of its process', async () => {
    const { platform } = windowsWith({
      'netstat.exe': netstatTables.German.text,
      'tasklist.exe': tasklistTables.German.text,
    });
    const owner = { pid: 1128, process: 'svchost.exe', services: ['RpcEptMapper', 'RpcSs'] };
    expect(await platform.portOwners(135)).toEqual([
      { address: '0.0.0.0', ...owner },
      { address: '::', ...owner },
    ]);
    expect(await platform.portOwners(1)).toEqual([]);
  });

  it('is named by process ids alone when tasklist fails', async () => {
    const { platform } = windowsWith({
      'netstat.exe': netstatTables.German.text,
      'tasklist.exe': new ProbeError('DEADLINE'),
    });
    expect(await platform.portOwners(8765)).toEqual([{ address: '127.0.0.1', pid: 9876 }]);
  });

  it.each([
    ['EACCES', new ProbeError('EACCES')],
    ['COMMAND_ANSWER', netstatWithoutListeners],
  ])('is not known when netstat does not tell (%s); the probe says so', async (code, answer) => {
    const { platform } = windowsWith({ 'netstat.exe': answer });
    const facts = await probes['port-owner'].observe(
      { kind: 'port-owner', port: 80 },
      contextOf({ platform }),
    );
    expect(parsed(facts)).toMatchObject([{ outcome: 'unavailable', code, owners: [] }]);
  });
});

describe('the port ranges of Windows', () => {
  const netsh =
    (dynamic: string): Answer =>
    (args) =>
      args.includes('dynamicport') ? dynamic : excludedPortRanges.Japanese.text;

  it('are told in any language, and become a fact', async () => {
    const { platform, calls } = windowsWith({
      'netsh.exe': netsh(dynamicPorts.Japanese),
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
    expect(parsed(facts)).toMatchObject([{ outcome: 'unavailable', code: 'COMMAND_ANSWER' }]);
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

  const options = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
  const named = (host: string) =>
    internetSettings(['ProxyEnable    REG_DWORD    0x1', `ProxyServer    REG_SZ    ${host}:8080`]);
  const perMachine = '    ProxySettingsPerUser    REG_DWORD    0x0';

  it('are those of the accounts of services too', async () => {
    const { platform } = windowsWith({
      'reg.exe': registry({
        [`HKCU\\${options}`]: internetSettings([]),
        [`HKU\\S-1-5-18\\${options}`]: named('system'),
        [`HKU\\S-1-5-20\\${options}`]: named('network'),
      }),
    });
    const proxies = await platform.systemProxy();
    expect(
      proxies.filter(({ scheme }) => scheme === 'http').map(({ name, proxy }) => [name, proxy?.host]),
    ).toEqual([
      ['Internet Options of LocalSystem', 'system'],
      ['Internet Options of NetworkService', 'network'],
    ]);
  });

  it('are those of the machine alone where a policy says that they hold for all', async () => {
    const { platform } = windowsWith({
      'reg.exe': registry({
        'SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings': perMachine,
        [`HKCU\\${options}`]: named('mine'),
        [`HKLM\\${options}`]: named('all'),
        [`HKU\\S-1-5-18\\${options}`]: named('system'),
      }),
    });
    const proxies = await platform.systemProxy();
    expect(proxies.map(({ name, proxy }) => [name, proxy?.host])).toEqual([
      ['Internet Options of the machine', 'all'],
      ['Internet Options of the machine', 'all'],
    ]);
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

describe('the firewall of Windows', () => {
  const local = rules('Action=Block|LPort=12000|Name=Block');

  it('blocks a port by a rule, and this machine is in the networks that PowerShell names', async () => {
    const { platform } = windowsWith({
      'reg.exe': registry({ FirewallPolicy: local }),
      'powershell.exe': '[2]',
    });
    const facts = await probes['inbound-firewall'].observe(
      { kind: 'inbound-firewall', port: 12000, listener: 'deploymentController' },
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

  it.each([
    ['C:\\OutSystems\\Platform Server\\CompilerService.exe', 'blocked'],
    ['D:\\Old\\CompilerService.exe', 'closed'],
  ])('knows the program of a service below the folder of the platform: %s is %s', async (path, decision) => {
    const { platform } = windowsWith({
      'reg.exe': registry({
        FirewallPolicy: rules(`Action=Block|App=${path}|Name=Block`),
        Server:
          '    (Standard)    REG_SZ    C:\\OutSystems\\Platform Server\r\n    Server    REG_SZ    11.28.1.44071\r\n',
      }),
    });
    const [network] = await platform.inboundFirewall(12000, 'deploymentController');
    expect(network?.decision).toBe(decision);
  });

  it('compares the senders of a rule with those who connect', async () => {
    const { platform } = windowsWith({
      'reg.exe': registry({ FirewallPolicy: rules('Action=Allow|LPort=12000|RA4=10.0.0.0/24|Name=Near') }),
    });
    const decisionFor = async (...senders: readonly string[]) => {
      const request = { kind: 'inbound-firewall', port: 12000, listener: 'deploymentController' } as const;
      const asked = senders.length === 0 ? request : { ...request, senders };
      const [fact] = parsed(await probes['inbound-firewall'].observe(asked, contextOf({ platform })));
      return fact?.kind === 'inbound-firewall' ? fact.networks[0]?.decision : null;
    };
    expect(await decisionFor()).toBe('allowed-in-part');
    expect(await decisionFor('10.0.0.5', '10.0.0.6')).toBe('allowed');
    expect(await decisionFor('10.0.1.5')).toBe('closed');
  });

  it('is known without the networks when PowerShell does not answer', async () => {
    const { platform } = windowsWith({ 'reg.exe': registry({ FirewallPolicy: local }) });
    expect(
      (await platform.inboundFirewall(12000, 'deploymentController')).map(({ isActive }) => isActive),
    ).toEqual([null, null, null]);
  });

  it('is not known when its settings may not be read', async () => {
    await expect(
      windowsWith({ 'reg.exe': registry({}) }).platform.inboundFirewall(80, 'iis'),
    ).rejects.toMatchObject({ code: 'COMMAND_FAILED' });
  });
});

describe('an installation of the platform', () => {
  const server = '    (Standard)    REG_SZ    C:\\OutSystems\r\n    Server    REG_SZ    11.28.1.44071\r\n';
  const observe = async (commands: Readonly<Record<string, Answer>>) => {
    const { platform } = windowsWith(commands);
    return parsed(await probes.installation.observe({ kind: 'installation' }, contextOf({ platform })));
  };

  it('has a version and services, each as the registry and sc tell', async () => {
    expect(
      await observe({
        'reg.exe': registry({
          Server: server,
          Services:
            '\r\nHKEY_LOCAL_MACHINE\\S\\Services\\Spooler\r\nHKEY_LOCAL_MACHINE\\S\\Services\\RabbitMQ\r\n',
          RabbitMQ: '    Start    REG_DWORD    0x2\r\n',
        }),
        'sc.exe': ([, name]) => (name === 'RabbitMQ' ? serviceStates.Portuguese.text : ''),
      }),
    ).toMatchObject([
      {
        outcome: 'read',
        version: '11.28.1.44071',
        services: [{ service: 'RabbitMQ', state: 'Running', startMode: 'Auto' }],
      },
    ]);
  });

  it('is none without its key; services that are not told leave a code', async () => {
    expect(await observe({ 'reg.exe': registry({}) })).toMatchObject([
      { outcome: 'read', code: 'COMMAND_FAILED', version: null, services: [] },
    ]);
  });

  it('is not known when the registry cannot be asked', async () => {
    expect(await observe({})).toMatchObject([{ outcome: 'unavailable', code: 'ENOENT', version: null }]);
  });
});

describe('a run on Windows', () => {
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
    'powershell.exe': '[2]',
    'netstat.exe':
      '  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    4\n  TCP    0.0.0.0:41001    0.0.0.0:0    LISTENING    77\n',
    'tasklist.exe': tasklistTables.English.text,
    'netsh.exe': (args) =>
      args.includes('dynamicport') ? dynamicPorts.English : excludedPortRanges.English.text,
    'reg.exe': registry({ FirewallPolicy: rules('Action=Allow|Name=A') }),
  });

  it('starts PowerShell once and each other command once, however many ports it asks about, and again for the next run', async () => {
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
    for (const name of ['powershell.exe', 'netstat.exe', 'tasklist.exe']) expect(starts(name)).toBe(1);
    expect(starts('netsh.exe')).toBe(2);
    // Three for the firewall, one for the version, one for the services, one for the folder of the hosts file.
    expect(starts('reg.exe') - before).toBe(6);
    expect(facts.get('port-owner 41001')).toMatchObject([{ outcome: 'read', owners: [{ pid: 77 }] }]);
    expect(facts.get('port-owner 41000')).toMatchObject([{ outcome: 'read', owners: [] }]);
    await run();
    expect(starts('powershell.exe')).toBe(2);
  });
});
