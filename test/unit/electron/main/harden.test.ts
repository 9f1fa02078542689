import { describe, expect, it } from 'vitest';
import { startShell } from '../../../support/electron-standin/in-process.ts';

const refusedPermissions = [
  ...['clipboard-read', 'notifications', 'geolocation', 'media', 'midi', 'midiSysex', 'pointerLock'],
  ...['fullscreen', 'openExternal', 'hid', 'serial', 'usb', 'fileSystem', 'local-fonts', 'display-capture'],
  ...['idle-detection', 'storage-access', 'window-management', 'local-network-access', 'unknown'],
];

describe.each([['netready'], ['']])('a session (partition %j)', (partition) => {
  const session = async (isPackaged = true) => {
    const shell = startShell({ isPackaged });
    await shell.window();
    return shell.control.session(partition);
  };

  it.each(refusedPermissions)('does not grant %s', async (permission) => {
    const control = await session();
    expect(await control.grants(permission)).toBe(false);
    expect(control.checks(permission)).toBe(false);
  });

  it('lets the copy buttons work', async () => {
    const control = await session();
    expect(await control.grants('clipboard-sanitized-write')).toBe(true);
    expect(control.checks('clipboard-sanitized-write')).toBe(true);
  });

  it('gives no device', async () => expect((await session()).allowsDevice()).toBe(false));

  it('downloads nothing', async () => expect((await session()).allowsDownload()).toBe(false));

  it.each([
    'https://example.com/',
    'http://127.0.0.1:1234/',
    'ws://127.0.0.1/',
    'wss://example.com/',
    'file:///etc/passwd',
    'ftp://example.com/',
    'blob:app://wizard/1',
    'data:text/html,x',
    'chrome://gpu',
    'devtools://devtools/bundled/inspector.html',
    'not an address',
    '',
  ])('cancels %j', async (url) => {
    expect(await (await session()).isCancelled(url)).toBe(true);
  });

  it('loads the page, and the developer tools only where the program is not packaged', async () => {
    expect(await (await session()).isCancelled('app://wizard/')).toBe(false);
    const development = await session(false);
    expect(await development.isCancelled('devtools://devtools/bundled/inspector.html')).toBe(false);
    expect(await development.isCancelled('https://example.com/')).toBe(true);
  });

  it('logs on nowhere by itself and fetches no dictionaries', async () => {
    const control = await session();
    expect(control.ntlmDomains()).toBe('');
    expect(control.spellChecks()).toBe(false);
  });
});

describe('any session that is made later', () => {
  it('is hardened as well', async () => {
    const shell = startShell();
    await shell.window();
    shell.electron.session.fromPartition('another');
    const control = shell.control.session('another');
    expect(await control.isCancelled('https://example.com/')).toBe(true);
    expect(await control.grants('notifications')).toBe(false);
  });
});

describe('the page of the window', () => {
  const page = async () => (await startShell().window()).contents;

  it.each([
    'https://example.com/',
    'app://wizard/other.html',
    'app://wizard/index.html',
    'app://wizard/?x',
    'app://wizard/other.html#',
    'https://example.com/#app://wizard/',
    'app://verify/',
    'file:///etc/passwd',
    'data:text/html,x',
    'about:blank',
    'javascript:void 0',
  ])('does not go to %s', async (url) => {
    const contents = await page();
    expect(contents.mayNavigate(url, true)).toBe(false);
    expect(contents.mayNavigate(url, false)).toBe(false);
    expect(contents.mayRedirect(url, true)).toBe(false);
  });

  it('may start anew, but not inside a frame and not by a redirect', async () => {
    const contents = await page();
    expect(contents.mayNavigate('app://wizard/', true)).toBe(true);
    expect(contents.mayNavigate('app://wizard/#field-databases-0-host', true)).toBe(true);
    expect(contents.mayNavigate('app://wizard/', false)).toBe(false);
    expect(contents.mayRedirect('app://wizard/', true)).toBe(false);
  });

  it('opens no window, not even its own address', async () => {
    const contents = await page();
    expect(contents.mayOpenWindow('https://example.com/')).toBe(false);
    expect(contents.mayOpenWindow('app://wizard/')).toBe(false);
  });

  it('embeds no other page', async () => expect((await page()).mayAttachWebview()).toBe(false));
});
