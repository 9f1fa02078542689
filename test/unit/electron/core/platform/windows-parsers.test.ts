import { describe, expect, it } from 'vitest';
import { asciiText } from '../../../../../electron/core/platform/run-command.ts';
import { firewallRule, inboundDecisions } from '../../../../../electron/core/platform/windows-firewall.ts';
import {
  listedListeners,
  listenersSchema,
  netstatListeners,
  ownersOn,
  reservationsOn,
  tasklistNames,
} from '../../../../../electron/core/platform/windows-listeners.ts';
import {
  dynamicRange,
  dynamicRangeSchema,
  excludedRanges,
} from '../../../../../electron/core/platform/windows-port-ranges.ts';
import {
  machineConfigProxies,
  winHttpProxies,
  winInetProxies,
} from '../../../../../electron/core/platform/windows-proxies.ts';
import {
  expandVariables,
  registryData,
  registryNumber,
  registryValues,
  systemRoot,
} from '../../../../../electron/core/platform/windows-registry.ts';
import {
  activeNetworks,
  partOf,
  platformServicesOf,
  settingsSchema,
} from '../../../../../electron/core/platform/windows-settings.ts';
import {
  excludedPortRanges,
  internetSettings,
  netstatTables,
  netstatWithoutListeners,
  tasklistTables,
  urlReservations,
} from './windows-outputs.ts';

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

describe('the excluded port ranges', () => {
  it.each(Object.entries(excludedPortRanges))('are read in %s', (_language, { text, ranges }) => {
    expect(excludedRanges(text)).toEqual(ranges);
    expect(excludedRanges(asciiText(Buffer.from(crlf(text))))).toEqual(ranges);
  });

  it('can be none, but not without a table', () => {
    expect(excludedRanges('\r\n----------    --------\r\n\r\n')).toEqual([]);
    expect(() => excludedRanges('')).toThrow(expect.objectContaining({ code: 'COMMAND_ANSWER' }));
    expect(() => excludedRanges('     80     80')).toThrow(
      expect.objectContaining({ code: 'COMMAND_ANSWER' }),
    );
  });

  it('leave out rows that are no ranges of ports', () => {
    const rows = '----------    --------\n  0  0\n  90000  90001\n  200  100\n  7  8  9\n  7  8\n';
    expect(excludedRanges(rows)).toEqual([{ from: 7, to: 8 }]);
  });
});

describe('netstat', () => {
  it.each(Object.entries(netstatTables))('tells listeners in %s', (_language, { text, listeners }) => {
    expect(netstatListeners(text)).toEqual(listeners);
    expect(netstatListeners(asciiText(Buffer.from(crlf(text))))).toEqual(listeners);
  });

  it('that shows no listener at all tells nothing', () => {
    expect(() => netstatListeners(netstatWithoutListeners)).toThrow(
      expect.objectContaining({ code: 'COMMAND_ANSWER' }),
    );
  });
});

describe('tasklist', () => {
  it.each(Object.entries(tasklistTables))('names programs in %s', (_language, { text, programs, none }) => {
    expect(Object.fromEntries(tasklistNames(text))).toEqual(programs);
    expect(Object.fromEntries(tasklistNames(asciiText(Buffer.from(crlf(text)))))).toEqual(programs);
    expect(tasklistNames(none).size).toBe(0);
  });
});

describe('the listeners that PowerShell lists', () => {
  const socket = { LocalAddress: '::', LocalPort: 80, OwningProcess: 4 };
  const kernel = { ProcessId: 4, Name: 'System' };
  const answer = (fields: object) =>
    listedListeners(listenersSchema.parse({ sockets: [], processes: [], services: [], ...fields }));

  it.each([
    ['an array', [socket]],
    ['one object without brackets', socket],
    ['an array with a count', { value: [socket], Count: 1 }],
  ])('can come as %s', (_shape, sockets) => {
    expect(ownersOn(80, answer({ sockets, processes: kernel }), ['http://+:80/'])).toEqual([
      { address: '::', pid: 4, process: 'System', reservations: ['http://+:80/'] },
    ]);
  });

  it('can be none on a port, but not none at all', () => {
    expect(ownersOn(81, answer({ sockets: socket }), [])).toEqual([]);
    expect(() => answer({ sockets: null })).toThrow(expect.objectContaining({ code: 'COMMAND_ANSWER' }));
  });

  it('carry their program and services; reservations belong to the kernel alone', () => {
    const own = { LocalAddress: 'fe80::1%5', LocalPort: 12000, OwningProcess: 812 };
    const services = ['OutSystems Deployment Controller Service', 'Other'].map((Name) => ({
      ProcessId: 812,
      Name,
    }));
    expect(ownersOn(12000, answer({ sockets: [own, socket], services }), ['http://+:12000/'])).toEqual([
      { address: 'fe80::1', pid: 812, services: ['OutSystems Deployment Controller Service', 'Other'] },
    ]);
  });

  it('are refused in another shape', () => {
    expect(listenersSchema.safeParse({ sockets: 'none', processes: [], services: [] }).success).toBe(false);
  });
});

describe('the settings that PowerShell tells', () => {
  const service = { Name: 'W3SVC', State: 'Running', StartMode: 'Auto' };
  const answer = { ranges: [], services: service, networks: 2, failed: [] };

  it('are told part by part: one that failed leaves the others', () => {
    const settings = settingsSchema.parse({ ...answer, failed: ['ranges'] });
    expect(platformServicesOf(partOf(settings, 'services'))).toEqual([
      { service: 'W3SVC', state: 'Running', startMode: 'Auto' },
    ]);
    expect(() => partOf(settings, 'ranges')).toThrow(expect.objectContaining({ code: 'COMMAND_ANSWER' }));
  });

  it.each([
    [[0], ['public']],
    [[1, 1], ['private']],
    [2, ['domain']],
    [
      [0, 2],
      ['public', 'domain'],
    ],
    [[], null],
    [[7], null],
  ])('name the networks of the categories %j: %j', (networks, kinds) => {
    expect(activeNetworks(settingsSchema.parse({ ...answer, networks }).networks)).toEqual(kinds);
  });

  it('are refused in another shape', () => {
    expect(settingsSchema.safeParse({ ...answer, failed: ['other'] }).success).toBe(false);
    expect(settingsSchema.safeParse({ services: [] }).success).toBe(false);
  });
});

describe('reservations of HTTP.sys', () => {
  const values = registryValues(urlReservations);
  it.each([
    [80, ['http://+:80/Temporary_Listen_Addresses/', 'http://localhost/reports/']],
    [443, ['https://+:443/sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/']],
    [12000, ['http://[::1]:12000/']],
    [12001, []],
  ])('on port %i', (port, urls) => {
    expect(reservationsOn(port, values)).toEqual(urls);
  });
});

describe('the dynamic port range', () => {
  const row = (from: number | null, count: number | null) => ({
    DynamicPortRangeStartPort: from,
    DynamicPortRangeNumberOfPorts: count,
  });
  it('is that of the first profile that has one', () => {
    expect(dynamicRange(dynamicRangeSchema.parse([row(null, null), row(49152, 16384)]))).toEqual({
      from: 49152,
      to: 65535,
    });
    expect(dynamicRange(dynamicRangeSchema.parse(row(1025, 64510)))).toEqual({ from: 1025, to: 65534 });
  });

  it('is not known where no profile has one', () => {
    for (const rows of [[], [row(null, null)], [row(0, 0)], [row(65000, 1000)]])
      expect(() => dynamicRange(rows)).toThrow(expect.objectContaining({ code: 'COMMAND_ANSWER' }));
  });
});

describe('the registry', () => {
  it('is read with its keys, names, types and data', () => {
    const text = internetSettings([
      'ProxyEnable    REG_DWORD    0x1',
      'User Agent    REG_SZ    a  b',
      '(Standard)    REG_SZ',
    ]);
    expect(registryValues(text).map(({ name, type, data }) => [name, type, data])).toEqual([
      ['ProxyEnable', 'REG_DWORD', '0x1'],
      ['User Agent', 'REG_SZ', 'a  b'],
      ['(Standard)', 'REG_SZ', ''],
    ]);
    expect(registryData(registryValues(text), 'proxyenable')).toBe('0x1');
    expect(registryData(registryValues(text), 'ProxyServer')).toBeNull();
    expect(registryValues('ERROR: The system was unable to find the specified key.')).toEqual([]);
  });

  it('holds numbers and variables', () => {
    expect(registryNumber('0x1f4')).toBe(500);
    expect(registryNumber('500')).toBeNull();
    expect(registryNumber(null)).toBeNull();
    expect(expandVariables('%SystemRoot%\\x\\%NONE%', { SYSTEMROOT: 'D:\\Win' })).toBe('D:\\Win\\x\\%NONE%');
    expect(systemRoot({ windir: 'E:\\W' })).toBe('E:\\W');
    expect(systemRoot({})).toBe('C:\\Windows');
  });
});

describe('Internet Options', () => {
  const proxies = (...lines: readonly string[]) => winInetProxies(registryValues(internetSettings(lines)));
  const on = 'ProxyEnable    REG_DWORD    0x1';
  const name = 'Internet Options';
  const web = { host: 'web.example.local', port: 8080, secure: false };

  it('name one proxy for everything, with its exceptions', () => {
    const bypass = ['*.example.local', '10.*', '<local>'];
    expect(
      proxies(
        on,
        'ProxyServer    REG_SZ    web.example.local:8080',
        'ProxyOverride    REG_SZ    *.example.local;10.*;<local>',
      ),
    ).toEqual([
      { source: 'system', name, scheme: 'https', proxy: web, bypass },
      { source: 'system', name, scheme: 'http', proxy: web, bypass },
    ]);
  });

  it('name one for each scheme; SOCKS cannot be used', () => {
    expect(
      proxies(on, 'ProxyServer    REG_SZ    http=web.example.local:8080;socks=old.example.local:1080'),
    ).toEqual([
      { source: 'system', name, scheme: 'https', proxy: null, bypass: [] },
      { source: 'system', name, scheme: 'http', proxy: web, bypass: [] },
    ]);
  });

  it('drop a login', () => {
    const found = proxies(on, 'ProxyServer    REG_SZ    http://ann:secret@web.example.local:8080');
    expect(found[0]?.proxy).toEqual(web);
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it('name none when they are switched off, and none that can be used with a script', () => {
    expect(proxies('ProxyEnable    REG_DWORD    0x0', 'ProxyServer    REG_SZ    web:8080')).toEqual([]);
    expect(proxies('AutoConfigURL    REG_SZ    http://web/proxy.pac').map(({ proxy }) => proxy)).toEqual([
      null,
      null,
    ]);
  });
});

describe('WinHTTP', () => {
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const counted = (text: string) => Buffer.concat([number(text.length), Buffer.from(text, 'latin1')]);
  const settings = (flags: number, proxy: string, bypass: string): string =>
    Buffer.concat([number(0x28), number(0), number(flags), counted(proxy), counted(bypass)]).toString('hex');

  it('connects directly in the state in which Windows is installed', () => {
    expect(winHttpProxies('1800000000000000010000000000000000000000')).toEqual([]);
  });

  it('names a proxy and its exceptions', () => {
    expect(winHttpProxies(settings(3, 'web:3128', '<local>;db01'))?.[0]).toEqual({
      source: 'system',
      name: 'WinHTTP',
      scheme: 'https',
      proxy: { host: 'web', port: 3128, secure: false },
      bypass: ['<local>', 'db01'],
    });
  });

  it('is refused when the bytes end too early', () => {
    expect(winHttpProxies('')).toBeNull();
    expect(winHttpProxies('18000000000000000300000040000000aa')).toBeNull();
  });
});

describe('machine.config', () => {
  const config = (inner: string): string =>
    `<?xml version="1.0"?>\r\n<!-- c --><configuration><system.net>${inner}</system.net></configuration>`;

  it('names a proxy for .NET programs', () => {
    const text = config(
      '<defaultProxy enabled="true"><proxy proxyaddress="http://web:3128" bypassonlocal="True"/><bypasslist><add address="db01"/></bypasslist></defaultProxy>',
    );
    expect(machineConfigProxies(text)[0]).toEqual({
      source: 'system',
      name: 'machine.config',
      scheme: 'https',
      proxy: { host: 'web', port: 3128, secure: false },
      bypass: ['<local>', 'db01'],
    });
  });

  it.each([
    ['switched off', '<defaultProxy enabled="false"><proxy proxyaddress="http://web:3128"/></defaultProxy>'],
    ['the system’s', '<defaultProxy><proxy usesystemdefault="True"/></defaultProxy>'],
    ['missing', ''],
    ['elsewhere', '<other><proxy proxyaddress="http://web:3128"/></other>'],
  ])('names none when it is %s', (_what, inner) => {
    expect(machineConfigProxies(config(inner))).toEqual([]);
  });

  it('can name a script, and is refused when it is no XML', () => {
    const text = config('<defaultProxy><proxy scriptLocation="http://web/p.pac"/></defaultProxy>');
    expect(machineConfigProxies(text)[0]?.proxy).toBeNull();
    expect(() => machineConfigProxies('no xml')).toThrow(
      expect.objectContaining({ code: 'profile-invalid' }),
    );
  });
});

describe('a rule of the firewall', () => {
  const id = '{0A1B}';
  it('is read from the registry', () => {
    expect(
      firewallRule(
        'v2.31|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort2_10=1-66|LPort=12000|Profile=Domain|Name=TCP|EmbedCtxt=GSecurity|',
        id,
      ),
    ).toEqual({
      name: 'TCP',
      action: 'Block',
      ports: [
        { from: 1, to: 66 },
        { from: 12000, to: 12000 },
      ],
      networks: ['domain'],
      isLimited: false,
    });
    expect(firewallRule('v2.10|Action=Allow|Active=TRUE|Dir=In|App=C:\\a.exe|Name=a|', id)).toMatchObject({
      ports: null,
      networks: ['domain', 'private', 'public'],
      isLimited: true,
    });
    expect(
      firewallRule('v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=RPC|Name=r|', id)?.ports,
    ).toEqual([]);
  });

  it('is called by its id where its name stands in a file of texts, or nowhere', () => {
    const named = (name: string) =>
      firewallRule(
        `v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|${name}`,
        'RemoteDesktop-UserMode-In-TCP',
      )?.name;
    expect(named('Name=@FirewallAPI.dll,-28775|')).toBe('RemoteDesktop-UserMode-In-TCP');
    expect(named('')).toBe('RemoteDesktop-UserMode-In-TCP');
    expect(named('Name=a=b|')).toBe('a=b');
  });

  it('is called by its id where its name is in a code page that nobody knows', () => {
    const german = Buffer.from('Name=\u00dcberwachung|', 'latin1');
    const japanese = Buffer.from('4e616d653d8eb3904d837c815b8367317c', 'hex');
    for (const name of [german, japanese]) {
      const text = `v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=12000|${asciiText(name)}`;
      expect(firewallRule(text, '{0A1B2C3D}')).toMatchObject({ name: '{0A1B2C3D}', isLimited: false });
    }
  });

  it.each([
    'App=C:\\a.exe',
    'Svc=x',
    'RA4=10.0.0.0/8',
    'RA4=LocalSubnet',
    'LA4=10.0.0.1',
    'IFType=Wireless',
    'RPort=1',
    'Security=Authenticate',
    'Unheard=of',
  ])('decides nothing for certain with %s', (field) => {
    const text = `v2.30|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=80|Name=n|${field}|`;
    expect(firewallRule(text, id)).toMatchObject({ action: 'Block', isLimited: true });
  });

  it('that lets through whoever proves who he is allows perhaps', () => {
    expect(firewallRule('v2.10|Action=ByPass|Active=TRUE|Dir=In|Protocol=6|Name=o|', id)).toMatchObject({
      action: 'Allow',
      isLimited: true,
    });
  });

  it.each([
    'v2.10|Action=Block|Active=FALSE|Dir=In|Protocol=6|Name=off|',
    'v2.10|Action=Block|Active=TRUE|Dir=Out|Protocol=6|Name=out|',
    'v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=17|Name=udp|',
    'v2.10|Action=Other|Active=TRUE|Dir=In|Protocol=6|Name=other|',
    'no rule',
  ])('is none of ours: %s', (text) => {
    expect(firewallRule(text, id)).toBeNull();
  });
});

describe('what the firewall does with a port', () => {
  const services = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services';
  const root = `${services}\\SharedAccess\\Parameters\\FirewallPolicy`;
  const policy = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall';
  const rule = (text: string, key = `${root}\\FirewallRules`) => ({
    key,
    name: '{1}',
    type: 'REG_SZ',
    data: `v2.30|Active=TRUE|Dir=In|Protocol=6|${text}|`,
  });
  const set = (key: string, name: string, data: string) => ({ key, name, type: 'REG_DWORD', data });
  const on = (...values: Parameters<typeof inboundDecisions>[0]) =>
    inboundDecisions(values, 12000, null).map(({ network, decision, rules }) => [
      network,
      decision,
      ...rules.map(({ ruleName, origin }) => `${ruleName} of ${origin}`),
    ]);
  const allow = rule('Action=Allow|LPort=12000|Name=A');
  const block = rule('Action=Block|LPort=12000|Name=B');

  it('closes it by default, and opens it where it is off or lets everything in', () => {
    expect(
      on(
        set(`${root}\\StandardProfile`, 'EnableFirewall', '0x0'),
        set(`${root}\\PublicProfile`, 'DefaultInboundAction', '0x0'),
      ),
    ).toEqual([
      ['domain', 'closed'],
      ['private', 'off'],
      ['public', 'open'],
    ]);
  });

  it('is nothing where the service behind it is disabled', () => {
    const start = (data: string) => set(`${services}\\MpsSvc`, 'Start', data);
    expect(on(block, start('0x4'))[0]).toEqual(['domain', 'off']);
    expect(on(block, start('0x2'))[0]?.[1]).toBe('blocked');
  });

  it('lets the group policy win over this machine', () => {
    const values = [
      set(`${policy}\\DomainProfile`, 'EnableFirewall', '0x1'),
      set(`${root}\\DomainProfile`, 'EnableFirewall', '0x0'),
    ];
    expect(on(...values)[0]).toEqual(['domain', 'closed']);
  });

  it('lets device management win over this machine, and the group policy over both', () => {
    const own = set(`${root}\\DomainProfile`, 'EnableFirewall', '0x0');
    const managed = set(`${root}\\Mdm\\DomainProfile`, 'EnableFirewall', '0x1');
    const group = set(`${policy}\\DomainProfile`, 'EnableFirewall', '0x0');
    expect(on(own, managed)[0]).toEqual(['domain', 'closed']);
    expect(on(group, own, managed)[0]).toEqual(['domain', 'off']);
    expect(on(rule('Action=Block|Name=M', `${root}\\Mdm\\FirewallRules`))[0]).toEqual([
      'domain',
      'blocked',
      'M of policy',
    ]);
  });

  it('applies no rule of this machine where the group policy rules them out', () => {
    const alone = set(`${policy}\\DomainProfile`, 'AllowLocalPolicyMerge', '0x0');
    expect(on(alone, block)[0]).toEqual(['domain', 'closed']);
    expect(on(alone, rule('Action=Block|Name=P', `${policy}\\FirewallRules`))[0]).toEqual([
      'domain',
      'blocked',
      'P of policy',
    ]);
  });

  it('blocks before it allows', () => {
    expect(on(allow)[0]).toEqual(['domain', 'allowed', 'A of machine']);
    const wide = rule('Action=Block|LPort2_10=11000-13000|Profile=Public|Name=B', `${policy}\\FirewallRules`);
    expect(on(allow, wide)).toEqual([
      ['domain', 'allowed', 'A of machine'],
      ['private', 'allowed', 'A of machine'],
      ['public', 'blocked', 'B of policy'],
    ]);
  });

  it('blocks by its setting, whatever is allowed', () => {
    const shut = set(`${root}\\PublicProfile`, 'DoNotAllowExceptions', '0x1');
    expect(on(allow, shut)).toEqual([
      ['domain', 'allowed', 'A of machine'],
      ['private', 'allowed', 'A of machine'],
      ['public', 'blocked'],
    ]);
  });

  it('is not decided by rules for other ports, for one program, or for services of Windows', () => {
    expect(on(rule('Action=Block|LPort=12001|Name=B'))[0]).toEqual(['domain', 'closed']);
    expect(on(rule('Action=Block|LPort=12000|App=C:\\b.exe|Name=B'))[0]).toEqual(['domain', 'closed']);
    const restricted = `${root}\\RestrictedServices\\Static\\System\\FirewallRules`;
    expect(on(rule('Action=Block|Name=B', restricted))[0]).toEqual(['domain', 'closed']);
  });

  it('says in which networks this machine is, where that is known', () => {
    const active = (kinds: Parameters<typeof inboundDecisions>[2]) =>
      inboundDecisions([], 80, kinds).map(({ isActive }) => isActive);
    expect(active(['private'])).toEqual([false, true, false]);
    expect(active(null)).toEqual([null, null, null]);
  });
});
