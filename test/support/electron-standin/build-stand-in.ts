import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig } from 'vite';

const here = dirname(fileURLToPath(import.meta.url));

/** The files that `buildStandIn` makes, in its folder. */
export const standInFiles = {
  child: 'child.mjs',
  mainWorld: 'main-world.js',
  preloadWorld: 'preload-world.js',
} as const;

/** The global functions of the page's two bundles. */
export const worldNames = { mainWorld: 'standInMainWorld', preloadWorld: 'standInPreloadWorld' } as const;

const common = (folder: string, file: string): InlineConfig => ({
  root: here,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: {
    outDir: folder,
    emptyOutDir: false,
    minify: false,
    rolldownOptions: { output: { entryFileNames: file, codeSplitting: false } },
  },
});

function forNode(folder: string): InlineConfig {
  const config = common(folder, standInFiles.child);
  return {
    ...config,
    ssr: { noExternal: true },
    build: { ...config.build, ssr: 'child.ts', target: 'node20' },
  };
}

function forPage(folder: string, world: keyof typeof worldNames, entry: string): InlineConfig {
  const config = common(folder, standInFiles[world]);
  const lib = { entry: join(here, 'page', entry), formats: ['iife' as const], name: worldNames[world] };
  return { ...config, build: { ...config.build, lib, target: 'chrome140' } };
}

/** Builds the stand-in's parts that run outside of the test's process: once for all tests. */
export async function buildStandIn(folder: string): Promise<void> {
  await Promise.all([
    build(forNode(folder)),
    build(forPage(folder, 'mainWorld', 'main-world.ts')),
    build(forPage(folder, 'preloadWorld', 'preload-world.ts')),
  ]);
}
