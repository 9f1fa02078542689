import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { storedZip } from './stored-zip.ts';

const modules = join(import.meta.dirname, '..', '..', 'node_modules');

export const electronVersion = '45.4.1';
const archiveName = `electron-v${electronVersion}-${process.platform}-${process.arch}.zip`;

/** What a mirror sends where it tells the truth: a program that says how it was called. */
export const electronArchive = storedZip([
  { name: 'electron', text: '#!/bin/sh\nprintf "window %s" "$*"\n', mode: 0o755 },
  { name: 'version', text: electronVersion, mode: 0o644 },
]);

/** An empty folder, gone with the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'netready-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A project whose package `electron` is the real installer, and knows the checksum of our archive alone. */
export function electronProject(): string {
  const root = testFolder();
  const folder = join(root, 'node_modules', 'electron');
  mkdirSync(folder, { recursive: true });
  cpSync(join(modules, 'electron', 'install.js'), join(folder, 'install.js'));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'electron', version: electronVersion, engines: { node: '>= 22.12.0' } }),
  );
  const checksum = createHash('sha256').update(electronArchive).digest('hex');
  writeFileSync(join(folder, 'checksums.json'), JSON.stringify({ [archiveName]: checksum }));
  for (const scope of ['@electron', '@electron-internal'])
    symlinkSync(join(modules, scope), join(root, 'node_modules', scope), 'junction');
  return root;
}

/** A mirror on loopback, and the environment that names it. */
export async function startMirror(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    server,
    port,
    host: `127.0.0.1:${port}`,
    environment: mirrorEnvironment(`http://127.0.0.1:${port}/`),
  };
}

/** The environment of somebody whose mirror has an address, with a cache of its own. */
export const mirrorEnvironment = (mirror: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  ELECTRON_MIRROR: mirror,
  electron_config_cache: testFolder(),
});
