import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { keyStoreFile } from '../../support/electron-standin/key-store.ts';
import { wizardOf } from '../pages/wizard.ts';
import { netready } from '../support/command.ts';
import type { Folders, Running } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

/** Electron's own key stores depend on the desktop that a test runs on; the stand-in's does not. */
test.skip(({ target }) => target.kind !== 'electron-standin', 'only the stand-in has a key store of its own');

type Bridged = {
  readonly netready: Record<'identity.show', (input: object) => { readonly reply: Promise<unknown> }>;
};

type Shown = {
  readonly ok: boolean;
  readonly value?: { readonly fingerprint: string };
  readonly error?: object;
};

/** The key with which the window signs, or why there is none, as the page is told. */
const shownBy = ({ page }: Running): Promise<Shown> =>
  page.evaluate(
    () => (window as unknown as Bridged).netready['identity.show']({}).reply,
  ) as Promise<unknown> as Promise<Shown>;

const ownFolder = ({ home }: Folders): string => join(home, 'desktop', 'identity');

test('the window signs with a protected key, and the command line says so and keeps one that it can read', async ({
  start,
  folders,
}) => {
  const running = await start();
  await wizardOf(running.page).start.opened();
  const { value } = await shownBy(running);
  expect(readFileSync(join(ownFolder(folders), 'key.pem'), 'utf8')).toMatch(
    /^-----BEGIN NETREADY PROTECTED KEY-----/,
  );
  expect(existsSync(join(folders.home, 'identity'))).toBe(false);

  const { status, stdout } = netready(folders, 'identity', 'show', '--format', 'json');
  expect(status).toBe(0);
  const shown = JSON.parse(stdout) as { fingerprint: string; desktop: { fingerprint: string } };
  expect(shown.desktop.fingerprint).toBe(value?.fingerprint);
  expect(shown.fingerprint).not.toBe(value?.fingerprint);
  expect(netready(folders, 'identity', 'show').stdout).toContain(
    'The desktop window signs with a key of its own',
  );

  await running.end();
  expect((await shownBy(await start())).value?.fingerprint).toBe(value?.fingerprint);
});

test('the window signs with the key of the command line when that was there first', async ({
  start,
  folders,
}) => {
  const { stdout } = netready(folders, 'identity', 'show', '--format', 'json');
  const { fingerprint } = JSON.parse(stdout) as { fingerprint: string };
  expect((await shownBy(await start())).value?.fingerprint).toBe(fingerprint);
  expect(existsSync(ownFolder(folders))).toBe(false);
});

test('a key that was protected for somebody else is refused in a sentence that tells the way out', async ({
  start,
  folders,
}) => {
  const first = await start();
  const { value } = await shownBy(first);
  await first.end();
  const store = join(folders.home, 'desktop', keyStoreFile);
  renameSync(store, `${store}.other-user`);

  const second = await start();
  expect(await shownBy(second)).toMatchObject({
    ok: false,
    error: {
      code: 'identity-damaged',
      description: expect.stringMatching(
        /key\.pem was protected by .+ for another user or on another machine\.$/,
      ),
      hint: expect.stringMatching(/folder/),
    },
  });
  renameSync(ownFolder(folders), join(folders.home, 'moved-away'));
  const renewed = await shownBy(second);
  expect(renewed.ok).toBe(true);
  expect(renewed.value?.fingerprint).not.toBe(value?.fingerprint);
});
