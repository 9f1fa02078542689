import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { onWindows } from './support/needs-windows.ts';
import { netready, ownFolder } from './support/netready-here.ts';

/** The longest path of programs that do not say that they know longer ones (MAX_PATH). */
const maxPath = 260;

/** A folder of this machine by its administrative share; there for administrators alone. */
const shared = (path: string): string => `\\\\localhost\\${path.replace(/^([A-Za-z]):/, '$1$')}`;

onWindows()('long and shared paths of Windows', () => {
  it('a key and its export lie below a path of more than 260 letters', async () => {
    const folder = join(
      await ownFolder(),
      ...Array.from({ length: 6 }, () => `${'a long name of a folder '.repeat(2)}x`),
    );
    expect(folder.length).toBeGreaterThan(maxPath);
    const [home, out] = [join(folder, 'home'), join(folder, 'out')];
    const { code } = await netready(home, 'identity', 'export', '--out', out);
    expect(code).toBe(0);
    expect(await readdir(out)).not.toEqual([]);
  });

  it('a profile with a name in many scripts is written and read again', async () => {
    const folder = join(await ownFolder(), 'Größe 日本 العربية');
    await mkdir(folder);
    const file = join(folder, 'Profil ü.json');
    expect((await netready(folder, 'profile', 'new', '--out', file)).code).toBe(0);
    expect((await netready(folder, 'profile', 'validate', file)).code).toBe(0);
  });

  it.skipIf(!existsSync(shared('C:\\')))(
    'data and exports on a share are written and read again',
    async () => {
      const folder = shared(await ownFolder());
      const file = join(folder, 'profile.json');
      expect((await netready(folder, 'profile', 'new', '--out', file)).code).toBe(0);
      expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ schemaVersion: 1 });
      expect((await netready(folder, 'profile', 'validate', file)).code).toBe(0);
    },
  );
});
