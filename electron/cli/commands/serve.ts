import { randomBytes } from 'node:crypto';
import { env, platform } from 'node:process';
import { type BuiltFiles, ownBuiltFiles } from '../../core/built-files.ts';
import { createDeps } from '../../core/operations/create-deps.ts';
import { createHandlers } from '../../core/operations/handlers.ts';
import { readPageAssets } from '../../host/page-assets.ts';
import { startHost } from '../../host/start-host.ts';
import type { CliContext } from '../context.ts';
import { browserCommand, startApart } from '../open-browser.ts';
import type { ServeOptions } from '../options.ts';

/** After how long without use the host stops by itself, in hours. */
const idleHours = 2;

const explanation = (port: number, hostname: string): string => `
Open the address above in a browser on this machine. It works once, in one browser.

From another machine, first open a tunnel, then open the address there:

  ssh -L ${port}:127.0.0.1:${port} USER@${hostname}

Netready ends with Quit in the wizard, with Ctrl+C, or after ${idleHours} hours without use.
`;

/** What serving depends on beside the context; a test gives its own. */
export type ServeSurroundings = {
  /** The files with the built page. */
  readonly builtFiles: BuiltFiles;
  /** Opens an address in the browser of this machine. Rejects when there is none. */
  readonly openBrowser: (address: string) => Promise<void>;
};

const thisMachine = (): ServeSurroundings => ({
  builtFiles: ownBuiltFiles(),
  openBrowser: (address) => startApart(browserCommand(platform, env, address)),
});

async function openOrExplain(open: Promise<void>, context: CliContext): Promise<void> {
  try {
    await open;
  } catch {
    context.explain('No browser could be started: open the address yourself.\n');
  }
}

/**
 * `netready serve`: the wizard in a browser, served on 127.0.0.1 until it is ended. Prints the address on standard
 * output, and nowhere else again: it is a key.
 */
export async function runServeCommand(
  { port, open }: ServeOptions,
  context: CliContext,
  { builtFiles, openBrowser }: ServeSurroundings = thisMachine(),
): Promise<void> {
  const { ports, dataFolder, openIdentity, openUnnamedIdentity, signal } = context;
  const notice = (sentence: string): void => context.explain(`${sentence}\n`);
  const { hostname } = await ports.platform.machine();
  const host = await startHost({
    makeHandlers: (own) =>
      createHandlers(
        createDeps({ ports, platform, dataFolder, openIdentity, openUnnamedIdentity, host: own, notice }),
      ),
    assets: await readPageAssets(builtFiles),
    port,
    idleMs: idleHours * 3_600_000,
    clock: ports.clock,
    randomBytes,
    notice,
  });
  signal.addEventListener('abort', () => void host.stop(), { once: true });
  if (signal.aborted) return host.stop();
  context.print(`${host.url}\n`);
  context.explain(explanation(host.port, hostname));
  if (open) await openOrExplain(openBrowser(host.url), context);
  const reason = await host.stopped;
  if (reason === 'idle') notice(`Netready has ended after ${idleHours} hours without use.`);
}
