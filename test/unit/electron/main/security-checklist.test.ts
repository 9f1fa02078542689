import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../../../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..', '..', '..', '..');

/** A test that proves an item: a file under `test/`, and the words that begin its title. */
type Proof = readonly [file: string, title: string];

const options: Proof = ['unit/electron/main/window.test.ts', 'opens no door that a page could use'];
const switches: Proof = ['unit/electron/main/security-checklist.test.ts', 'is never spoken of'];

/** Electron's security checklist (electron/electron, docs/tutorial/security.md) and where each item is proven. */
const checklist: readonly (readonly [item: string, ...proofs: readonly Proof[]])[] = [
  ['1. Only load secure content', ['unit/electron/main/harden.test.ts', 'cancels %j']],
  ['2. No Node.js integration for remote content', options],
  ['3. Context isolation', options],
  [
    '4. Process sandboxing',
    options,
    ['unit/electron/main/main.test.ts', 'is sandboxed, opens one hidden window'],
  ],
  [
    '5. Handle permission requests',
    ['unit/electron/main/harden.test.ts', 'does not grant %s'],
    ['unit/electron/main/harden.test.ts', 'gives no device'],
    ['e2e/desktop/shell.spec.ts', 'permissions are denied'],
  ],
  ['6. Do not disable webSecurity', options, switches],
  [
    '7. Content-Security-Policy',
    ['unit/electron/main/scheme.test.ts', 'serves the page at its address, with a policy'],
    ['e2e/every-host/page.spec.ts', 'the page loads, and keeps its own policy'],
    ['e2e/every-host/page.spec.ts', 'text does not become script'],
    ['e2e/every-host/page.spec.ts', 'nothing is framed, fetched or sent elsewhere'],
  ],
  ['8. No allowRunningInsecureContent', switches],
  ['9. No experimental features', switches],
  ['10. No enableBlinkFeatures', switches],
  ['11. No allowpopups', options],
  ['12. Verify webview options', ['unit/electron/main/harden.test.ts', 'embeds no other page']],
  [
    '13. Limit navigation',
    ['unit/electron/main/harden.test.ts', 'does not go to %s'],
    ['e2e/desktop/shell.spec.ts', 'no link, script or drop leads anywhere else'],
  ],
  [
    '14. Limit new windows',
    ['unit/electron/main/harden.test.ts', 'opens no window, not even its own address'],
  ],
  [
    '15. No openExternal with untrusted content',
    ['unit/electron/main/host-services.test.ts', 'lead to OutSystems only'],
    ['e2e/desktop/wizard.spec.ts', 'a link opens the browser of the system at an address of ours'],
  ],
  ['16. Current version of Electron', ['unit/electron/main/security-checklist.test.ts', 'is pinned exactly']],
  [
    '17. Validate the sender of all messages',
    ['unit/electron/main/ipc.test.ts', 'is refused: %s'],
    ['unit/electron/main/ipc.test.ts', 'is refused: a window that is not ours'],
    ['unit/electron/main/ipc.test.ts', 'is refused: a frame that Electron does not let us look at'],
  ],
  [
    '18. No file protocol',
    ['unit/electron/main/scheme.test.ts', 'answers %j with 404'],
    ['unit/electron/main/scheme.test.ts', 'has an origin and counts as secure'],
  ],
  ['19. Fuses'],
  [
    '20. Do not expose Electron APIs',
    ['unit/electron/preload/wizard.test.ts', 'is one function for each operation of the contract'],
    ['e2e/desktop/shell.spec.ts', 'the bridge is the contract and nothing else'],
  ],
];

/** Items that are proven where the program is packed, and not here. */
const elsewhere = ['19. Fuses'];

const sources = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(root, folder, name));

/** A text as a part of a regular expression. */
const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe("Electron's security checklist", () => {
  it('has twenty items', () => {
    expect(checklist.map(([item]) => Number.parseInt(item, 10))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect(checklist.filter(([, ...proofs]) => proofs.length === 0).map(([item]) => item)).toEqual(elsewhere);
  });

  it.each(checklist.flatMap(([item, ...proofs]) => proofs.map(([file, title]) => [item, file, title])))(
    '%s is proven in %s: %s',
    (_item, file, title) => {
      const text = readFileSync(join(root, 'test', file ?? ''), 'utf8');
      expect(text).toMatch(
        new RegExp(`(it|test)(\\.each\\([\\s\\S]*?\\))?\\(\\s*['"\`]${literal(title ?? '')}`),
      );
    },
  );
});

describe('a switch that would weaken the page', () => {
  it.each([
    ...['webSecurity', 'allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures'],
    ...[
      'bypassCSP',
      'corsEnabled',
      'setCertificateVerifyProc',
      'certificate-error',
      'ignore-certificate-errors',
    ],
    ...['no-sandbox', 'remote-debugging-port', 'allowpopups', 'executeJavaScript', 'webview-tag'],
  ])('is never spoken of in the code: %s', (name) => {
    const code = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\//g, '');
    const found = [...sources('electron/main'), ...sources('electron/preload')].filter((file) =>
      code(readFileSync(file, 'utf8')).includes(name),
    );
    expect(found).toEqual([]);
  });
});

describe('raw messages', () => {
  it.each([
    ['ipcMain', ['electron-module.ts', 'ipc.ts', 'main.ts']],
    ['ipcRenderer', ['wizard.ts']],
  ])('are in few hands: %s', (name, files) => {
    const found = [...sources('electron'), ...sources('renderer')]
      .filter((file) => readFileSync(file, 'utf8').includes(name))
      .map((file) => file.split(/[\\/]/).pop());
    expect([...new Set(found)].sort()).toEqual(files);
  });
});

describe('the version of Electron', () => {
  it('is pinned exactly', () => {
    expect(packageJson.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
