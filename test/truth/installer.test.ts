import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { changingWindows } from './support/needs-windows.ts';
import { ownFolder } from './support/netready-here.ts';
import { withUndo } from './support/undo.ts';
import { reg, runHere, runProgram } from './support/windows-commands.ts';

const installer = process.env['NETREADY_INSTALLER'] ?? '';
const isThere = { isMet: existsSync(installer), otherwise: 'NETREADY_INSTALLER names no installer' };

/** Where Windows keeps the programs of an account that can be removed. */
const uninstallKey = 'HKCU\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall';

const isListed = async (): Promise<boolean> => {
  const { stdout } = await runHere(reg, ['query', uninstallKey, '/s', '/v', 'DisplayName', '/reg:64']);
  return /^ {4}DisplayName {4}REG_SZ {4}Netready\b/m.test(stdout.toString('latin1'));
};

changingWindows(isThere)('the installer for Windows', () => {
  it('installs for one user without a question, lists itself, and removes what it has brought and nothing else', async () => {
    const folder = await ownFolder();
    const found = async (name: string): Promise<string | undefined> =>
      (await readdir(folder, { recursive: true })).find((path) => path.endsWith(name));
    const remove = async (): Promise<void> => {
      const uninstaller = await found('Uninstall Netready.exe');
      if (uninstaller === undefined) return;
      expect((await runProgram(join(folder, uninstaller), ['/S', '/currentuser'])).code).toBe(0);
      // It goes on from a copy of itself once the first process has ended.
      await expect.poll(() => found('Netready.exe'), { timeout: 60_000 }).toBeUndefined();
    };
    const data = join(process.env['LOCALAPPDATA'] ?? '', 'Netready');
    const hadData = existsSync(data);
    await withUndo(async (later) => {
      later({ what: `the program in ${folder}`, run: remove });
      // NSIS takes the folder as the last argument and as it stands, without quotes.
      expect((await runProgram(installer, ['/S', '/currentuser', `/D=${folder}`])).code).toBe(0);
      expect(await found('Netready.exe')).toBeDefined();
      expect(await found('LICENSE.netready.txt')).toBeDefined();
      expect(await isListed()).toBe(true);
    });
    expect(await isListed()).toBe(false);
    expect(existsSync(data)).toBe(hadData);
  });
});
