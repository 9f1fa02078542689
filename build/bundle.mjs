import { chmod, copyFile, cp, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const require = createRequire(import.meta.url);

/** Files that the programs read at run time: font files with their licences, and the ICC profile of PDF/A. */
const assets = [
  ['@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf', 'assets/Inter-Regular.ttf'],
  ['@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf', 'assets/Inter-SemiBold.ttf'],
  ['@expo-google-fonts/inter/LICENSE_FONT', 'assets/Inter-LICENSE.txt'],
  [
    '@expo-google-fonts/jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf',
    'assets/JetBrainsMono-Regular.ttf',
  ],
  ['@expo-google-fonts/jetbrains-mono/LICENSE_FONT', 'assets/JetBrainsMono-LICENSE.txt'],
];

async function copyAssets() {
  await mkdir(join(dist, 'assets'), { recursive: true });
  for (const [from, to] of assets) {
    const [scope, name] = from.split('/');
    const folder = dirname(require.resolve(`${scope}/${name}/package.json`));
    await copyFile(join(folder, from.slice(`${scope}/${name}/`.length)), join(dist, to));
  }
  await cp(join(dirname(require.resolve('pdfkit')), 'data'), join(dist, 'data'), { recursive: true });
}

/** The command `netready`: one file with every library inside, so that it starts fast and needs no node_modules. */
async function bundleCommand() {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: 'electron/cli/index.ts',
      outDir: dist,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        output: { entryFileNames: 'cli.mjs', codeSplitting: false, banner: '#!/usr/bin/env node' },
      },
    },
  });
  await chmod(join(dist, 'cli.mjs'), 0o755);
}

await rm(dist, { recursive: true, force: true });
await copyAssets();
await bundleCommand();
