import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WindowsSystem } from '../../../electron/core/platform/windows.ts';
import { ProbeError } from '../../../electron/core/probes/probe-error.ts';
import {
  askEverything,
  recordCalls,
  replayRecording,
  writeRecording,
} from '../../truth/support/record-outputs.ts';
import { createRedact } from '../../truth/support/redact-output.ts';
import {
  dynamicPorts,
  excludedPortRanges,
  internetSettings,
  netstatTables,
  serviceStates,
  tasklistTables,
  urlReservations,
  whoamiTables,
} from '../electron/core/platform/windows-outputs.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const services = 'HKLM\\SYSTEM\\CurrentControlSet\\Services';
const fullServices = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services';

const firewallRules = `
${fullServices}\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules
    Intranet-In    REG_SZ    v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=80|RA4=10.20.30.40|Name=Web|

`;

/** A Windows with IIS of which every command answers, one as it fails. */
function answerOf(file: string, args: readonly string[]): string {
  const line = args.join(' ');
  switch (file.split('\\').at(-1)) {
    case 'netstat.exe':
      return netstatTables.English.text.replaceAll('192.168.1.7', '10.20.30.40');
    case 'tasklist.exe':
      return tasklistTables.English.text;
    case 'netsh.exe':
      return line.includes('dynamicport') ? dynamicPorts.English : excludedPortRanges.English.text;
    case 'sc.exe':
      return serviceStates.Portuguese.text;
    case 'whoami.exe':
      return /groups/i.test(line) ? whoamiTables.English.text : '"web7\\jdoe","S-1-5-21-7-8-9-1001"\r\n';
    case 'icacls.exe':
      return '';
    case 'powershell.exe':
      return '[1]';
    case 'reg.exe':
      if (args[1] === services) return `\r\n${fullServices}\\W3SVC\r\n${fullServices}\\Dnscache\r\n`;
      if (line.includes('W3SVC')) return '\r\nHKEY_LOCAL_MACHINE\\x\r\n    Start    REG_DWORD    0x2\r\n\r\n';
      if (line.includes('UrlAclInfo')) return urlReservations;
      if (line.includes('ServiceProvider'))
        return '\r\nHKEY_LOCAL_MACHINE\\x\r\n    HostsPriority    REG_DWORD    0x1f4\r\n\r\n';
      if (line.includes('HKCU') && !line.includes('Connections'))
        return internetSettings([
          'ProxyEnable    REG_DWORD    0x1',
          'ProxyServer    REG_SZ    proxy.firma.de:8080',
        ]);
      if (line.includes('FirewallPolicy')) return firewallRules;
      throw new ProbeError('COMMAND_FAILED');
    default:
      throw new ProbeError('ENOENT');
  }
}

const environment = { SystemRoot: 'C:\\Windows' };
const system: WindowsSystem = {
  run: async (file, args) => Buffer.from(answerOf(file, args)),
  runNow: (file, args) => Buffer.from(answerOf(file, args)),
  environment,
  readText: async () => '127.0.0.1 localhost',
};
const redact = createRedact({ user: 'jdoe', machines: ['web7'], domains: ['FIRMA'] });

describe('the recording of what the product reads on Windows', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netready-recording-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('has every command that the product runs, as it runs it', async () => {
    const calls = await recordCalls(system, folder);
    const lines = calls.map(({ program, args }) => [program, ...args].join(' '));
    for (const line of [
      'netstat.exe -ano',
      'tasklist.exe /SVC /FO CSV /NH',
      'netsh.exe int ipv4 show excludedportrange protocol=tcp',
      'netsh.exe int ipv4 show dynamicport tcp',
      'sc.exe query W3SVC',
      `reg.exe query ${services} /reg:64`,
      'whoami.exe /GROUPS /FO CSV /NH',
      'whoami.exe /user /fo csv /nh',
    ])
      expect(lines).toContain(line);
    expect(new Set(lines).size).toBe(lines.length);
    expect(await readdir(folder)).toEqual([]);
  });

  it('names each program that the sources of the product name', async () => {
    const sources = (await readdir(join(root, 'electron'), { recursive: true })).filter((name) =>
      name.endsWith('.ts'),
    );
    const named = new Set<string>();
    const starters: string[] = [];
    for (const name of sources) {
      const text = await readFile(join(root, 'electron', name), 'utf8');
      for (const [, program = ''] of text.matchAll(/(?:systemCommand|commandText)\([^)]*'(\w+\.exe)'/g))
        named.add(program);
      if (/'node:child_process'/.test(text)) starters.push(name.replaceAll('\\', '/'));
    }
    const recorded = (await recordCalls(system, folder)).map(({ program }) => program);
    expect([...new Set(recorded)].sort()).toEqual([...named].sort());
    // Another file that starts programs would have commands that no recording has. Nobody reads what opens the browser.
    expect(starters.sort()).toEqual(['cli/open-browser.ts', 'core/platform/run-command.ts']);
  });

  it('becomes a Windows of a test, which tells what the recorded one told', async () => {
    const kept = join(folder, 'recording');
    await writeRecording(kept, 'Windows Server', await recordCalls(system, folder), redact);
    const replayed = await askEverything({ ...system, ...(await replayRecording(kept)) });
    const lived = await askEverything(system);
    const unnamed = (answers: Readonly<Record<string, unknown>>): unknown =>
      JSON.parse(JSON.stringify(answers).replaceAll('proxy.firma.de', 'host-1.example.test'));
    expect(unnamed(replayed)).toEqual(unnamed(lived));
    expect(replayed['portOwners']).toMatchObject([{ process: 'System' }, { process: 'System' }]);
    expect(replayed['platformServices']).toMatchObject([{ service: 'W3SVC', state: 'Running' }]);
    expect(replayed['inboundFirewall']).toContainEqual({
      network: 'private',
      isActive: true,
      decision: 'allowed-in-part',
      rules: [{ ruleName: 'Web', origin: 'machine' }],
    });
  });

  it('holds no name and no address of its machine in any file', async () => {
    const kept = join(folder, 'recording');
    await writeRecording(kept, 'Windows Server', await recordCalls(system, folder), redact);
    const files = await readdir(kept);
    expect(files.length).toBeGreaterThan(10);
    for (const name of files)
      expect(await readFile(join(kept, name), 'latin1'), name).not.toMatch(
        /jdoe|web7|firma|10\.20\.30\.40|S-1-5-21-7-8-9/i,
      );
  });

  it('answers what was not recorded as a command that is not there', async () => {
    const kept = join(folder, 'recording');
    await writeRecording(kept, 'Windows Server', [], redact);
    const { run } = await replayRecording(kept);
    const limits = { timeoutMs: 1, maxBytes: 1 };
    await expect(run('C:\\Windows\\System32\\netstat.exe', ['-ano'], limits)).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});
