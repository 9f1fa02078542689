import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { env, platform } from 'node:process';
import { type BuiltFiles, ownBuiltFiles } from '../../core/base/built-files.ts';
import { createDeps } from '../../core/operations/create-deps.ts';
import { createHandlers } from '../../core/operations/handlers.ts';
import { accountName } from '../../core/platform/account-name.ts';
import { connectionOwnerOf } from '../../core/platform/connection-owner.ts';
import { readPageAssets } from '../../host/page-assets.ts';
import { type RunningHost, startHost } from '../../host/start-host.ts';
import { type Accounts, visitorInWords } from '../../host/visitor.ts';
import { accountBehindRoot, sessionMarksOf } from '../account-behind.ts';
import { createBrowserOpener } from '../browser-opener.ts';
import type { CliContext } from '../context.ts';
import { answerNewCodes } from '../new-codes.ts';
import { browserCommand, startApart } from '../open-browser.ts';
import type { ServeOptions } from '../options/serve-options.ts';
import { sweepWayInPages } from '../way-in-page.ts';
import { runNewCodeCommand } from './new-code.ts';

/** After how long without use the host stops by itself, in hours. */
const idleHours = 2;

/** What serving depends on beside the context; a test gives its own. */
export type ServeSurroundings = {
  /** The files with the built page. */
  readonly builtFiles: BuiltFiles;
  readonly system: NodeJS.Platform;
  /** The folder of this user, in which the page lies that leads a browser in. */
  readonly home: string;
  /** The account of this process; null where the system has no uids. */
  readonly uid: number | null;
  /** The account of the person for whom this process runs as root; null unless there is another one. */
  readonly behindRoot: number | null;
  /** Opens an address or a page on disk in the browser of this machine. Rejects when there is none. */
  readonly openBrowser: (target: string) => Promise<void>;
};

function thisMachine(): ServeSurroundings {
  const marks = sessionMarksOf(process);
  return {
    builtFiles: ownBuiltFiles(),
    system: platform,
    home: homedir(),
    uid: marks.uid,
    behindRoot: accountBehindRoot(marks),
    openBrowser: (target) => startApart(browserCommand(platform, env, target)),
  };
}

/** Whose browsers are let in: those of this account, and of the person behind `sudo`. */
function accountsOf({ system, uid, behindRoot }: ServeSurroundings, anyUser: boolean): Accounts {
  const own = [uid, behindRoot].filter((account) => account !== null);
  return { ownerOf: connectionOwnerOf(system), nameOf: accountName, welcome: anyUser ? null : own };
}

/** An account inside a sentence. */
async function inWords(uid: number): Promise<string> {
  return visitorInWords({ kind: 'account', uid, name: await accountName(uid) }) ?? '';
}

async function explanation(
  { port }: RunningHost,
  hostname: string,
  { linesEntered }: CliContext,
  { welcome, ownerOf }: Accounts,
): Promise<string> {
  const names = await Promise.all((welcome ?? []).map(inWords));
  const isChecked = ownerOf !== null && welcome !== null;
  const whose = isChecked ? ` as ${names.join(' or ')} (another account needs --any-user)` : '';
  const again =
    linesEntered() === null
      ? 'netready serve --new-code, by the same user, shows a new address'
      : 'Enter shows a new address';
  return `
Open the address above in a browser on this machine. It works once, in one browser.

From another machine, first open a tunnel${whose}, then open the address there:

  ssh -L ${port}:127.0.0.1:${port} USER@${hostname}

${again} and ends what the one before has opened.
Netready ends with Quit in the wizard, with Ctrl+C, or after ${idleHours} hours without use.
`;
}

/**
 * `netready serve`: the wizard in a browser, served on 127.0.0.1 until it is ended. Prints the address on standard
 * output, and each new one that is asked for; nowhere else: it is a key.
 */
export async function runServeCommand(
  { port, open, anyUser, newCode }: ServeOptions,
  context: CliContext,
  surroundings: ServeSurroundings = thisMachine(),
): Promise<void> {
  if (newCode) return runNewCodeCommand(port, context);
  const { world, dataFolder, openIdentity, openUnnamedIdentity, signal } = context;
  const notice = (sentence: string): void => context.explain(`${sentence}\n`);
  const { hostname } = await world.platform.machine();
  const accounts = accountsOf(surroundings, anyUser);
  const { behindRoot } = surroundings;
  const otherOwner = behindRoot === null ? null : await inWords(behindRoot);
  const opener = createBrowserOpener({ ...surroundings, otherOwner });
  const host = await startHost({
    makeHandlers: (own) =>
      createHandlers(
        createDeps({ world, platform, dataFolder, openIdentity, openUnnamedIdentity, host: own, notice }),
      ),
    assets: await readPageAssets(surroundings.builtFiles),
    port: port ?? 0,
    idleMs: idleHours * 3_600_000,
    clock: world.clock,
    randomBytes,
    accounts,
    notice,
    onEntered: () => void opener.clear(),
  });
  signal.addEventListener('abort', () => void host.stop(), { once: true });
  if (signal.aborted) return host.stop();

  const renew = (how: string): string => {
    host.renew();
    void opener.clear();
    notice(`A new address was made${how}. The one before, and what it has opened, have ended.`);
    return host.url();
  };
  const endAnswers = await answerNewCodes(dataFolder, host.port, () => renew(' for --new-code')).catch(() => {
    notice('netready serve --new-code cannot be answered, because the data folder cannot be used.');
    return async () => undefined;
  });
  const endLines = context.linesEntered()?.(() => context.print(`${renew('')}\n`));
  context.print(`${host.url()}\n`);
  context.explain(await explanation(host, hostname, context, accounts));
  await sweepWayInPages(surroundings.home);
  const unopened = open ? await opener.open(host.url()) : null;
  if (unopened !== null) notice(unopened);
  const reason = await host.stopped;
  endLines?.();
  await Promise.all([endAnswers(), opener.clear()]);
  if (reason === 'idle') notice(`Netready has ended after ${idleHours} hours without use.`);
}
