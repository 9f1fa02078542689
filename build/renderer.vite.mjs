import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { constantsOnly } from './constants-only.mjs';

/** The older font format beside each woff2 file: every Chromium reads woff2, so it would only take room. */
const olderFont = /,\s*url\([^)]+\.woff\)\s*format\((['"]?)woff\1\)/g;

/** Leaves the older font format out of the styles and of the folder. */
const onlyWoff2 = {
  name: 'only-woff2',
  /**
   * @param {unknown} _options
   * @param {Record<string, { type: string, source?: string | Uint8Array }>} bundle
   */
  generateBundle(_options, bundle) {
    for (const [name, file] of Object.entries(bundle)) {
      if (name.endsWith('.woff')) delete bundle[name];
      if (name.endsWith('.css') && typeof file.source === 'string')
        file.source = file.source.replaceAll(olderFont, '');
    }
  },
};

/** The module that the page goes on with as soon as it is let in. */
const next = 'renderer/app/App.tsx';

/**
 * Names in the page what it goes on with and what that imports, so that it comes beside the first script and not after it.
 * @type {import('vite').Plugin}
 */
const preloadNext = {
  name: 'preload-next',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle = {}, chunk }) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const first = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(next));
      if (first === undefined) throw new Error(`The page has no file that begins with ${next}.`);
      const there = new Set([chunk?.fileName, ...(chunk?.imports ?? [])]);
      const wanted = [first.fileName, ...first.imports].filter((name) => !there.has(name));
      return wanted.map((name) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `./${name}` },
        injectTo: /** @type {const} */ ('head'),
      }));
    },
  },
};

/** What the page needs of modules that are otherwise the program's: lists and bounds, without what they are derived from. */
const constants = {
  'shared/contract/operations.ts': [
    'maxListenMinutes',
    'maxProfileTextBytes',
    'maxSignersTextBytes',
    'maxSymptomText',
    'operationNames',
  ],
};

/**
 * Builds the page of the wizard, which the desktop and the browser host serve alike: `index.html` with a place for the
 * nonce of each response, and the files that it names relatively. Nothing is inlined, so that the page's policy can
 * name its own files alone.
 * @param {string} root the project's folder
 * @param {string} outDir where the files go; emptied first
 * @param {import('vite').Plugin[]} plugins more plugins of the build
 * @param {import('vite').BuildOptions} more what is asked of the build beside that
 * @returns what vite gives: with `build.watch` a watcher that builds again after each change
 */
export function buildRenderer(root, outDir, plugins = [], more = {}) {
  return build({
    root: join(root, 'renderer'),
    base: './',
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [onlyWoff2, preloadNext, constantsOnly(root, constants), react(), ...plugins],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome140',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2048,
      rolldownOptions: { checks: { pluginTimings: false } },
      ...more,
    },
  });
}
