import { describe, expect, it } from 'vitest';
import { toBrowser, toProgram } from '../../support/electron-standin/address.ts';
import { pageFrame } from '../../support/electron-standin/in-process.ts';
import { pack, unpack } from '../../support/electron-standin/pack.ts';
import { createBorderEnd } from '../../support/electron-standin/page/bridge-codec.ts';
import { createStandIn } from '../../support/electron-standin/stand-in.ts';

const surface = {
  open: () => undefined,
  load: async () => undefined,
  send: () => undefined,
  note: () => undefined,
  close: () => undefined,
};

const secure = { webPreferences: { contextIsolation: true, sandbox: true } };

describe('the stand-in for Electron', () => {
  const make = () => createStandIn({ surface, exit: () => undefined });

  it.each([
    ['app', 'relaunch'],
    ['shell', 'beep'],
    ['dialog', 'showCertificateTrustDialog'],
    ['ipcMain', 'removeHandler'],
  ] as const)('refuses %s.%s by name, because it does not cover it', (part, member) => {
    expect(() => Reflect.get(make().electron[part], member)).toThrow(
      `${part}.${member} is not covered by the stand-in.`,
    );
  });

  it('holds to the order of a start', () => {
    const { electron, control } = make();
    expect(() => electron.session.defaultSession).toThrow(/after the app is ready/);
    expect(() => new electron.BrowserWindow(secure)).toThrow(/before the app is ready/);
    control.app.becomeReady();
    expect(() => electron.app.enableSandbox()).toThrow(/before the app is ready/);
    expect(() => electron.protocol.registerSchemesAsPrivileged([])).toThrow(/before the app is ready/);
    expect(() => new electron.BrowserWindow(secure)).not.toThrow();
  });

  it('refuses a scheme that passes by the content policy, or was not announced', () => {
    const { electron, control } = make();
    const bypass = { scheme: 'app', privileges: { bypassCSP: true } };
    expect(() => electron.protocol.registerSchemesAsPrivileged([bypass])).toThrow(/content policy/);
    control.app.becomeReady();
    expect(() => electron.session.defaultSession.protocol.handle('app', () => new Response())).toThrow(
      /not announced/,
    );
  });

  it('answers no dialog that a test has not prepared', async () => {
    const { electron } = make();
    await expect(electron.dialog.showSaveDialog({})).rejects.toThrow(/no answer/);
    await expect(electron.shell.openExternal('https://example.com/')).rejects.toThrow(/no answer/);
  });

  it('sends nothing that Electron could not clone', async () => {
    const { electron, control } = make();
    control.app.becomeReady();
    const window = new electron.BrowserWindow(secure);
    expect(() => window.webContents.send('channel', () => undefined)).toThrow(/could not be cloned/);
    electron.ipcMain.handle('function', () => () => undefined);
    const [side] = control.windows();
    await expect(side?.invoke(pageFrame, 'function', [])).rejects.toThrow(/could not be cloned/);
  });
});

describe('a value between two processes', () => {
  it('keeps undefined, as a structured clone does', () => {
    const value = { a: undefined, b: [undefined, null, 1, 'x', true], c: { d: {} } };
    expect(unpack(pack(value))).toEqual(value);
    expect(Object.keys(unpack(pack(value)) as object)).toContain('a');
    expect(unpack(pack(undefined))).toBeUndefined();
  });

  it.each([[new Map()], [new Uint8Array(1)], [() => 1], [1n], [Symbol('x')]])('refuses %s', (value) => {
    expect(() => pack({ value })).toThrow(/could not be cloned/);
  });
});

describe('the border between two worlds', () => {
  /** Two ends that deliver to each other at once. */
  function makeBorder() {
    const left = createBorderEnd((text) => right.receive(JSON.parse(text)));
    const right: ReturnType<typeof createBorderEnd> = createBorderEnd((text) =>
      left.receive(JSON.parse(text)),
    );
    return { cross: (value: unknown) => right.decode(JSON.parse(JSON.stringify(left.encode(value)))) };
  }

  it('lets functions be called from the other side, with callbacks, promises and errors', async () => {
    const { cross } = makeBorder();
    const offered = cross({
      start: (input: unknown, tell: (event: unknown) => void) => {
        tell({ event: input });
        return {
          reply: Promise.resolve('done'),
          fail: Promise.reject(new Error('why')),
          stop: () => 'stopped',
        };
      },
      refuse: () => {
        throw new Error('refused');
      },
    }) as {
      start: (input: unknown, tell: (event: unknown) => void) => Record<string, never>;
      refuse: () => void;
    };
    const heard: unknown[] = [];
    const call = offered.start({ a: undefined }, (event) => heard.push(event)) as unknown as {
      reply: Promise<string>;
      fail: Promise<never>;
      stop: () => string;
    };
    expect(heard).toEqual([{ event: { a: undefined } }]);
    expect(call.stop()).toBe('stopped');
    expect(await call.reply).toBe('done');
    await expect(call.fail).rejects.toThrow('why');
    expect(() => offered.refuse()).toThrow('refused');
  });

  it.each([[new Map()], [new Date(0)], [Symbol('x')], [1n]])('refuses %s', (value) => {
    expect(() => makeBorder().cross({ value })).toThrow(TypeError);
  });
});

describe('an address of the page', () => {
  it.each(['app://wizard/', 'app://wizard/assets/index.js', 'app://verify/?a=b'])(
    'is mapped both ways: %s',
    (url) => {
      expect(toBrowser(url)).toMatch(/^https:\/\/[a-z]+\.app\.standin\.localhost\//);
      expect(toProgram(toBrowser(url))).toBe(url);
    },
  );

  it('is mapped only when it is one', () => {
    expect(toBrowser('https://example.com/')).toBe('https://example.com/');
    expect(toProgram('https://example.com/')).toBe('https://example.com/');
    expect(toProgram('https://wizard.app.standin.localhost.example.com/')).toMatch(/^https:/);
  });
});
