import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Announcer, needsWith } from '../../support/needs.ts';

describe('tests that need a command', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netready-'));
    const ending = process.platform === 'win32' ? '.EXE' : '';
    for (const name of ['present', 'other']) {
      await writeFile(join(folder, name + ending), '');
      await chmod(join(folder, name + ending), 0o755);
    }
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const announced = (
    environment: Readonly<Record<string, string>>,
    ...commands: readonly string[]
  ): string => {
    const heard: string[] = [];
    const announcer: Announcer = {
      run: (name) => heard.push(`run ${name}`),
      skip: (name) => heard.push(`skip ${name}`),
      fail: (name, why) => heard.push(`fail ${name}: ${why}`),
    };
    needsWith(announcer, { PATH: folder, ...environment }, commands)('signing', () => undefined);
    return heard.join('; ');
  };

  it('run when every command is there', () => {
    expect(announced({}, 'present', 'other')).toBe('run signing');
  });

  it('are skipped with the reason when one is missing', () => {
    expect(announced({}, 'present', 'absent')).toBe('skip signing (skipped: absent is not installed)');
    expect(announced({}, 'absent', 'gone')).toBe('skip signing (skipped: absent and gone are not installed)');
    expect(announced({ PATH: '' }, 'present')).toBe('skip signing (skipped: present is not installed)');
  });

  it('are skipped with the reason when something else than a command is missing', () => {
    const heard: string[] = [];
    const announcer: Announcer = {
      run: () => heard.push('run'),
      skip: (name) => heard.push(name),
      fail: () => {},
    };
    const condition = (isMet: boolean) => [{ isMet, otherwise: 'this account is not root' }];
    needsWith(announcer, { PATH: folder }, ['present'], condition(true))('signing', () => undefined);
    needsWith(announcer, { PATH: folder }, ['present'], condition(false))('signing', () => undefined);
    needsWith(announcer, { PATH: folder }, ['absent'], condition(false))('signing', () => undefined);
    expect(heard).toEqual([
      'run',
      'signing (skipped: this account is not root)',
      'signing (skipped: this account is not root, absent is not installed)',
    ]);
  });

  it('fail instead where nothing may be skipped', () => {
    const strict = { NETREADY_NO_SKIP: '1' };
    expect(announced(strict, 'absent')).toBe('fail signing: absent is not installed');
    expect(announced(strict, 'present')).toBe('run signing');
    expect(announced({ NETREADY_NO_SKIP: '0' }, 'absent')).toContain('skip');
  });
});
