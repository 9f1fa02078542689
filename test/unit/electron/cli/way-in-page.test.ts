import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sweepWayInPages, writeWayInPage } from '../../../../electron/cli/way-in-page.ts';

const url = 'http://127.0.0.1:8765/doorDOORdoorDOORdoor12#codeCODE_-';

describe('the page that leads a browser in', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'netready-home-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('can be read by its owner alone, in a folder that is not hidden', async () => {
    const { path } = await writeWayInPage(home, url);
    const folder = dirname(path);
    expect(dirname(folder)).toBe(home);
    expect(basename(folder)).toMatch(new RegExp(`^netready-open-${process.pid}-\\w{6}$`));
    expect([(await stat(path)).mode & 0o777, (await stat(folder)).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  it('leads to the address by itself and by a link, and to the door first', async () => {
    const { path } = await writeWayInPage(home, url);
    const text = await readFile(path, 'utf8');
    expect(text).toContain(`content="0;url=${url}"`);
    expect(text).toContain(`<a href="${url}">`);
    expect(text).toContain('<img src="http://127.0.0.1:8765/doorDOORdoorDOORdoor12"');
    expect(text).toContain('<meta name="referrer" content="no-referrer">');
  });

  it('goes with its folder', async () => {
    const { remove } = await writeWayInPage(home, url);
    await remove();
    await remove();
    expect(await readdir(home)).toEqual([]);
  });

  it('is not written where others could put another one in its place', async () => {
    await chmod(home, 0o777);
    await expect(writeWayInPage(home, url)).rejects.toMatchObject({ code: 'output-unwritable' });
    await expect(writeWayInPage('', url)).rejects.toMatchObject({ code: 'output-unwritable' });
    await expect(writeWayInPage('home', url)).rejects.toMatchObject({ code: 'output-unwritable' });
    await expect(writeWayInPage(join(home, 'nowhere'), url)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await readdir(home)).toEqual([]);
  });

  it('is swept when the process that has written it was ended by force, and nothing else is', async () => {
    const dead = 'netready-open-999999999-AbC123';
    const own = basename(dirname((await writeWayInPage(home, url)).path));
    const others = ['netready-open-999999999', 'netready-open-x-AbC123', 'netready', `${dead}.txt`];
    for (const name of [dead, ...others]) await mkdir(join(home, name));
    await writeFile(join(home, dead, 'open.html'), 'old');
    await symlink(join(home, 'netready'), join(home, 'netready-open-999999998-AbC123'));
    await sweepWayInPages(home);
    expect((await readdir(home)).sort()).toEqual([own, ...others, 'netready-open-999999998-AbC123'].sort());
    await sweepWayInPages(join(home, 'nowhere'));
  });
});
