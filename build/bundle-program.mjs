import { build, mergeConfig } from 'vite';
import { colourProfileInside } from './colour-profile.mjs';
import { constantsOnly } from './constants-only.mjs';
import { leftOut } from './left-out.mjs';
import { madeLate } from './made-late.mjs';
import { withoutEval } from './without-eval.mjs';

/**
 * One program: one file with every library inside, so that it starts fast and needs no node_modules.
 * @param {string} root the project's folder
 * @param {string} dist the folder for the file
 * @param {string} entry the source of the program
 * @param {import('vite').UserConfig} own what differs from other programs
 * @returns what vite gives: with `build.watch` a watcher that builds again after each change
 */
export function bundleProgram(root, dist, entry, own) {
  const common = {
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [
      colourProfileInside(),
      leftOut(),
      withoutEval(),
      madeLate(),
      constantsOnly(root, {
        'electron/core/base/own-catalogue.ts': ['ownCatalogueSha256', 'ownCatalogueProblem'],
      }),
    ],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: entry,
      outDir: dist,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      assetsInlineLimit: 0,
      rolldownOptions: { cwd: root, output: { codeSplitting: false }, checks: { pluginTimings: false } },
    },
  };
  return build(mergeConfig(common, own));
}
