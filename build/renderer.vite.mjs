import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

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
    plugins: [onlyWoff2, react(), ...plugins],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome140',
      assetsInlineLimit: 0,
      modulePreload: false,
      chunkSizeWarningLimit: 2048,
      ...more,
    },
  });
}
