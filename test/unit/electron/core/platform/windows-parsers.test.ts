import { describe, expect, it } from 'vitest';
import { asciiText } from '../../../../../electron/core/platform/run-command.ts';
import {
  netstatListeners,
  ownersOn,
  reservationsOn,
  tasklistPrograms,
  withProgram,
} from '../../../../../electron/core/platform/windows-listeners.ts';
import { activeNetworks, networksSchema } from '../../../../../electron/core/platform/windows-networks.ts';
import { dynamicRange, excludedRanges } from '../../../../../electron/core/platform/windows-port-ranges.ts';
import {
  machineConfigProxies,
  winHttpProxies,
  winInetProxies,
} from '../../../../../electron/core/platform/windows-proxies.ts';
import {
  expandVariables,
  registryData,
  registryKeyNames,
  registryNumber,
  registryValues,
  systemRoot,
} from '../../../../../electron/core/platform/windows-registry.ts';
import {
  platformServiceNames,
  serviceState,
  windowsServiceOf,
} from '../../../../../electron/core/platform/windows-services.ts';
import {
  dynamicPorts,
  excludedPortRanges,
  internetSettings,
  netstatTables,
  netstatWithoutListeners,
  serviceStates,
  tasklistTables,
  tasklistWithoutServices,
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
    expect(excludedRanges(rows)).toEqual([{ from: 7, to: 8, isAdministered: false }]);
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
    expect(Object.fromEntries(tasklistPrograms(asciiText(Buffer.from(crlf(text)))))).toEqual(programs);
    expect(tasklistPrograms(none).size).toBe(0);
  });

  it('names no services where it does not know them, and is read in UTF-16 too', () => {
    const utf16 = Buffer.from(crlf(tasklistWithoutServices), 'utf16le');
    for (const bytes of [Buffer.from(tasklistWithoutServices), utf16])
      expect(Object.fromEntries(tasklistPrograms(asciiText(bytes)))).toEqual({
        4: { process: 'System', services: [] },
        1128: { process: 'svchost.exe', services: [] },
      });
  });
});

describe('the owners of a port', () => {
  const kernel = { address: '::', port: 80, pid: 4 };
  const own = { address: 'fe80::1', port: 12000, pid: 812 };

  it('carry their program and services; reservations belong to the kernel alone', () => {
    const services = ['OutSystems Deployment Controller Service', 'Other'];
    const listeners = [
      withProgram(kernel, { process: 'System', services: [] }),
      withProgram(own, { process: 'CompilerService.exe', services }),
      withProgram({ ...own, pid: 9 }, undefined),
    ];
    expect(ownersOn(80, listeners, ['http://+:80/'])).toEqual([
      { address: '::', pid: 4, process: 'System', reservations: ['http://+:80/'] },
    ]);
    expect(ownersOn(12000, listeners, ['http://+:12000/'])).toEqual([
      { address: 'fe80::1', pid: 812, process: 'CompilerService.exe', services },
      { address: 'fe80::1', pid: 9 },
    ]);
    expect(ownersOn(81, listeners, [])).toEqual([]);
  });
});

describe('the services of Windows', () => {
  it.each(Object.entries(serviceStates))('have their state in %s', (_language, { text, state }) => {
    expect(serviceState(asciiText(Buffer.from(crlf(text))))).toBe(state);
  });

  it('have none where it is not said', () => {
    for (const text of ['', 'STATE : 9  RUNNING', 'TYPE : 4  FILE_SYSTEM_DRIVER'])
      expect(() => serviceState(text)).toThrow(expect.objectContaining({ code: 'COMMAND_ANSWER' }));
  });

  it('are the platform’s by their names', () => {
    const names = [
      'OutSystems Scheduler Service',
      'OUTSYSTEMS Next',
      'w3svc',
      'RabbitMQ',
      'Spooler',
      'XOutSystems',
    ];
    expect(platformServiceNames(names)).toEqual(names.slice(0, 4));
  });

  it.each([
    ['0x2', 'Auto'],
    ['0x3', 'Manual'],
    ['0x4', 'Disabled'],
  ])('start as the registry says: %s is %s', (data, startMode) => {
    const values = [{ key: 'k', name: 'Start', type: 'REG_DWORD', data }];
    expect(windowsServiceOf('W3SVC', values, serviceStates.English.text)).toEqual({
      service: 'W3SVC',
      state: 'Stopped',
      startMode,
    });
    expect(() => windowsServiceOf('W3SVC', [], serviceStates.English.text)).toThrow(
      expect.objectContaining({ code: 'COMMAND_ANSWER' }),
    );
  });
});

describe('the networks that PowerShell tells', () => {
  it.each([
    ['[0]', ['public']],
    ['[1,1]', ['private']],
    ['2', ['domain']],
    ['{"value":[0,2],"Count":2}', ['public', 'domain']],
    ['[]', null],
    ['null', null],
    ['[7]', null],
  ])('are those of the categories %s: %j', (text, kinds) => {
    expect(activeNetworks(networksSchema.parse(JSON.parse(text)))).toEqual(kinds);
  });

  it('are refused in another shape', () => {
    expect(networksSchema.safeParse({ networks: [1] }).success).toBe(false);
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
  it.each(Object.entries(dynamicPorts))('is read in %s', (_language, text) => {
    expect(dynamicRange(asciiText(Buffer.from(crlf(text))))).toEqual({ from: 49152, to: 65535 });
  });

  it('is not known where it is not said', () => {
    for (const text of [
      '',
      '---\nA : 49152\n',
      '---\nA : 0\nB : 0\n',
      '---\nA : 65000\nB : 1000\n',
      'A : 1\nB : 2\n',
    ])
      expect(() => dynamicRange(text)).toThrow(expect.objectContaining({ code: 'COMMAND_ANSWER' }));
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
    expect(
      registryKeyNames(
        '\r\nHKEY_LOCAL_MACHINE\\S\\Services\\W3SVC\r\nHKEY_LOCAL_MACHINE\\S\\Services\\A b\r\n',
      ),
    ).toEqual(['W3SVC', 'A b']);
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
      { source: 'system', name, scheme: 'https', proxy: web, bypass, exceptions: 'wininet' },
      { source: 'system', name, scheme: 'http', proxy: web, bypass, exceptions: 'wininet' },
    ]);
  });

  it('name one for each scheme; SOCKS cannot be used', () => {
    expect(
      proxies(on, 'ProxyServer    REG_SZ    http=web.example.local:8080;socks=old.example.local:1080'),
    ).toEqual([
      { source: 'system', name, scheme: 'https', proxy: null, bypass: [], exceptions: 'wininet' },
      { source: 'system', name, scheme: 'http', proxy: web, bypass: [], exceptions: 'wininet' },
    ]);
  });

  it('drop a login', () => {
    const found = proxies(on, 'ProxyServer    REG_SZ    http://ann:secret@web.example.local:8080');
    expect(found[0]?.proxy).toEqual(web);
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it('name none when they are switched off, and none that can be used with a script', () => {
    expect(proxies('ProxyEnable    REG_DWORD    0x0', 'ProxyServer    REG_SZ    web:8080')).toEqual([]);
    expect(proxies('AutoConfigURL    REG_SZ    http://web/proxy.pac')).toMatchObject([
      { name: 'Internet Options (script)', proxy: null, automatic: 'script' },
      { name: 'Internet Options (script)', proxy: null, automatic: 'script' },
    ]);
  });
});

/** The binary settings of a connection: what WinINet and WinHTTP write. */
const connectionBytes = (flags: number, ...texts: readonly string[]): string => {
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const counted = texts.flatMap((text) => [number(text.length), Buffer.from(text, 'latin1')]);
  return Buffer.concat([number(0x46), number(0), number(flags), ...counted]).toString('hex');
};

describe('the connection of Internet Options', () => {
  const told = (data: string) =>
    winInetProxies(
      [],
      [{ key: 'k', name: 'DefaultConnectionSettings', type: 'REG_BINARY', data }],
      'Internet Options of LocalSystem',
    ).map(({ name, automatic }) => [name, automatic]);

  it('says whether a proxy is looked for, or a script names it', () => {
    const detect = ['Internet Options of LocalSystem (automatic detection)', 'detect'];
    const script = ['Internet Options of LocalSystem (script)', 'script'];
    expect(told(connectionBytes(9, '', '', ''))).toEqual([detect, detect]);
    expect(told(connectionBytes(5, '', '', 'http://web/p.pac'))).toEqual([script, script]);
    expect(told(connectionBytes(5, '', '', ''))).toEqual([]);
    expect(told(connectionBytes(1, '', '', 'http://web/p.pac'))).toEqual([]);
    expect(told('4600')).toEqual([]);
  });
});

describe('WinHTTP', () => {
  const settings = (flags: number, proxy: string, bypass: string): string =>
    connectionBytes(flags, proxy, bypass);

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

  it('names a script and automatic detection, which it may have as well', () => {
    const told = (flags: number) =>
      winHttpProxies(connectionBytes(flags, '', '', 'http://web/p.pac'))?.map(({ automatic }) => automatic);
    expect(told(4)).toEqual(['script', 'script']);
    expect(told(8)).toEqual(['detect', 'detect']);
    expect(told(1)).toEqual([]);
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
      exceptions: 'dotnet',
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
      expect.objectContaining({ code: 'configuration-invalid' }),
    );
  });
});
