import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runServeCommand, type ServeSurroundings } from '../../../../../electron/cli/commands/serve.ts';
import { parseOptions } from '../../../../../electron/cli/options/parse-options.ts';
import { serveOptionsSchema } from '../../../../../electron/cli/options/serve-options.ts';
import { builtFilesIn } from '../../../../../electron/core/base/built-files.ts';
import { systemWorld } from '../../../../../electron/core/system/system-world.ts';
import { testContext } from '../../../../support/cli-context.ts';
import { ask, enter, linesOf, trade, writePage } from '../../../../support/host-under-test.ts';

/** A list that can be waited for. */
function growing<T>() {
  const items: T[] = [];
  const waiting = new Set<() => void>();
  return {
    items,
    add: (item: T): void => {
      items.push(item);
      for (const look of waiting) look();
    },
    at: (index: number): Promise<T> =>
      new Promise((resolve) => {
        const look = (): void => {
          const item = items[index];
          if (item !== undefined) resolve(item);
        };
        waiting.add(look);
        look();
      }),
  };
}

describe('netready serve', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'netready-serve-'));
    await writePage(home);
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  /** Serves with these options; `printed` and `opened` are what came so far. */
  function serve(options: object, changes: Partial<ServeSurroundings> = {}, hasTerminal = false) {
    const ending = new AbortController();
    const printed = growing<string>();
    const opened = growing<string>();
    let said = '';
    let enterLine: () => void = () => undefined;
    const { context } = testContext(home, {
      print: (text) => printed.add(text.trim()),
      printed: async () => null,
      spareMemory: () => undefined,
      explain: (text) => {
        said += text;
      },
      world: systemWorld(process),
      signal: ending.signal,
      linesEntered: () =>
        hasTerminal
          ? (act) => {
              enterLine = act;
              return () => {
                enterLine = () => undefined;
              };
            }
          : null,
    });
    const ended = runServeCommand(parseOptions(serveOptionsSchema, options), context, {
      builtFiles: builtFilesIn(home),
      system: process.platform,
      home,
      uid: process.getuid?.() ?? null,
      behindRoot: null,
      openBrowser: async (target) => opened.add(target),
      ...changes,
    });
    return {
      ended,
      printed,
      opened,
      said: () => said,
      end: () => ending.abort(),
      enterLine: () => enterLine(),
    };
  }

  /** What `enter` wants of a host, from an address that was printed. */
  const hostAt = (url: string) => ({ port: Number(new URL(url).port), url: () => url });

  const newCode = async (port?: string) => {
    const { context, log } = testContext(home);
    await runServeCommand(parseOptions(serveOptionsSchema, { newCode: true, port }), context);
    return log.printed.trim();
  };

  const pagesIn = async () => (await readdir(home)).filter((name) => name.startsWith('netready-open-'));

  it('prints the address once, explains the tunnel, serves the wizard, and ends with Ctrl+C', async () => {
    const { ended, printed, said, end } = serve({});
    const url = new URL(await printed.at(0));
    const port = Number(url.port);
    expect(url.href).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}#[\w-]{43}$/);
    expect((await ask(port, url.pathname)).status).toBe(303);
    end();
    await ended;
    expect(said()).toContain(`ssh -L ${port}:127.0.0.1:${port} USER@`);
    expect(said()).toContain('netready serve --new-code, by the same user, shows a new address');
    expect(said()).not.toContain(url.hash.slice(1));
    expect(said()).not.toContain(url.pathname);
    await expect(ask(port, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(await readdir(home)).not.toContain('data');
  });

  it('carries out operations for the browser that was let in, and ends when it is asked to', async () => {
    const { ended, printed, said } = serve({});
    const host = hostAt(await printed.at(0));
    const headers = {
      'Netready-Session': (await enter(host)).session,
      Origin: `http://127.0.0.1:${host.port}`,
      'Content-Type': 'application/json',
      'Netready-Call': 'a',
    };
    const call = (name: string) => ask(host.port, `/op/${name}`, { method: 'POST', headers, body: '{}' });
    expect(linesOf(await call('app.describe'))).toMatchObject([
      { reply: { ok: true, value: { host: 'browser' } } },
    ]);
    expect(linesOf(await call('identity.show'))).toMatchObject([{ reply: { ok: true } }]);
    expect(linesOf(await call('app.quit'))).toEqual([{ reply: { ok: true, value: {} } }]);
    await ended;
    expect(said()).toMatch(/A browser .*was let in\./);
  });

  it('says with which account a tunnel gets in, where that is looked at', async () => {
    for (const [options, changes, words] of [
      [
        {},
        { system: 'linux', uid: 0, behindRoot: 4_000_000_000 },
        'as user root or uid 4000000000 (another account needs --any-user)',
      ],
      [{ anyUser: true }, { system: 'linux', uid: 0 }, 'first open a tunnel, then'],
      [{}, { system: 'darwin', uid: 0 }, 'first open a tunnel, then'],
    ] as const) {
      const { ended, printed, said, end } = serve(options, changes);
      await printed.at(0);
      end();
      await ended;
      expect(said()).toContain(words);
    }
  });

  describe('with a terminal', () => {
    it('makes a new address with Enter, which ends the one before and what it has opened', async () => {
      const { ended, printed, said, end, enterLine } = serve({}, {}, true);
      const host = hostAt(await printed.at(0));
      const { session, root } = await enter(host);
      enterLine();
      const next = hostAt(await printed.at(1));
      expect([next.port, next.url() === host.url()]).toEqual([host.port, false]);
      expect(said()).toContain('Enter shows a new address');
      expect(said()).toContain('A new address was made. The one before, and what it has opened, have ended.');
      const headers = { 'Netready-Session': session, Origin: `http://127.0.0.1:${host.port}` };
      expect((await ask(host.port, '/cancel/x', { method: 'POST', headers })).status).toBe(403);
      const attempt = 'a'.repeat(32);
      const code = new URL(host.url()).hash.slice(1);
      expect((await trade(host.port, { code, page: root, attempt })).status).toBe(403);
      await enter(next);
      end();
      await ended;
      enterLine();
      expect(printed.items).toHaveLength(2);
    });
  });

  describe('without a terminal', () => {
    it('gives a new address to another netready of the same user, and does not say it itself', async () => {
      const { ended, printed, said, end } = serve({});
      const host = hostAt(await printed.at(0));
      await enter(host);
      const url = await newCode();
      const { session } = await enter(hostAt(url));
      expect([new URL(url).port, session.length]).toEqual([String(host.port), 43]);
      expect(printed.items).toHaveLength(1);
      expect(said()).toContain('A new address was made for --new-code.');
      expect(said()).not.toContain(new URL(url).hash.slice(1));
      await expect(newCode('1024')).rejects.toThrow('No Netready of this user serves on port 1024.');
      end();
      await ended;
      await expect(newCode()).rejects.toThrow('No Netready of this user serves.');
    });
  });

  describe('with --open', () => {
    it('gives the browser a page on disk, which goes when somebody is in', async () => {
      const { ended, printed, opened, end } = serve({ open: true });
      const url = await printed.at(0);
      const path = await opened.at(0);
      expect([dirname(dirname(path)), (await stat(path)).mode & 0o777]).toEqual([home, 0o600]);
      expect(path).not.toContain(new URL(url).pathname.slice(1));
      expect(await readFile(path, 'utf8')).toContain(url);
      await enter(hostAt(url));
      await expect.poll(pagesIn).toEqual([]);
      end();
      await ended;
    });

    it('takes the page away at the end, and with a new address', async () => {
      for (const finish of ['end', 'enterLine'] as const) {
        const { ended, printed, opened, end, enterLine } = serve({ open: true }, {}, true);
        await opened.at(0);
        expect(await pagesIn()).toHaveLength(1);
        if (finish === 'enterLine') {
          enterLine();
          await printed.at(1);
          await expect.poll(pagesIn).toEqual([]);
        }
        end();
        await ended;
        expect(await pagesIn()).toEqual([]);
      }
    });

    it('gives the browser the address where command lines are secret', async () => {
      const { ended, printed, opened, end } = serve({ open: true }, { system: 'win32' });
      expect(await opened.at(0)).toBe(await printed.at(0));
      expect(await pagesIn()).toEqual([]);
      end();
      await ended;
    });

    it('opens nothing for root in the session of somebody else, and says why', async () => {
      const { ended, printed, opened, said, end } = serve(
        { open: true },
        { uid: 0, behindRoot: 4_000_000_000 },
      );
      await printed.at(0);
      end();
      await ended;
      expect([opened.items, await pagesIn()]).toEqual([[], []]);
      expect(said()).toContain(
        'No browser was opened: Netready runs as root, and this desktop is that of uid 4000000000. Open the address yourself.',
      );
    });

    it('says when there is no browser, or no folder for the page', async () => {
      const none = { openBrowser: () => Promise.reject(new Error('none')) };
      for (const [changes, words] of [
        [none, 'No browser could be started: open the address yourself.'],
        [
          { home: '' },
          'No browser could be started (this user has no home folder): open the address yourself.',
        ],
      ] as const) {
        const { ended, printed, said, end } = serve({ open: true }, changes);
        await printed.at(0);
        end();
        await ended;
        expect([said().includes(words), await pagesIn()]).toEqual([true, []]);
      }
    });
  });

  it.each(['80', '1023', '65536', 'x', '-1', '8080.5', ''])('refuses the port %s', (port) => {
    expect(() => parseOptions(serveOptionsSchema, { port })).toThrow(
      `--port: "${port}" was given. Allowed: a port from 1024 to 65535.`,
    );
  });

  it.each(['open', 'anyUser'])('refuses --new-code together with %s', (other) => {
    expect(() => parseOptions(serveOptionsSchema, { newCode: true, [other]: true })).toThrow(
      '--new-code: Allowed: alone, or with --port.',
    );
  });
});
