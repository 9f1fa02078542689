import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runServeCommand } from '../../../../../electron/cli/commands/serve.ts';
import type { CliContext } from '../../../../../electron/cli/context.ts';
import { parseOptions, serveOptionsSchema } from '../../../../../electron/cli/options.ts';
import { builtFilesIn } from '../../../../../electron/core/built-files.ts';
import { openIdentity } from '../../../../../electron/core/identity/identity-store.ts';
import { openUnnamedIdentity } from '../../../../../electron/core/identity/unnamed-identity.ts';
import { identityPorts, systemPorts } from '../../../../../electron/core/system-ports.ts';
import { ask, linesOf, writePage } from '../../../../support/host-under-test.ts';
import { verifierHere } from '../../../../support/verifier-here.ts';

const terminal = { live: false, colour: false, unicode: false, columns: 100 };

describe('netready serve', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'netready-serve-'));
    await writePage(home);
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  /** Serves with these options; `printed` settles with the first thing on standard output. */
  function serve(options: object, openBrowser: (address: string) => Promise<void> = async () => undefined) {
    const ending = new AbortController();
    const said: string[] = [];
    let tell: (text: string) => void = () => undefined;
    const printed = new Promise<string>((resolve) => {
      tell = resolve;
    });
    const context: CliContext = {
      print: (text) => tell(text),
      explain: (text) => said.push(text),
      output: terminal,
      errorOutput: terminal,
      ports: systemPorts(process),
      dataFolder: join(home, 'data'),
      openIdentity: () => openIdentity(join(home, 'data'), identityPorts(process)),
      openUnnamedIdentity: () => openUnnamedIdentity(join(home, 'data'), identityPorts(process)),
      identityPorts: identityPorts(process),
      openVerifier: () => verifierHere,
      environment: {},
      askPassword: null,
      signal: ending.signal,
      setExitCode: () => undefined,
    };
    const ended = runServeCommand(parseOptions(serveOptionsSchema, options), context, {
      builtFiles: builtFilesIn(home),
      openBrowser,
    });
    return { ended, printed, said, end: () => ending.abort() };
  }

  it('prints the address once, explains the tunnel, serves the wizard, and ends with Ctrl+C', async () => {
    const { ended, printed, said, end } = serve({});
    const url = new URL((await printed).trim());
    const port = Number(url.port);
    expect(url.href).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
    expect(said.join('')).toContain(`ssh -L ${port}:127.0.0.1:${port} USER@`);
    expect(said.join('')).not.toContain(url.searchParams.get('token'));
    expect((await ask(port, `/${url.search}`)).status).toBe(303);
    end();
    await ended;
    await expect(ask(port, '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(await readdir(home)).not.toContain('data');
  });

  it('carries out operations for the browser that was let in, and ends when it is asked to', async () => {
    const { ended, printed } = serve({});
    const url = new URL((await printed).trim());
    const port = Number(url.port);
    const entered = await ask(port, `/${url.search}`);
    const headers = {
      Cookie: entered.headers['set-cookie']?.[0]?.split(';')[0],
      Origin: url.origin,
      'Content-Type': 'application/json',
      'Netready-Call': 'a',
    };
    const call = (name: string) => ask(port, `/op/${name}`, { method: 'POST', headers, body: '{}' });
    expect(linesOf(await call('app.describe'))).toMatchObject([
      { reply: { ok: true, value: { host: 'browser' } } },
    ]);
    expect(linesOf(await call('identity.show'))).toMatchObject([{ reply: { ok: true } }]);
    expect(linesOf(await call('app.quit'))).toEqual([{ reply: { ok: true, value: {} } }]);
    await ended;
  });

  it('opens the browser only when asked, and says when there is none', async () => {
    const opened: string[] = [];
    const first = serve({}, async (address) => void opened.push(address));
    await first.printed;
    first.end();
    await first.ended;
    expect(opened).toEqual([]);
    const second = serve({ open: true }, async (address) => void opened.push(address));
    const url = (await second.printed).trim();
    second.end();
    await second.ended;
    expect(opened).toEqual([url]);
    const third = serve({ open: true }, () => Promise.reject(new Error('none')));
    await third.printed;
    third.end();
    await third.ended;
    expect(third.said).toContain('No browser could be started: open the address yourself.\n');
  });

  it.each(['80', '1023', '65536', 'x', '-1', '8080.5', ''])('refuses the port %s', (port) => {
    expect(() => parseOptions(serveOptionsSchema, { port })).toThrow(
      `--port: "${port}" was given. Allowed: a port from 1024 to 65535.`,
    );
  });
});
