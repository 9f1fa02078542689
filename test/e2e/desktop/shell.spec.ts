import type { Bridge } from '../../../shared/contract/bridge.ts';
import { operationNames } from '../../../shared/contract/operations.ts';
import type { Application } from '../../support/electron-standin/launch.ts';
import type { Running } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

type DesktopWindow = { readonly netready: Bridge; readonly netreadyCommands: object };

function desktopOf({ desktop }: Running): Application {
  if (desktop === null) throw new Error('This test is for the desktop.');
  return desktop;
}

test('the bridge is the contract and nothing else', async ({ wizard: { page } }) => {
  const seen = await page.evaluate(() => {
    const { netready, netreadyCommands } = window as unknown as DesktopWindow;
    const canGrow = [netready, netreadyCommands].some((target) => Reflect.set(target, 'more', 1));
    const canShrink = Reflect.deleteProperty(netready, 'app.quit');
    return {
      operations: Object.keys(netready),
      commands: Object.keys(netreadyCommands),
      canGrow,
      canShrink,
      canReplace: Reflect.set(window, 'netready', null),
      hasNode: ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in window),
    };
  });
  expect(seen).toEqual({
    operations: [...operationNames],
    commands: ['onCommand'],
    canGrow: false,
    canShrink: false,
    canReplace: false,
    hasNode: [],
  });
});

test('an input that is too long is refused', async ({ wizard: { page } }) => {
  const reply = await page.evaluate(() => {
    const { netready } = window as unknown as DesktopWindow;
    return netready['profile.import']({ name: 'long.json', text: ' '.repeat(1024 * 1024 + 1) }).reply;
  });
  expect(reply).toMatchObject({ ok: false, error: { code: 'input-invalid' } });
});

test('no link, script or drop leads anywhere else', async ({ wizard }) => {
  const { page } = wizard;
  const before = page.url();
  await page.evaluate(() => {
    for (const [id, target] of [
      ['here', '_self'],
      ['elsewhere', '_blank'],
    ] as const) {
      const link = document.createElement('a');
      link.href = 'https://example.com/';
      link.target = target;
      link.textContent = id;
      document.body.append(link);
    }
  });
  await page.getByRole('link', { name: 'here', exact: true }).click();
  await page.getByRole('link', { name: 'elsewhere', exact: true }).click();
  const opened = await page.evaluate(() => {
    const other = window.open('https://example.com/');
    location.href = 'https://example.com/';
    return other === null || other.closed || other.location.href;
  });
  expect(opened === true || opened === 'about:blank').toBe(true);
  await expect.poll(() => desktopOf(wizard).windows().length).toBe(1);
  await expect(page.getByRole('link', { name: 'here', exact: true })).toBeVisible();
  expect(page.url()).toBe(before);
});

test('the page may start anew', async ({ wizard: { page } }) => {
  await page.evaluate(() => location.reload());
  await page.waitForLoadState();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('permissions are denied', async ({ wizard: { page } }) => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'midi', 'clipboard-read'] as const;
    const asked = await Promise.all(
      names.map(async (name) => {
        const { state } = await navigator.permissions.query({ name: name as PermissionName });
        return [name, state];
      }),
    );
    return [...asked, ['requested', await Notification.requestPermission()]];
  });
  expect(states.filter(([, state]) => state !== 'denied')).toEqual([]);
});

test('the program ends when its window closes', async ({ wizard }) => {
  await desktopOf(wizard).closeWindow();
  expect(await wizard.exited).toBe(0);
});

test('the program ends when the page asks for it', async ({ wizard }) => {
  await wizard.page
    .evaluate(() => (window as unknown as DesktopWindow).netready['app.quit']({}).reply)
    .catch(() => undefined);
  expect(await wizard.exited).toBe(0);
});

test('an error of the program is said without a stack trace, and ends it', async ({ wizard }) => {
  const said = desktopOf(wizard).evaluate(({ dialog }) => {
    const told = new Promise<string>((resolve) => {
      dialog.showErrorBox = (_title, text) => resolve(text);
    });
    setTimeout(() => {
      throw new TypeError('of the test');
    }, 0);
    return told;
  }, null);
  await said.catch(() => undefined);
  expect(await wizard.exited).toBe(1);
  expect(wizard.output()).not.toContain('    at ');
});

test('a second start brings the first window to the front', async ({ wizard }) => {
  const desktop = desktopOf(wizard);
  await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize(), null);
  expect(await wizard.startAgain()).toBe(0);
  const isMinimized = () =>
    desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized(), null);
  await expect.poll(isMinimized).toBe(false);
  expect(desktop.windows()).toHaveLength(1);
});

test('the menu has the shortcuts of the wizard', async ({ wizard }) => {
  const labels = await desktopOf(wizard).evaluate(
    ({ Menu }) =>
      Menu.getApplicationMenu()?.items.flatMap(({ submenu }) =>
        (submenu?.items ?? [])
          .filter(({ accelerator, label }) => accelerator && label)
          .map(({ label }) => label),
      ),
    null,
  );
  expect(labels).toEqual(expect.arrayContaining(['New check', 'Open environment file…', 'Save report…']));
});
