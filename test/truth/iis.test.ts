import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createPlatform } from '../../electron/core/platform/platform.ts';
import { systemCommand } from '../../electron/core/platform/windows-registry.ts';
import { observe, only } from '../unit/electron/core/probe-world.ts';
import { marked } from './support/changes.ts';
import { requireTls, stopPool, withSite } from './support/iis-site.ts';
import { changingWindows } from './support/needs-windows.ts';
import { ownFolder, thisWorld } from './support/netready-here.ts';
import { type Later, withUndo } from './support/undo.ts';
import { appcmd, runHere } from './support/windows-commands.ts';

/** A port on which nothing of IIS or of the platform listens. */
const port = 18_090;
const host = 'netready-truth.test';

const isInstalled = existsSync(systemCommand(process.env, ...appcmd));
const iis = {
  isMet: isInstalled,
  otherwise: 'IIS is not installed, which Install-WindowsFeature Web-Server does',
};

changingWindows(iis)('IIS and HTTP.sys', () => {
  const ask = async (path: string, hostHeader: string | null = host) =>
    only(await observe({ kind: 'http', host: '127.0.0.1', port, path, hostHeader }, thisWorld()));

  /** A site of the test with one page, until the work is over. */
  const withPage = (work: (name: string, later: Later) => Promise<void>) =>
    withUndo(async (later) => {
      const folder = await ownFolder();
      await writeFile(join(folder, 'default.htm'), 'Netready');
      const name = marked('site');
      await withSite(runHere, later, { name, port, host, folder });
      await work(name, later);
    });

  it('a page answers 200 as IIS, one that is not there 404', () =>
    withPage(async () => {
      await expect.poll(async () => (await ask('/')).status, { timeout: 20_000 }).toBe(200);
      expect((await ask('/')).server).toMatch(/^Microsoft-IIS\//);
      expect(await ask('/none')).toMatchObject({
        status: 404,
        server: expect.stringMatching(/^Microsoft-IIS\//),
      });
    }));

  it('a name without a binding is refused by HTTP.sys, not by IIS', () =>
    withPage(async () => {
      for (const other of ['other.test', '127.0.0.1'])
        expect(await ask('/', other)).toMatchObject({
          status: expect.toSatisfy((status: number) => status === 400 || status === 404),
          server: expect.stringMatching(/^Microsoft-HTTPAPI\//),
        });
    }));

  it('no name at all is refused with 400', () =>
    withPage(async () => {
      expect(await ask('/', null)).toMatchObject({ status: 400 });
    }));

  it('a site that requires TLS answers 403, and says 4 behind the point on its own page', () =>
    withPage(async (name, later) => {
      await requireTls(runHere, later, name);
      await expect.poll(async () => (await ask('/')).status, { timeout: 20_000 }).toBe(403);
      // IIS shows the page with the number to its own machine.
      expect((await ask('/')).subStatus).toBe(4);
    }));

  it('a site whose pool is stopped answers 503 by HTTP.sys', () =>
    withPage(async (name) => {
      await stopPool(runHere, name);
      await expect.poll(async () => (await ask('/')).status, { timeout: 20_000 }).toBe(503);
      expect((await ask('/')).server).toMatch(/^Microsoft-HTTPAPI\//);
    }));

  it('the listener is the kernel, and goes away with the site', async () => {
    await withPage(async () => {
      const owners = await createPlatform().portOwners(port);
      expect(owners).not.toEqual([]);
      for (const owner of owners) expect(owner).toMatchObject({ pid: 4, process: 'System' });
    });
    expect(await createPlatform().portOwners(port)).toEqual([]);
  });
});
