import { describe, expect, it } from 'vitest';
import { createOtherPlatform, hostsFilePath } from '../../../../../electron/core/platform/other.ts';
import { createPlatform } from '../../../../../electron/core/platform/platform.ts';

describe('a system of which only Node tells', () => {
  it('has its hosts file where it belongs', () => {
    expect(hostsFilePath('win32', { SystemRoot: 'D:\\WINNT' })).toBe(
      'D:\\WINNT\\System32\\drivers\\etc\\hosts',
    );
    expect(hostsFilePath('win32', {})).toBe('C:\\Windows\\System32\\drivers\\etc\\hosts');
    expect(hostsFilePath('darwin', { SystemRoot: 'D:\\WINNT' })).toBe('/etc/hosts');
  });

  it('does not tell who listens', async () => {
    await expect(createOtherPlatform('darwin', {}).portOwners(80)).rejects.toMatchObject({
      code: 'UNSUPPORTED',
    });
  });

  it('does not tell its proxy, its order of look-ups or its ranges of ports', async () => {
    const platform = createOtherPlatform('darwin', {});
    const told = [
      platform.systemProxy(),
      platform.nameOrder(),
      platform.reservedPorts(),
      platform.dynamicPortRange(),
      platform.inboundFirewall(80, 'iis'),
      platform.installedVersion(),
      platform.platformServices(),
    ];
    for (const answer of told) await expect(answer).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });

  it('keeps low ports for privileged accounts, except Windows', async () => {
    expect(await createOtherPlatform('win32', {}).firstUnprivilegedPort()).toBe(0);
    expect(await createOtherPlatform('darwin', {}).firstUnprivilegedPort()).toBe(1024);
  });

  it('tells its name, its release and its addresses', async () => {
    const facts = await createOtherPlatform(process.platform, {}).machine();
    expect(facts.hostname).not.toBe('');
    expect(facts.os).not.toBe('');
    expect(facts.addresses).not.toContain('127.0.0.1');
    expect(new Set(facts.addresses).size).toBe(facts.addresses.length);
  });
});

describe('the platform', () => {
  it('is chosen by the operating system', async () => {
    expect(createPlatform('win32').hostsFilePath).toMatch(/\\hosts$/);
    expect(createPlatform('linux').hostsFilePath).toBe('/etc/hosts');
    expect(createPlatform('darwin').hostsFilePath).toBe('/etc/hosts');
    await expect(createPlatform('aix').portOwners(80)).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });
});
