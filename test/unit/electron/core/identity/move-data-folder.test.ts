import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../../electron/core/engine/system-clock.ts';
import { openIdentity } from '../../../../../electron/core/identity/identity-store.ts';
import { type MoveSystem, moveDataFolder } from '../../../../../electron/core/identity/move-data-folder.ts';
import { identityWorld } from '../../../../../electron/core/system/system-world.ts';

let home = '';
let from = '';
let to = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-test-'));
  from = join(home, 'Roaming', 'Netready');
  to = join(home, 'Local', 'Netready');
  await mkdir(join(home, 'Local'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const files = {
  'identity/key.pem': 'key',
  'identity/certificate.pem': 'certificate',
  'desktop/identity/key.pem': 'protected key',
  'desktop/Local State': '{}',
  'runs/a.json': 'run a',
  'trust.json': 'trust',
};

async function fill(folder: string, contents: Readonly<Record<string, string>> = files): Promise<void> {
  for (const [name, text] of Object.entries(contents)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

async function contents(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const found: Record<string, string> = {};
  for (const name of names)
    if ((await stat(join(folder, name))).isFile())
      found[name.replaceAll('\\', '/')] = await readFile(join(folder, name), 'utf8');
  return found;
}

const fails = (code: string): never => {
  throw Object.assign(new Error(code), { code });
};

/** A system on which the two folders are on two disks. */
const twoDisks: MoveSystem = { rename: async () => fails('EXDEV') };

const move = (system?: MoveSystem) => moveDataFolder(from, to, systemClock, system);

const isGone = (path: string) =>
  stat(path).then(
    () => false,
    () => true,
  );

describe('moving the data of a user', () => {
  it.each([
    ['on one disk', undefined],
    ['onto another disk', twoDisks],
  ])('takes everything along and says so once, %s', async (_where, system) => {
    await fill(from);
    const time = new Date('2026-11-01T10:00:00Z');
    await utimes(join(from, 'runs', 'a.json'), time, time);
    expect(await move(system)).toEqual({
      folder: to,
      notice: `Keys and runs were moved from ${from} to ${to}, where they no longer travel with a roaming profile.`,
    });
    expect(await contents(to)).toEqual(files);
    expect((await stat(join(to, 'runs', 'a.json'))).mtime).toEqual(time);
    expect(await isGone(from)).toBe(true);
    expect(await readdir(dirname(to))).toEqual(['Netready']);
    expect(await move(system)).toEqual({ folder: to, notice: null });
  });

  it('says nothing where there is nothing to move, and makes nothing', async () => {
    expect(await move()).toEqual({ folder: to, notice: null });
    expect(await readdir(join(home, 'Local'))).toEqual([]);
  });

  it('keeps the key: what is signed before and after is by the same one', async () => {
    const world = identityWorld(process);
    const before = await openIdentity(from, world);
    await move();
    expect((await openIdentity(to, world)).fingerprint).toBe(before.fingerprint);
  });

  it.each(['EPERM', 'EBUSY', 'EACCES'])(
    'stays where it is while somebody holds it (%s), says so, and is moved later',
    async (code) => {
      await fill(from);
      const { folder, notice } = await move({ rename: async () => fails(code) });
      expect(folder).toBe(from);
      expect(notice).toBe(
        `Keys and runs could not be moved from ${from} to ${to} (${code}); that is tried again at the next start. Close other windows of Netready.`,
      );
      expect(await contents(from)).toEqual(files);
      expect(await isGone(to)).toBe(true);
      expect((await move()).folder).toBe(to);
      expect(await contents(to)).toEqual(files);
    },
  );

  it('goes on where it was broken off between the copy and the removal', async () => {
    await fill(from);
    await fill(to);
    await rm(join(from, 'trust.json'));
    await rm(join(from, 'identity', 'key.pem'));
    expect((await move(twoDisks)).notice).toContain('were moved');
    expect(await contents(to)).toEqual(files);
    expect(await isGone(from)).toBe(true);
  });

  it('never takes the place of a key, of one that waits, or of anything else', async () => {
    const stays = {
      'identity/key.pem': 'former',
      'identity.next/key.pem': 'waiting',
      'runs/b.json': 'former b',
    };
    await fill(from, { ...files, ...stays, 'runs/c.json': 'run c' });
    const there = { 'identity/key.pem': 'new', 'runs/b.json': 'new b' };
    await fill(to, there);
    const { folder, notice } = await move();
    expect(folder).toBe(to);
    expect(notice).toBe(
      `Keys and runs lie in ${to} now. What stays in ${from}, because there is something else of that name or it is in use: identity, identity.next and b.json. Keep or remove it.`,
    );
    expect(await contents(from)).toEqual({ ...stays, 'identity/certificate.pem': 'certificate' });
    expect(await contents(to)).toEqual({
      ...there,
      'desktop/identity/key.pem': 'protected key',
      'desktop/Local State': '{}',
      'runs/a.json': 'run a',
      'runs/c.json': 'run c',
      'trust.json': 'trust',
    });
  });

  it('is done once by however many programs at once', async () => {
    await fill(from);
    const all = await Promise.all(Array.from({ length: 8 }, () => move(twoDisks)));
    expect(new Set(all.map(({ folder }) => folder))).toEqual(new Set([to]));
    expect(all.filter(({ notice }) => notice !== null)).toHaveLength(1);
    expect(await contents(to)).toEqual(files);
    expect(await readdir(dirname(to))).toEqual(['Netready']);
  });

  it('loses nothing of a copy that fails in the middle', async () => {
    await fill(from);
    let moved = 0;
    const breaking: MoveSystem = {
      rename: async (source, target) => {
        moved += 1;
        if (moved > 2) fails('EBUSY');
        await rename(source, target);
      },
    };
    await mkdir(to);
    const { folder, notice } = await move(breaking);
    expect(folder).toBe(to);
    expect(notice).toContain('it is in use');
    expect({ ...(await contents(from)), ...(await contents(to)) }).toEqual(files);
    await move();
    expect(await contents(to)).toEqual(files);
  });
});
