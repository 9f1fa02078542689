import { describe, expect, it } from 'vitest';
import { asciiText } from '../../../../../electron/core/platform/run-command.ts';
import { inboundDecisions } from '../../../../../electron/core/platform/windows-firewall.ts';
import {
  extentOf,
  firewallRule,
  listenerProgram,
} from '../../../../../electron/core/platform/windows-firewall-rule.ts';
import { registryValues } from '../../../../../electron/core/platform/windows-registry.ts';
import { inbound } from '../../../../../shared/catalogue/families/inbound.ts';
import { param } from '../../../../../shared/catalogue/parameter.ts';
import type { PortListener } from '../../../../../shared/profile/services.ts';
import { firewallFact } from '../../../shared/catalogue/facts.ts';
import { defaults, iisPorts, platformPorts, question, withRules } from './windows-firewall-sets.ts';

const environment = { ProgramFiles: 'C:\\Program Files', SystemRoot: 'C:\\Windows' };
const folder = 'C:\\Program Files\\OutSystems\\Platform Server';
const ports: Readonly<Record<PortListener, number>> = {
  deploymentController: 12_000,
  deployment: 12_001,
  scheduler: 12_002,
  cache: 5672,
  iis: 80,
  'remote-desktop': 3389,
  ssh: 22,
  unknown: 8080,
};
const listenerOf = (
  listener: PortListener,
  installed: string | null = folder,
  senders: readonly string[] | null = null,
) => ({ port: ports[listener], owner: listenerProgram(listener, installed), senders });

describe('a rule of the firewall and a listener', () => {
  const extent = (
    fields: string,
    listener: PortListener = 'deploymentController',
    installed = folder as string | null,
  ) => {
    const rule = firewallRule(`v2.31|Action=Allow|Active=TRUE|Dir=In|${fields}|Name=n|`, '{1}');
    return rule === null ? null : extentOf(rule, listenerOf(listener, installed), environment);
  };

  it.each([
    ['all', 'Protocol=6|LPort=12000'],
    ['all', 'Protocol=6'],
    ['all', 'LPort=12000'],
    ['all', 'Protocol=256'],
    ['all', 'Protocol=6|LPort=443|LPort=12000'],
    ['all', 'Protocol=6|LPort2_10=11000-13000'],
    ['all', 'Protocol=6|LPort=443|LPort2_10=12000-12002'],
    ['none', 'Protocol=6|LPort=12001'],
    ['none', 'Protocol=6|LPort2_10=12001-12002'],
    ['none', 'Protocol=6|LPort=RPC'],
    ['none', 'Protocol=6|LPort=RPC-EPMap|LPort2_10=IPHTTPSIn|LPort2_10=IPTLSIn|LPort=Teredo'],
    ['some', 'Protocol=6|LPort2_99=Anything'],
    ['some', 'Protocol=6|LPort=NewWord'],
    ['all', 'Protocol=6|LPort=12000|Edge=TRUE|Defer=App|LSM=TRUE|EmbedCtxt=x|Desc=y'],
    ['all', 'Protocol=6|Platform=2:6:2|Platform2=GTEQ'],
    ['some', 'Protocol=6|Platform=2:6:2'],
    ['some', 'Protocol=6|Platform=2:11:0|Platform2=GTEQ'],
    ['some', 'Protocol=6|Platform=2:10:1|Platform2=GTEQ'],
    ['all', 'Protocol=6|Platform=2:10:0|Platform2=GTEQ'],
    ['all', 'Protocol=6|Platform=2:11:0|Platform=2:6:2|Platform2=GTEQ'],
    ['some', 'Protocol=6|Platform2=GTEQ'],
    ['some', 'Protocol=6|SkipVer=2.10'],
    ['some', 'Protocol=6|RA4=LocalSubnet'],
    ['some', 'Protocol=6|RA4=10.0.0.5'],
    ['some', 'Protocol=6|RA6=LocalSubnet'],
    ['some', 'Protocol=6|RA42=IntErnet'],
    ['some', 'Protocol=6|LA4=10.0.0.1'],
    ['some', 'Protocol=6|IF={0A}'],
    ['some', 'Protocol=6|IFType=Wireless'],
    ['some', 'Protocol=6|RPort=1024'],
    ['some', 'Protocol=6|Security=Authenticate'],
    ['some', 'Protocol=6|RUAuth=O:LSD:(A;;CC;;;S-1-1-0)'],
    ['some', 'Protocol=6|LUAuth=O:LSD:(A;;CC;;;S-1-5-84-0-0-0-0-0)'],
    ['some', 'Protocol=6|LUOwn=S-1-5-21-1-2-3-1001'],
    ['some', 'Protocol=6|TTK2_28=NewWord'],
    ['some', 'Protocol=6|Profile=Standard'],
    ['some', 'Protocol=6|Unheard=of'],
    ['none', 'Protocol=6|AppPkgId=S-1-15-2-1'],
    ['none', 'AppPkgId=S-1-15-2-1|LUOwn=S-1-5-21-1-2-3-1001'],
    ['none', 'Protocol=6|LPort=12001|RA4=LocalSubnet'],
  ])('leaves %s of the connections: %s', (expected, fields) => {
    expect(extent(fields)).toBe(expected);
  });

  it.each([
    ['all', 'iis', 'App=System'],
    ['all', 'iis', 'App=SYSTEM'],
    ['none', 'iis', 'App=C:\\Windows\\System32\\inetsrv\\w3wp.exe'],
    ['none', 'iis', 'Svc=W3SVC2'],
    ['some', 'iis', 'Svc=*'],
    ['none', 'deploymentController', 'App=System'],
    ['all', 'deploymentController', `App=${folder}\\CompilerService.exe`],
    ['all', 'deploymentController', 'App=%ProgramFiles%\\OutSystems\\Platform Server\\CompilerService.exe'],
    ['all', 'deploymentController', 'App=%programfiles%/OutSystems/Platform Server/compilerservice.EXE'],
    ['none', 'deploymentController', 'App=D:\\Old\\Platform Server\\CompilerService.exe'],
    ['none', 'deploymentController', `App=${folder} 10\\CompilerService.exe`],
    ['none', 'deploymentController', `App=${folder}\\Scheduler.exe`],
    ['some', 'deploymentController', `App=${folder}\\Later.exe`],
    ['some', 'deploymentController', 'App=C:\\PROGRA~1\\OUTSYS~1\\PLATFO~1\\COMPIL~1.EXE'],
    ['all', 'deploymentController', 'App=C:\\PROGRA~1\\OUTSYS~1\\CompilerService.exe'],
    ['all', 'deploymentController', 'App=%OTHER%\\CompilerService.exe'],
    ['none', 'deploymentController', 'App=C:\\share\\support.exe'],
    ['all', 'deploymentController', 'App=*'],
    ['all', 'deploymentController', 'Svc=*'],
    ['all', 'deploymentController', 'Svc=OutSystems Deployment Controller Service'],
    ['none', 'deploymentController', 'Svc=RabbitMQ'],
    ['none', 'deployment', `App=${folder}\\CompilerService.exe`],
    ['all', 'deployment', `App=${folder}\\DeployService.exe`],
    ['all', 'scheduler', `App=${folder}\\Scheduler.exe`],
    ['all', 'cache', 'App=C:\\program files\\erlang otp\\bin\\erl.exe'],
    ['none', 'cache', 'App=C:\\program files\\erlang otp\\bin\\epmd.exe'],
    ['all', 'remote-desktop', 'App=%SystemRoot%\\system32\\svchost.exe|Svc=termservice'],
    ['none', 'remote-desktop', 'App=%SystemRoot%\\system32\\svchost.exe|Svc=DiagTrack'],
    ['all', 'ssh', 'App=%SystemRoot%\\system32\\OpenSSH\\sshd.exe'],
    ['some', 'unknown', 'App=C:\\share\\support.exe'],
    ['some', 'unknown', 'Svc=x'],
    ['some', 'unknown', 'AppPkgId=S-1-15-2-1'],
    ['all', 'unknown', 'LPort=8080'],
  ] as const)('leaves %s to the listener %s: %s', (expected, listener, fields) => {
    expect(extent(`Protocol=6|${fields}`, listener)).toBe(expected);
  });

  it.each<[string, string, readonly string[] | null]>([
    ['all', 'RA4=10.0.0.5', ['10.0.0.5']],
    ['none', 'RA4=10.0.0.5', ['10.0.0.6']],
    ['some', 'RA4=10.0.0.5', ['10.0.0.5', '10.0.0.6']],
    ['some', 'RA4=10.0.0.5', null],
    ['some', 'RA4=10.0.0.5', []],
    ['all', 'RA4=10.0.0.5|RA4=10.0.0.6', ['10.0.0.5', '10.0.0.6']],
    ['all', 'RA4=10.0.0.0/255.255.255.0', ['10.0.0.0', '10.0.0.255']],
    ['none', 'RA4=10.0.0.0/255.255.255.0', ['10.0.1.0', '9.255.255.255']],
    ['all', 'RA4=10.0.0.64/26', ['10.0.0.64', '10.0.0.127']],
    ['none', 'RA4=10.0.0.64/26', ['10.0.0.63', '10.0.0.128']],
    ['all', 'RA4=0.0.0.0/0', ['10.0.0.5']],
    ['all', 'RA4=10.0.0.250-10.0.1.5', ['10.0.0.250', '10.0.0.255', '10.0.1.5']],
    ['none', 'RA4=10.0.0.250-10.0.1.5', ['10.0.0.249', '10.0.1.6']],
    ['all', 'RA6=fd00:1::/64', ['fd00:1::1', 'fd00:1:0:0:ffff::']],
    ['none', 'RA6=fd00:1::/64', ['fd00:1:0:1::1']],
    ['all', 'RA6=fe80::1-fe80::9', ['fe80::5%eth0']],
    ['some', 'RA4=10.0.0.5|RA6=fd00::5', ['10.0.0.5', 'fd00::6']],
    ['none', 'RA4=10.0.0.5', ['fd00::5']],
    ['all', 'RA4=10.0.0.5', ['::ffff:10.0.0.5']],
    ['some', 'RA4=LocalSubnet', ['10.0.0.5']],
    ['some', 'RA42=IntErnet', ['10.0.0.5']],
    ['all', 'RA4=10.0.0.5|RA42=LocalSubnet', ['10.0.0.5']],
    ['some', 'RA4=10.0.0.5|RA42=LocalSubnet', ['10.0.0.6']],
    ['some', 'RA4=10.0.0.0/255.0.255.0', ['10.0.0.5']],
    ['some', 'RA4=10.0.0.0/33', ['10.0.0.5']],
    ['some', 'RA4=10.0.0.0/', ['10.0.0.5']],
    ['some', 'RA4=10.0.0.1-fd00::1', ['10.0.0.5']],
    ['some', 'RA4=10.0.0.5', ['fe1.example.local']],
    ['none', 'RA4=10.0.0.5|LPort=1', ['10.0.0.5']],
  ])('leaves %s to those who connect: %s, %j', (expected, fields, senders) => {
    const rule = firewallRule(`v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|${fields}|Name=n|`, '{1}');
    const listener = listenerOf('deploymentController', folder, senders);
    expect(rule === null ? null : extentOf(rule, listener, environment)).toBe(expected);
  });

  it('knows the programs of the platform by their names alone where its folder is not known', () => {
    const of = (path: string) => extent(`Protocol=6|App=${path}`, 'deploymentController', null);
    expect(of('D:\\Old\\CompilerService.exe')).toBe('all');
    expect(of('D:\\Old\\Other.exe')).toBe('none');
  });
});

describe('recorded sets of rules', () => {
  const subject = {
    source: null,
    destination: null,
    probes: [],
    parameters: { from: param.keep('the front-ends'), host: param.host('h'), port: param.number(1) },
  };
  const found = (text: string, listener: PortListener, port = ports[listener]) => {
    const networks = inboundDecisions(
      registryValues(text),
      { ...listenerOf(listener), port },
      ['domain'],
      environment,
    );
    const { finding, parameters } = inbound.find([firewallFact([...networks])], subject);
    return [finding, parameters['rule']?.type === 'name' ? parameters['rule'].value : null];
  };

  it.each([
    ['deploymentController', 12_000],
    ['scheduler', 12_102],
    ['cache', 5671],
    ['iis', 443],
    ['ssh', 22],
  ] as const)('of a server as it is installed close %s on port %i', (listener, port) => {
    expect(found(defaults, listener, port)).toEqual(['closed-by-default', null]);
  });

  it('of a server as it is installed let in Remote Desktop', () => {
    expect(found(defaults, 'remote-desktop')).toEqual(['needs-other-machine', null]);
  });

  it('with the ports of the platform and of IIS let them in', () => {
    const text = withRules(platformPorts, ...iisPorts);
    for (const listener of ['deploymentController', 'scheduler', 'cache', 'iis'] as const)
      expect(found(text, listener)).toEqual(['needs-other-machine', null]);
    expect(found(text, 'iis', 443)).toEqual(['needs-other-machine', null]);
  });

  it('block the cache where the question about its program was cancelled, whatever allows its port', () => {
    const path = 'C:\\program files\\erlang otp\\bin\\erl.exe';
    const text = withRules(platformPorts, question(path, 'erl'));
    expect(found(text, 'cache')).toEqual(['blocked-by-rule', 'erl']);
    expect(found(text, 'deploymentController')).toEqual(['needs-other-machine', null]);
  });

  it('block by the kernel what IIS serves, and by its program what the platform does', () => {
    const blocks = (app: string) =>
      ['{b}', `v2.31|Action=Block|Active=TRUE|Dir=In|Protocol=6|App=${app}|Name=Shut|`] as const;
    expect(found(withRules(...iisPorts, blocks('System')), 'iis')).toEqual(['blocked-by-rule', 'Shut']);
    const own = withRules(platformPorts, blocks(`${folder}\\DeployService.exe`));
    expect(found(own, 'deployment')).toEqual(['blocked-by-rule', 'Shut']);
    expect(found(own, 'scheduler')).toEqual(['needs-other-machine', null]);
  });

  it.each(['RA4=LocalSubnet', 'RA4=10.0.0.0/255.0.0.0', 'Unheard=of', 'LPort2_40=Word'])(
    'that allow with %s alone are said to allow in part',
    (field) => {
      const text = withRules(['{s}', `v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|${field}|Name=Near|`]);
      expect(found(text, 'deploymentController')).toEqual(['allowed-in-part', 'Near']);
    },
  );

  it.each(['Action=Block|RA4=10.9.0.0/255.255.0.0', 'Action=Block|Unheard=of', 'Action=Later'])(
    'that allow, with a rule that is %s, are said to block in part',
    (fields) => {
      const text = withRules(platformPorts, [
        '{s}',
        `v2.31|${fields}|Active=TRUE|Dir=In|Protocol=6|Name=Far|`,
      ]);
      expect(found(text, 'deploymentController')).toEqual(['blocked-in-part', 'Far']);
      const alone = withRules(['{s}', `v2.31|${fields}|Active=TRUE|Dir=In|Protocol=6|Name=Far|`]);
      expect(found(alone, 'deploymentController')).toEqual(['closed-by-default', null]);
    },
  );

  it('that let through whoever proves who he is allow in part, and do not open a port that is blocked', () => {
    const proven = ['{s}', 'v2.31|Action=ByPass|Active=TRUE|Dir=In|Protocol=6|Name=Proven|'] as const;
    expect(found(withRules(proven), 'deploymentController')).toEqual(['allowed-in-part', 'Proven']);
    const shut = ['{b}', 'v2.31|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=12000|Name=Shut|'] as const;
    expect(found(withRules(proven, shut), 'deploymentController')).toEqual(['blocked-by-rule', 'Shut']);
  });
});

describe('exceptions that a group policy lists', () => {
  const policy = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall';
  const entry = (list: string, data: string, profile = 'DomainProfile') => ({
    key: `${policy}\\${profile}\\${list}\\List`,
    name: data.split(':').slice(0, 2).join(':'),
    type: 'REG_SZ',
    data,
  });
  const port = (data: string, profile?: string) => entry('GloballyOpenPorts', data, profile);
  const program = (data: string) => entry('AuthorizedApplications', data);
  const on = (
    values: Parameters<typeof inboundDecisions>[0],
    listener: PortListener = 'deploymentController',
    senders: readonly string[] | null = null,
  ) =>
    inboundDecisions(values, listenerOf(listener, folder, senders), null, environment).map(
      ({ decision, rules }) => [decision, ...rules.map(({ ruleName, origin }) => `${ruleName} of ${origin}`)],
    );

  it('let in the port, where the list holds', () => {
    const allowed = ['allowed', 'Controller of policy'];
    expect(on([port('12000:TCP:*:enabled:Controller')])).toEqual([allowed, ['closed'], ['closed']]);
    expect(on([port('12000:TCP:*:Enabled:Controller', 'StandardProfile')])).toEqual([
      ['closed'],
      allowed,
      allowed,
    ]);
  });

  it.each([
    '12001:TCP:*:enabled:x',
    '12000:UDP:*:enabled:x',
    '12000:TCP:*:later:x',
    '12000:TCP:*:disabled:x',
    'nothing',
  ])('let in nothing else: %s', (data) => {
    expect(on([port(data)])[0]).toEqual(['closed']);
  });

  it('are off where one entry for the port is', () => {
    const entries = [port('12000:TCP:*:enabled:x'), port('12000:TCP:10.0.0.5:disabled:y')];
    expect(on(entries)[0]).toEqual(['closed']);
    expect(on([...entries.slice(0, 1), port('12000:TCP:*:disabled:y', 'StandardProfile')])[0]?.[0]).toBe(
      'allowed',
    );
  });

  it('let in for some senders, who are compared', () => {
    const listed = [port('12000:TCP:10.0.0.0/255.255.255.0,fd00::/64:enabled:a: b|c')];
    expect(on(listed)[0]).toEqual(['allowed-in-part', 'a: b c of policy']);
    const of = (...senders: readonly string[]) => on(listed, 'deploymentController', senders)[0]?.[0];
    expect(of('10.0.0.5', 'fd00::5')).toBe('allowed');
    expect(of('10.0.1.5')).toBe('closed');
    expect(on([port('12000:TCP:localsubnet:enabled:x')])[0]?.[0]).toBe('allowed-in-part');
  });

  it('let in a program, by its path', () => {
    const compiler = `${folder}\\CompilerService.exe`;
    expect(on([program(`${compiler}:*:enabled:Compiler`)])[0]).toEqual(['allowed', 'Compiler of policy']);
    expect(
      on([program(`%ProgramFiles%\\OutSystems\\Platform Server\\Scheduler.exe:*:enabled:S`)])[0],
    ).toEqual(['closed']);
  });

  it('let in Remote Desktop', () => {
    const key = `${policy}\\DomainProfile\\Services\\RemoteDesktop`;
    const enabled = (data: string) => ({ key, name: 'Enabled', type: 'REG_DWORD', data });
    const from = (data: string) => ({ key, name: 'RemoteAddresses', type: 'REG_SZ', data });
    expect(on([enabled('0x1'), from('*')], 'remote-desktop')[0]).toEqual([
      'allowed',
      'RemoteDesktop of policy',
    ]);
    expect(on([enabled('0x1')], 'remote-desktop')[0]?.[0]).toBe('allowed');
    expect(on([enabled('0x1'), from('10.0.0.5')], 'remote-desktop')[0]?.[0]).toBe('allowed-in-part');
    expect(on([enabled('0x0'), from('*')], 'remote-desktop')[0]).toEqual(['closed']);
    expect(on([enabled('0x1'), from('*')])[0]).toEqual(['closed']);
  });

  it('are not read from this machine itself, where each has become a rule', () => {
    const own = port('12000:TCP:*:enabled:x');
    const key =
      'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\DomainProfile\\GloballyOpenPorts\\List';
    expect(on([{ ...own, key }])[0]).toEqual(['closed']);
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
      action: 'block',
      networks: ['domain'],
      conditions: new Map([
        ['lport2_10', ['1-66']],
        ['lport', ['12000']],
      ]),
    });
    expect(firewallRule('v2.10|Action=Allow|Active=true|Dir=In|App=C:\\a.exe|Name=a|', id)).toMatchObject({
      action: 'allow',
      networks: ['domain', 'private', 'public'],
    });
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
      expect(firewallRule(text, '{0A1B2C3D}')).toMatchObject({ name: '{0A1B2C3D}', action: 'block' });
    }
  });

  it.each([
    'v2.10|Action=Block|Active=FALSE|Dir=In|Protocol=6|Name=off|',
    'v2.10|Action=Block|Active=TRUE|Dir=Out|Protocol=6|Name=out|',
    'v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=17|Name=udp|',
    'v2.10|Active=TRUE|Dir=In|Protocol=6|Name=nothing|',
    'v2.10|Action=Block|Dir=In|Protocol=6|Name=neither|',
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
    inboundDecisions(values, listenerOf('deploymentController'), null, environment).map(
      ({ network, decision, rules }) => [
        network,
        decision,
        ...rules.map(({ ruleName, origin }) => `${ruleName} of ${origin}`),
      ],
    );
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
      inboundDecisions([], listenerOf('iis'), kinds, environment).map(({ isActive }) => isActive);
    expect(active(['private'])).toEqual([false, true, false]);
    expect(active(null)).toEqual([null, null, null]);
  });
});
