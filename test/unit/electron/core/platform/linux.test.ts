import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createLinuxPlatform,
  hostSources,
  listeningSockets,
  portRange,
  portRanges,
  tableAddress,
} from '../../../../../electron/core/platform/linux.ts';
import { startPortHolder } from '../../../../support/servers/port-holder.ts';
import { during } from '../probe-world.ts';

const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const row = (local: string, state: string, inode: number) =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0 100 0 0 10 0\n`;
const anyIpv6 = '0'.repeat(32);
const mapped = '0000000000000000FFFF00000100007F';

/** A folder like the kernel's, with tables and processes as given. */
async function procFolder(
  tables: Readonly<Record<string, string>>,
  processes: readonly { readonly pid: number; readonly name: string; readonly inode: number }[] = [],
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'netready-proc-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'net'));
  for (const [name, text] of Object.entries(tables)) await writeFile(join(folder, 'net', name), text);
  for (const { pid, name, inode } of processes) {
    await mkdir(join(folder, String(pid), 'fd'), { recursive: true });
    await symlink('/dev/null', join(folder, String(pid), 'fd', '0'));
    await symlink(`socket:[${inode}]`, join(folder, String(pid), 'fd', '3'));
    await writeFile(join(folder, String(pid), 'comm'), `${name}\n`);
  }
  return folder;
}

describe('an address of the kernel’s table', () => {
  it.each([
    ['0100007F', 'LE', '127.0.0.1'],
    ['7F000001', 'BE', '127.0.0.1'],
    ['00000000', 'LE', '0.0.0.0'],
    [anyIpv6, 'LE', '::'],
    ['00000000000000000000000001000000', 'LE', '::1'],
    ['B80D0120000000000000000001000000', 'LE', '2001:db8::1'],
    [mapped, 'LE', '127.0.0.1'],
  ] as const)('%s (%s) is %s', (hex, endianness, address) => {
    expect(tableAddress(hex, endianness)).toBe(address);
  });
});

describe('the table of sockets', () => {
  it('is read for listeners only', () => {
    const table = head + row('0100007F:1F90', '0A', 11) + row('0100007F:1F91', '01', 12);
    expect(listeningSockets(table, 'LE')).toEqual([{ address: '127.0.0.1', port: 8080, inode: '11' }]);
    expect(listeningSockets('', 'LE')).toEqual([]);
  });

  it('is read some rows at a time, and none is lost in between', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) =>
      row(`${index.toString(16).toUpperCase().padStart(8, '0')}:1F90`, index % 7 === 0 ? '0A' : '06', index),
    );
    const folder = await procFolder({ tcp: head + rows.join('') });
    const owners = await createLinuxPlatform({ procFolder: folder }).portOwners(8080);
    expect(new Set(owners.map(({ address }) => address)).size).toBe(Math.ceil(rows.length / 7));
  });
});

describe('the order of look-ups', () => {
  it.each<[string, readonly string[] | null]>([
    ['passwd: files\nhosts:  files dns\n', ['files', 'dns']],
    [
      'hosts: files mdns4_minimal [NOTFOUND=return] dns # as installed',
      ['files', 'mdns4_minimal', '[NOTFOUND=return]', 'dns'],
    ],
    ['# hosts: dns\n  hosts:\tdns\tfiles', ['dns', 'files']],
    ['hosts:', []],
    ['hostsx: files', null],
    ['', null],
  ])('of %j is %j', (text, sources) => {
    expect(hostSources(text)).toEqual(sources);
  });

  it('is read from the file, or not known without it', async () => {
    const folder = await procFolder({});
    const nsswitchPath = join(folder, 'nsswitch.conf');
    await expect(createLinuxPlatform({ nsswitchPath }).nameOrder()).rejects.toMatchObject({ code: 'ENOENT' });
    await writeFile(nsswitchPath, 'passwd: files\n');
    await expect(createLinuxPlatform({ nsswitchPath }).nameOrder()).rejects.toMatchObject({
      code: 'UNSUPPORTED',
    });
    await writeFile(nsswitchPath, 'hosts: files dns\n');
    expect(await createLinuxPlatform({ nsswitchPath }).nameOrder()).toEqual(['files', 'dns']);
  });
});

describe('ranges of ports', () => {
  it.each<[string, readonly { from: number; to: number }[]]>([
    ['\n', []],
    ['8080\n', [{ from: 8080, to: 8080 }]],
    [
      '8080,12000-12002, 50000-50010\n',
      [
        { from: 8080, to: 8080 },
        { from: 12000, to: 12002 },
        { from: 50000, to: 50010 },
      ],
    ],
  ])('that are reserved: %j', (text, ranges) => {
    expect(portRanges(text)).toEqual(ranges);
  });

  it('for outgoing connections are two numbers', () => {
    expect(portRange('32768\t60999\n')).toEqual({ from: 32768, to: 60999 });
    expect(() => portRange('32768')).toThrow('UNSUPPORTED');
    expect(() => portRange('')).toThrow('UNSUPPORTED');
  });

  it('are read from the kernel', async () => {
    const folder = await procFolder({});
    const settings = join(folder, 'sys', 'net', 'ipv4');
    await mkdir(settings, { recursive: true });
    await writeFile(join(settings, 'ip_local_port_range'), '10000 20000\n');
    await writeFile(join(settings, 'ip_local_reserved_ports'), '12000\n');
    const platform = createLinuxPlatform({ procFolder: folder });
    expect(await platform.dynamicPortRange()).toEqual({ from: 10000, to: 20000 });
    expect(await platform.reservedPorts()).toEqual([{ from: 12000, to: 12000 }]);
    const bare = createLinuxPlatform({ procFolder: join(folder, 'none') });
    await expect(bare.dynamicPortRange()).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe.skipIf(process.platform === 'win32')('who listens on a port (needs links without a target)', () => {
  it('is found for both protocols; workers stand behind their parent', async () => {
    const folder = await procFolder(
      {
        tcp: head + row('0100007F:1F90', '0A', 11) + row('0100007F:0050', '0A', 12),
        tcp6: head + row(`${anyIpv6}:1F90`, '0A', 13) + row(`${mapped}:1F90`, '0A', 14),
      },
      [
        { pid: 300, name: 'nginx', inode: 13 },
        { pid: 20, name: 'nginx', inode: 13 },
        { pid: 7, name: 'other', inode: 12 },
        { pid: 8, name: 'node', inode: 11 },
      ],
    );
    expect(await createLinuxPlatform({ procFolder: folder }).portOwners(8080)).toEqual([
      { address: '127.0.0.1', pid: 8, process: 'node' },
      { address: '::', pid: 20, process: 'nginx' },
      { address: '127.0.0.1' },
    ]);
  });

  it('is looked for once in a run, and again for a socket that listens since', async () => {
    const tcp = head + row('0100007F:1F90', '0A', 11) + row('0100007F:0050', '0A', 12);
    const folder = await procFolder({ tcp }, [
      { pid: 8, name: 'node', inode: 11 },
      { pid: 9, name: 'nginx', inode: 12 },
    ]);
    const platform = createLinuxPlatform({ procFolder: folder });
    const run = platform.forRun?.() ?? platform;
    const node = { address: '127.0.0.1', pid: 8, process: 'node' };
    expect(await run.portOwners(8080)).toEqual([node]);
    await rm(join(folder, '9'), { recursive: true });
    expect(await platform.portOwners(80)).toEqual([{ address: '127.0.0.1' }]);
    expect(await run.portOwners(80)).toEqual([{ address: '127.0.0.1', pid: 9, process: 'nginx' }]);
    await writeFile(join(folder, 'net', 'tcp'), tcp + row('0100007F:0051', '0A', 13));
    expect(await run.portOwners(81)).toEqual([{ address: '127.0.0.1' }]);
    expect(await run.portOwners(80)).toEqual([{ address: '127.0.0.1' }]);
    expect(await run.portOwners(8080)).toEqual([node]);
  });

  it('is known without a name when the process is hidden, and without the table of IPv6', async () => {
    const folder = await procFolder({ tcp: head + row('00000000:1F90', '0A', 11) });
    expect(await createLinuxPlatform({ procFolder: folder }).portOwners(8080)).toEqual([
      { address: '0.0.0.0' },
    ]);
    expect(await createLinuxPlatform({ procFolder: folder }).portOwners(80)).toEqual([]);
  });

  it('is not known when there is no table', async () => {
    const folder = await procFolder({});
    await expect(createLinuxPlatform({ procFolder: folder }).portOwners(80)).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});

describe.skipIf(process.platform !== 'linux')('this Linux', () => {
  it('names another process that listens on a loopback address of IPv4', async () => {
    const holder = await during(startPortHolder());
    expect(await createLinuxPlatform().portOwners(holder.port)).toMatchObject([
      { address: '127.0.0.1', pid: holder.pid },
    ]);
  });

  it.skipIf(process.geteuid?.() !== 0)(
    'shows an ordinary account that somebody listens, but not who (needs root, to become one for a moment)',
    async () => {
      const holder = await during(startPortHolder());
      process.seteuid?.(65_534);
      const owners = await createLinuxPlatform()
        .portOwners(holder.port)
        .finally(() => process.seteuid?.(0));
      expect(owners).toEqual([{ address: '127.0.0.1' }]);
    },
  );

  it('tells its name, its addresses without loopback, and from where ports are free for all', async () => {
    const platform = createLinuxPlatform();
    const facts = await platform.machine();
    expect(facts.hostname).not.toBe('');
    expect(facts.os).toMatch(/Linux/);
    expect(facts.addresses).not.toContain('127.0.0.1');
    expect(facts.isElevated).toBe(process.geteuid?.() === 0);
    expect(await platform.firstUnprivilegedPort()).toBeGreaterThanOrEqual(0);
    expect(await platform.hostsFileText()).toContain('localhost');
  });

  it('without the kernel’s setting keeps the ports below 1024', async () => {
    const folder = await procFolder({});
    expect(await createLinuxPlatform({ procFolder: folder }).firstUnprivilegedPort()).toBe(1024);
  });
});
