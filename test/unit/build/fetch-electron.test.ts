import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  electronSource,
  fetchElectron,
  neededNode,
  rememberedFailure,
  rememberFailure,
} from '../../../build/fetch-electron.mjs';
import { findElectron } from '../../../build/start.mjs';
import {
  electronArchive,
  electronProject,
  electronVersion,
  mirrorEnvironment,
  startMirror,
  testFolder,
} from '../../support/electron-mirror.ts';

const limits = { connect: 2000, silence: 30_000, all: 60_000, look: 50 };

describe('where Electron is fetched from', () => {
  it('is the place of its releases, or a mirror that is named', () => {
    expect(electronSource({})).toMatchObject({ host: 'github.com', proxy: null });
    expect(electronSource({ ELECTRON_MIRROR: 'https://mirror.example:8443/e/' })).toEqual({
      url: 'https://mirror.example:8443/e/',
      host: 'mirror.example:8443',
      proxy: null,
    });
    const both = {
      npm_config_electron_mirror: 'https://npmrc.example/',
      ELECTRON_MIRROR: 'https://e.example/',
    };
    expect(electronSource(both)).toMatchObject({ host: 'npmrc.example' });
    for (const wrong of ['nothing', 'file:///srv/e/', 'ftp://e.example/'])
      expect(electronSource({ ELECTRON_MIRROR: wrong })).toBeNull();
  });

  it('is reached through the proxy that is set, unless the host is excepted', () => {
    const proxy = 'http://proxy.example:3128';
    expect(electronSource({ HTTPS_PROXY: proxy })?.proxy).toBe(proxy);
    expect(electronSource({ npm_config_https_proxy: proxy })?.proxy).toBe(proxy);
    expect(electronSource({ http_proxy: proxy })?.proxy).toBe(proxy);
    expect(electronSource({ ELECTRON_MIRROR: 'http://e.example/', https_proxy: proxy })?.proxy).toBeNull();
    for (const excepted of ['*', 'github.com', '.com', 'x.example, github.com:443'])
      expect(electronSource({ HTTPS_PROXY: proxy, NO_PROXY: excepted })?.proxy).toBeNull();
    expect(electronSource({ HTTPS_PROXY: proxy, NO_PROXY: 'hub.com' })?.proxy).toBe(proxy);
  });
});

describe('the Node that fetching Electron needs', () => {
  it('is the newest that the installer and its unpacker ask for', () => {
    const root = testFolder();
    const packages = {
      electron: '>= 22.12.0',
      '@electron/get': '>=22.9.0',
      '@electron-internal/extract-zip': '>=22.13.1',
    };
    for (const [name, node] of Object.entries(packages)) {
      mkdirSync(join(root, 'node_modules', name), { recursive: true });
      writeFileSync(join(root, 'node_modules', name, 'package.json'), JSON.stringify({ engines: { node } }));
    }
    expect(neededNode(root, '20.19.0')).toBe('22.13.1');
    expect(neededNode(root, '22.13.0')).toBe('22.13.1');
    expect(neededNode(root, '22.13.1')).toBeNull();
    expect(neededNode(root, '24.0.0')).toBeNull();
    expect(neededNode(testFolder(), '20.19.0')).toBeNull();
  });
});

describe('a failure to fetch Electron', () => {
  it('is remembered for a day, for the same version and the same way there', () => {
    const root = electronProject();
    const environment = { ELECTRON_MIRROR: 'https://mirror.example/' };
    expect(rememberedFailure(root, environment, 1000)).toBeNull();
    rememberFailure(root, environment, 'nothing came', 1000);
    expect(rememberedFailure(root, environment, 1000)).toBe('nothing came');
    expect(rememberedFailure(root, environment, 1000 + 24 * 3_600_000)).toBeNull();
    expect(rememberedFailure(root, environment, 999)).toBeNull();
    expect(rememberedFailure(root, {}, 1000)).toBeNull();
    expect(rememberedFailure(root, { ...environment, HTTPS_PROXY: 'http://p.example' }, 1000)).toBeNull();
    writeFileSync(join(root, 'node_modules', '.cache', 'netready', 'electron.json'), '{');
    expect(rememberedFailure(root, environment, 1000)).toBeNull();
  });
});

describe.skipIf(process.platform === 'win32')('fetching Electron', { timeout: 60_000 }, () => {
  const temporaryFolders = (folder: string) =>
    readdirSync(folder).filter((name) => name.startsWith('netready-electron'));

  it('brings the program from a mirror that serves it, and forgets a failure', async () => {
    const root = electronProject();
    const asked: string[] = [];
    const { environment } = await startMirror((request, response) => {
      asked.push(request.url ?? '');
      response.end(electronArchive);
    });
    rememberFailure(root, environment, 'nothing came', Date.now());
    expect(await fetchElectron(root, environment, { limits })).toBeNull();
    expect(findElectron(root, {})).toBe(join(root, 'node_modules', 'electron', 'dist', 'electron'));
    expect(asked).toEqual([expect.stringMatching(`^/v${electronVersion}/electron-v.*\\.zip$`)]);
    expect(rememberedFailure(root, environment, Date.now())).toBeNull();
  });

  it('says so where nobody is there, and where the answer is a refusal', async () => {
    const root = electronProject();
    const { server, environment, host, port } = await startMirror((_request, response) => {
      response.writeHead(404).end();
    });
    expect(await fetchElectron(root, environment, { limits })).toBe(`${host}: the answer was 404`);
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
    expect(await fetchElectron(root, environment, { limits })).toBe(
      `127.0.0.1:${port} could not be reached (ECONNREFUSED)`,
    );
    expect(await fetchElectron(root, mirrorEnvironment('file:///srv/'), { limits })).toBe(
      'the address of its mirror is none',
    );
  });

  it.each([
    ['before it answers', () => undefined],
    [
      'in the middle',
      (response: { write: (bytes: Uint8Array) => unknown }) =>
        response.write(electronArchive.subarray(0, 20)),
    ],
  ])('gives up a mirror that goes silent %s', async (_when, begin) => {
    const root = electronProject();
    let asked = 0;
    const { environment, host } = await startMirror((_request, response) => {
      asked += 1;
      begin(response);
    });
    const quick = { ...limits, silence: 6000 };
    expect(await fetchElectron(root, environment, { limits: quick })).toBe(
      `${host}: nothing came for 6 seconds`,
    );
    expect(asked).toBe(1);
    expect(findElectron(root, {})).toBeNull();
  });

  it('gives up a mirror that sends a little again and again, and leaves nothing behind', async () => {
    const root = electronProject();
    const temporary = testFolder();
    const { environment, host } = await startMirror((_request, response) => {
      const timer = setInterval(() => response.write(Buffer.alloc(10)), 50);
      response.on('close', () => clearInterval(timer));
    });
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = temporary;
    try {
      const short = { ...limits, all: 6000 };
      expect(await fetchElectron(root, environment, { limits: short })).toBe(
        `${host}: it was not there after 6 seconds`,
      );
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
    expect(temporaryFolders(temporary)).toEqual([]);
  });

  it('refuses another program than the one whose checksum the package knows, whatever the mirror says of it', async () => {
    const root = electronProject();
    const { environment, host } = await startMirror((request, response) => {
      response.end(
        request.url?.endsWith('SHASUMS256.txt') ? `${'0'.repeat(64)} *x.zip\n` : 'another program',
      );
    });
    const trusting = { ...environment, electron_use_remote_checksums: '1' };
    for (const each of [environment, trusting])
      expect(await fetchElectron(root, each, { limits })).toBe(
        `${host}: what was sent is not the program that this version names`,
      );
    expect(existsSync(join(root, 'node_modules', 'electron', 'dist'))).toBe(false);
  });

  it('goes through the proxy that is set', async () => {
    const root = electronProject();
    const mirror = await startMirror((_request, response) => {
      response.end(electronArchive);
    });
    const asked: string[] = [];
    const proxy = await startMirror((_request, response) => {
      response.writeHead(501).end();
    });
    proxy.server.on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      const onward = connect(mirror.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      for (const end of [socket, onward]) end.on('error', () => end.destroy());
    });
    const environment = {
      ...mirrorEnvironment('http://mirror.example/'),
      HTTP_PROXY: `http://${proxy.host}`,
    };
    expect(await fetchElectron(root, environment, { limits })).toBeNull();
    expect(asked).toEqual(['mirror.example:80']);
  });
});
