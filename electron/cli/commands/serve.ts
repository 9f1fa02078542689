import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { env, platform } from 'node:process';
import { AppError } from '../../../shared/errors/app-error.ts';
import { type BuiltFiles, ownBuiltFiles } from '../../core/built-files.ts';
import { createDeps } from '../../core/operations/create-deps.ts';
import { createHandlers } from '../../core/operations/handlers.ts';
import { accountName } from '../../core/platform/account-name.ts';
import { connectionOwnerOf } from '../../core/platform/connection-owner.ts';
import { readPageAssets } from '../../host/page-assets.ts';
import { type RunningHost, startHost } from '../../host/start-host.ts';
import { type Accounts, visitorInWords } from '../../host/visitor.ts';
import { accountBehindRoot, sessionMarksOf } from '../account-behind.ts';
import type { CliContext } from '../context.ts';
import { answerNewCodes, askForNewCode, servingProcesses } from '../new-codes.ts';
import { browserCommand, hidesCommandLines, startApart } from '../open-browser.ts';
import type { ServeOptions } from '../options.ts';
import { sweepWayInPages, type WayInPage, writeWayInPage } from '../way-in-page.ts';

/** After how long without use the host stops by itself, in hours. */
const idleHours = 2;

/** How long a Netready that serves may take to answer `--new-code`, in ms. */
const newCodeWaitMs = 10_000;

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
  { onEnter }: CliContext,
  { welcome, ownerOf }: Accounts,
): Promise<string> {
  const names = await Promise.all((welcome ?? []).map(inWords));
  const isChecked = ownerOf !== null && welcome !== null;
  const whose = isChecked ? ` as ${names.join(' or ')} (another account needs --any-user)` : '';
  const again =
    onEnter === null
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
 * Opens the browser without a secret where others could read it. Where command lines are their users' own it is given
 * the address; elsewhere a page on disk that leads there.
 * @param keep takes the page before the browser is opened: it is to be removed when it has served
 */
async function openWayIn(
  url: string,
  { system, home, openBrowser }: ServeSurroundings,
  keep: (page: WayInPage) => void,
): Promise<void> {
  if (hidesCommandLines(system)) return openBrowser(url);
  const page = await writeWayInPage(home, url);
  keep(page);
  await openBrowser(page.path);
}

/** Opens the browser, or says why not: then the address that was printed is the way in. */
async function openOrExplain(
  url: string,
  context: CliContext,
  surroundings: ServeSurroundings,
  keep: (page: WayInPage) => void,
): Promise<void> {
  const { behindRoot } = surroundings;
  if (behindRoot !== null) {
    context.explain(
      `No browser was opened: Netready runs as root, and this desktop is that of ${await inWords(behindRoot)}. Open the address yourself.\n`,
    );
    return;
  }
  try {
    await openWayIn(url, surroundings, keep);
  } catch (error) {
    const why = error instanceof AppError ? ` (${error.message})` : '';
    context.explain(`No browser could be started${why}: open the address yourself.\n`);
  }
}

/** `netready serve --new-code`: asks a Netready of this user that serves for a new address, and prints it. */
async function runNewCodeCommand(port: number | undefined, context: CliContext): Promise<void> {
  const all = await servingProcesses(context.dataFolder);
  const asked = all.filter((serving) => port === undefined || serving.port === port);
  const where = port === undefined ? '' : ` on port ${port}`;
  if (asked.length === 0) throw new AppError('usage', `No Netready of this user serves${where}.`);
  if (asked.length > 1) {
    const ports = asked.map((serving) => serving.port).sort((left, right) => left - right);
    throw new AppError('usage', `Several of this user serve. Name one with --port: ${ports.join(', ')}.`);
  }
  for (const serving of asked) {
    const url = await askForNewCode(context.dataFolder, serving, newCodeWaitMs);
    if (url === null) throw new AppError('internal', `Netready on port ${serving.port} does not answer.`);
    context.print(`${url}\n`);
  }
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
  const { ports, dataFolder, openIdentity, openUnnamedIdentity, signal } = context;
  const notice = (sentence: string): void => context.explain(`${sentence}\n`);
  const { hostname } = await ports.platform.machine();
  const accounts = accountsOf(surroundings, anyUser);
  const pages: WayInPage[] = [];
  const removePages = async (): Promise<void> => {
    await Promise.all(pages.splice(0).map((page) => page.remove()));
  };
  const host = await startHost({
    makeHandlers: (own) =>
      createHandlers(
        createDeps({ ports, platform, dataFolder, openIdentity, openUnnamedIdentity, host: own, notice }),
      ),
    assets: await readPageAssets(surroundings.builtFiles),
    port: port ?? 0,
    idleMs: idleHours * 3_600_000,
    clock: ports.clock,
    randomBytes,
    accounts,
    notice,
    onEntered: () => void removePages(),
  });
  signal.addEventListener('abort', () => void host.stop(), { once: true });
  if (signal.aborted) return host.stop();

  const renew = (how: string): string => {
    host.renew();
    void removePages();
    notice(`A new address was made${how}. The one before, and what it has opened, have ended.`);
    return host.url();
  };
  const endAnswers = await answerNewCodes(dataFolder, host.port, () => renew(' for --new-code')).catch(() => {
    notice('netready serve --new-code cannot be answered, because the data folder cannot be used.');
    return async () => undefined;
  });
  const endLines = context.onEnter?.(() => context.print(`${renew('')}\n`));
  context.print(`${host.url()}\n`);
  context.explain(await explanation(host, hostname, context, accounts));
  await sweepWayInPages(surroundings.home);
  if (open) await openOrExplain(host.url(), context, surroundings, (page) => pages.push(page));
  const reason = await host.stopped;
  endLines?.();
  await Promise.all([endAnswers(), removePages()]);
  if (reason === 'idle') notice(`Netready has ended after ${idleHours} hours without use.`);
}
