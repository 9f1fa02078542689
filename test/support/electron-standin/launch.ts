import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  CDPSession,
  Page,
  Request,
  Route,
} from '@playwright/test';
import { toBrowser, toProgram } from './address.ts';
import { standInFiles, worldNames } from './build-stand-in.ts';
import { originOf } from './contents.ts';
import { pack, unpack } from './pack.ts';
import { createPeer, type Peer } from './peer.ts';

/** Where everything that an application consists of is found. Absolute paths. */
export type LaunchSetting = {
  readonly browser: Browser;
  readonly contextOptions: BrowserContextOptions;
  /** The folder that `buildStandIn` has filled. */
  readonly standInFolder: string;
  /** The program's main bundle. */
  readonly main: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What the system calls the person's documents. */
  readonly documents: string;
};

/** What the tests use of an application: the part of Playwright's `ElectronApplication` that both can give. */
export type Application = {
  readonly firstWindow: () => Promise<Page>;
  readonly windows: () => readonly Page[];
  /** Runs a function in the main process. */
  readonly evaluate: <R, A>(
    work: (electron: typeof import('electron'), argument: A) => R | Promise<R>,
    argument: A,
  ) => Promise<R>;
  readonly process: () => ChildProcess;
  /** Settles with the exit code when the main process has ended. */
  readonly exited: Promise<number | null>;
  /** Closes the window as a person does. */
  readonly closeWindow: () => Promise<void>;
  /** Ends everything, however far it is. */
  readonly close: () => Promise<void>;
  /** What the main process has printed. */
  readonly output: () => string;
};

const preloadWorld = 'preload';
const binding = 'standInToMain';

/** The permissions that Chromium has under the same meaning, as [Electron's name, Chromium's name]. */
const permissions = [
  ['notifications', 'notifications'],
  ['geolocation', 'geolocation'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['midi', 'midi'],
  ['persistent-storage', 'persistent-storage'],
  ['idle-detection', 'idle-detection'],
  ['local-fonts', 'local-fonts'],
] as const;

/** Programs that hold the lock of their user data, by process id, so that a second start can be told of. */
const running = new Map<number, Peer>();

type Fulfilled = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
};

type WindowOptions = { readonly webPreferences?: { readonly preload?: string } };

/** One window of the program: a page of the browser, with the preload in a world of its own. */
type BrowserSide = {
  readonly id: number;
  readonly page: Page;
  readonly load: (url: string) => Promise<void>;
  readonly send: (text: string) => void;
  /** Whether a navigation was asked for by the program, which needs no leave. */
  readonly isExpected: (url: string) => boolean;
};

/** The script of the preload's world: the stand-in's part, and the unmodified bundle as its argument. */
function preloadScript(folder: string, secret: string, preload: string): string {
  const standIn = readFileSync(join(folder, standInFiles.preloadWorld), 'utf8');
  const bundle = readFileSync(preload, 'utf8');
  const start = `${worldNames.preloadWorld}.startPreloadWorld(${JSON.stringify(secret)}`;
  return `${standIn};${start}, function (require, module, exports) {\n${bundle}\n});`;
}

function mainScript(folder: string, secret: string): string {
  const standIn = readFileSync(join(folder, standInFiles.mainWorld), 'utf8');
  return `(() => {${standIn};${worldNames.mainWorld}.startMainWorld(${JSON.stringify(secret)});})();`;
}

async function grantPermissions(cdp: CDPSession, peer: Peer, id: number): Promise<void> {
  const { targetInfo } = await cdp.send('Target.getTargetInfo');
  const { browserContextId } = targetInfo;
  const names = permissions.map(([electron]) => electron);
  const granted = (await peer.ask('permissions', id, names)) as Readonly<Record<string, boolean>>;
  for (const [electron, name] of permissions) {
    const setting = granted[electron] === true ? 'granted' : 'denied';
    const where = browserContextId === undefined ? {} : { browserContextId };
    await cdp.send('Browser.setPermission', { permission: { name }, setting, ...where });
  }
}

/** Connects a page to its window in the program. */
async function connectPage(
  page: Page,
  id: number,
  options: WindowOptions,
  peer: Peer,
  folder: string,
): Promise<BrowserSide> {
  const cdp = await page.context().newCDPSession(page);
  const secret = randomUUID();
  const worlds = new Map<number, string>();
  const urls = new Map<string, string>();
  let current: number | null = null;
  let expected: string | null = null;

  await cdp.send('Page.enable');
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const topFrame = frameTree.frame.id;

  const deliver = (world: number, message: object): void => {
    const expression = `standInFromMain(${JSON.stringify(pack(message))})`;
    cdp.send('Runtime.evaluate', { contextId: world, expression }).catch(() => undefined);
  };

  const take = async (world: number, payload: string): Promise<void> => {
    const message = unpack(payload) as {
      readonly invoke?: number;
      readonly channel: string;
      readonly args: readonly unknown[];
    };
    const frame = worlds.get(world) ?? '';
    const url = toProgram(urls.get(frame) ?? '');
    const view = { url, origin: originOf(url), isTop: frame === topFrame, isDetached: false };
    if (message.invoke === undefined) {
      await peer.ask('post', id, view, message.channel, pack(message.args)).catch(() => undefined);
      return;
    }
    const answer = await peer.ask('invoke', id, view, message.channel, pack(message.args)).then(
      (text) => ({ ok: true, value: unpack(text as string) }),
      (error: Error) => ({ ok: false, value: error.message }),
    );
    deliver(world, { answer: message.invoke, ...answer });
  };

  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name !== preloadWorld) return;
    const { frameId } = context.auxData as { readonly frameId: string };
    worlds.set(context.id, frameId);
    if (frameId === topFrame) current = context.id;
  });
  cdp.on('Page.frameNavigated', ({ frame }) => {
    urls.set(frame.id, frame.url);
    if (frame.id === topFrame && frame.url !== 'about:blank')
      peer.ask('navigated', id, toProgram(frame.url)).catch(() => undefined);
  });
  cdp.on('Page.loadEventFired', () => {
    if (expected === null && urls.has(topFrame)) peer.ask('readyToShow', id).catch(() => undefined);
  });
  cdp.on('Page.windowOpen', ({ url }) => {
    peer.ask('mayOpenWindow', id, toProgram(url)).catch(() => undefined);
  });
  cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name === binding) void take(executionContextId, payload);
  });
  await cdp.send('Runtime.enable');
  await cdp.send('Runtime.addBinding', { name: binding, executionContextName: preloadWorld });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: mainScript(folder, secret) });
  const preload = options.webPreferences?.preload;
  if (preload !== undefined)
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
      source: preloadScript(folder, secret, preload),
      worldName: preloadWorld,
    });
  await grantPermissions(cdp, peer, id);

  return {
    id,
    page,
    load: async (url) => {
      expected = url;
      const loaded = page.waitForEvent('load');
      loaded.catch(() => undefined);
      const { errorText } = await cdp.send('Page.navigate', { url: toBrowser(url) });
      if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`);
      await loaded;
    },
    send: (text) => {
      if (current !== null) deliver(current, unpack(text) as object);
    },
    isExpected: (url) => {
      const isIt = url === expected;
      if (isIt) expected = null;
      return isIt;
    },
  };
}

/** The page that makes a request; null for one that is only being opened. */
function pageOf(request: Request): Page | null {
  try {
    return request.frame().page();
  } catch {
    return null;
  }
}

/** What the program's session answers to a request of a page: a file, or an error of Chromium. */
async function answerFor(request: Request, { id, page, isExpected }: BrowserSide, peer: Peer) {
  const url = toProgram(request.url());
  if (request.isNavigationRequest()) {
    const isMainFrame = request.frame() === page.mainFrame();
    const isOwn = isMainFrame && isExpected(url);
    if (!isOwn && !(await peer.ask('mayNavigate', id, url, isMainFrame))) return 'aborted';
  }
  if (await peer.ask('isCancelled', id, url)) return 'blockedbyclient';
  const answer = await peer.ask('request', id, { url, method: request.method() });
  return answer === null ? 'addressunreachable' : (answer as Fulfilled);
}

/** Answers every request of the browser as the program would. Nothing reaches a network. */
function answerRequests(sideOf: (page: Page) => BrowserSide | undefined, peer: Peer) {
  return async (route: Route): Promise<void> => {
    const page = pageOf(route.request());
    const side = page === null ? undefined : sideOf(page);
    if (side === undefined) return route.abort('blockedbyclient');
    const answer = await answerFor(route.request(), side, peer).catch(() => 'connectionclosed');
    if (typeof answer === 'string') return route.abort(answer).catch(() => undefined);
    return route.fulfill({ ...answer, body: Buffer.from(answer.body) }).catch(() => undefined);
  };
}

/**
 * Starts the program's unmodified main bundle in a process of its own, with the stand-in for `electron`, and shows
 * its windows as pages of a real Chromium that run the unmodified preload bundle in a world of its own.
 */
export async function launchStandIn(setting: LaunchSetting): Promise<Application> {
  const { browser, standInFolder } = setting;
  const context: BrowserContext = await browser.newContext(setting.contextOptions);
  const sides = new Map<number, Promise<BrowserSide>>();
  const pages = new Map<Page, BrowserSide>();
  const printed: string[] = [];
  let onFirst: (page: Page) => void = () => undefined;
  const first = new Promise<Page>((resolve) => {
    onFirst = resolve;
  });

  const usesDarkColours = setting.contextOptions.colorScheme === 'dark';
  const child = fork(
    join(standInFolder, standInFiles.child),
    [setting.main, JSON.stringify({ usesDarkColours, documents: setting.documents })],
    { env: setting.environment, serialization: 'advanced', stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => printed.push(String(data)));

  const open = async (id: number, options: WindowOptions): Promise<void> => {
    const connected = context.newPage().then(async (page) => {
      const side = await connectPage(page, id, options, peer, standInFolder);
      pages.set(page, side);
      return side;
    });
    sides.set(id, connected);
    await connected;
  };
  const sideOf = async (id: number): Promise<BrowserSide> => {
    const side = await sides.get(id);
    if (side === undefined) throw new Error(`There is no window ${id}.`);
    return side;
  };

  const peer: Peer = createPeer(
    {
      send: (message) => {
        if (child.connected) child.send(message, () => undefined);
      },
      listen: (take) => child.on('message', take as (message: unknown) => void),
    },
    {
      open,
      load: async (id: number, url: string) => {
        const side = await sideOf(id);
        await side.load(url);
        onFirst(side.page);
      },
      send: async (id: number, text: string) => (await sideOf(id)).send(text),
      note: async () => undefined,
      close: async (id: number) => {
        const side = await sideOf(id);
        sides.delete(id);
        pages.delete(side.page);
        await side.page.close();
      },
      tellFirst: async (pid: number) => {
        await running.get(pid)?.ask('secondInstance');
      },
    },
  );
  if (child.pid !== undefined) running.set(child.pid, peer);

  const exited = once(child, 'exit').then(([code]) => {
    peer.end('The program has ended.');
    if (child.pid !== undefined) running.delete(child.pid);
    return code as number | null;
  });

  await context.route(
    () => true,
    answerRequests((page) => pages.get(page), peer),
  );
  context.on('page', (page) => {
    page.opener().then(
      (opener) => (opener === null ? undefined : page.close()),
      () => undefined,
    );
  });

  return {
    firstWindow: () =>
      Promise.race([
        first,
        exited.then((code): never => {
          throw new Error(`The program ended (${code}) before it had a window.\n${printed.join('')}`);
        }),
      ]),
    windows: () => [...pages.keys()],
    evaluate: (work, argument) =>
      peer.ask('evaluate', work.toString(), argument) as ReturnType<typeof work> as never,
    process: () => child,
    exited,
    closeWindow: async () => {
      const [id] = sides.keys();
      await peer.ask('closeByPerson', id).catch(() => undefined);
    },
    close: async () => {
      child.kill('SIGKILL');
      await exited;
      await context.unrouteAll({ behavior: 'ignoreErrors' }).catch(() => undefined);
      await context.close();
    },
    output: () => printed.join(''),
  };
}
