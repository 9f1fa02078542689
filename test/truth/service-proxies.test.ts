import { expect, it } from 'vitest';
import { createPlatform } from '../../electron/core/platform/platform.ts';
import { withValue } from './support/changes.ts';
import { changingWindows } from './support/needs-windows.ts';
import { type Later, withUndo } from './support/undo.ts';
import { runHere } from './support/windows-commands.ts';

const options = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

/** Nobody listens there; nothing is sent to it. */
const proxy = '127.0.0.1:9';

changingWindows()('proxies of service accounts', () => {
  const set = async (later: Later, root: string): Promise<void> => {
    const key = `${root}\\${options}`;
    await withValue(runHere, later, { key, name: 'ProxyServer', type: 'REG_SZ', data: proxy });
    await withValue(runHere, later, { key, name: 'ProxyEnable', type: 'REG_DWORD', data: '1' });
  };
  const told = async () =>
    (await createPlatform().systemProxy()).map(({ name, proxy: found }) => [name, found?.port]);

  it.each([
    ['HKU\\S-1-5-18', 'LocalSystem'],
    ['HKU\\S-1-5-19', 'LocalService'],
    ['HKU\\S-1-5-20', 'NetworkService'],
  ])('those of %s are read as those of %s, and go away', async (root, account) => {
    const before = await told();
    await withUndo(async (later) => {
      await set(later, root);
      expect(await told()).toContainEqual([`Internet Options of ${account}`, 9]);
    });
    expect(await told()).toEqual(before);
  });

  it('where a policy says that the settings are those of the machine, only these are read', () =>
    withUndo(async (later) => {
      const key = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
      await withValue(runHere, later, { key, name: 'ProxySettingsPerUser', type: 'REG_DWORD', data: '0' });
      await set(later, 'HKLM');
      const names = (await told()).map(([name]) => name);
      expect(names).toContain('Internet Options of the machine');
      expect(names.filter((name) => String(name).startsWith('Internet Options of L'))).toEqual([]);
    }));
});
