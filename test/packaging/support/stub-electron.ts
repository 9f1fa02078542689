import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { provideNodeProgram } from '../../../build/node-program.mjs';
import { withoutCertificate } from '../../../build/pe-certificate.mjs';

/** What marks the switches in every Electron program, then their version, their number and their defaults. */
const fuseWire = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1'),
  Buffer.from([1, 9]),
  Buffer.from('101100011', 'latin1'),
]);

function writeCommonFiles(folder: string): void {
  for (const name of ['locales', 'resources']) mkdirSync(join(folder, name), { recursive: true });
  for (const name of ['en-US.pak', 'de.pak', 'ja.pak']) writeFileSync(join(folder, 'locales', name), '-');
  for (const name of ['version', 'LICENSE', 'LICENSES.chromium.html', 'resources.pak'])
    writeFileSync(join(folder, name), '-');
}

/** A folder that electron-builder takes for Electron on Linux: it can be packed and inspected, not started. */
export function makeLinuxStub(folder: string): void {
  writeCommonFiles(folder);
  for (const [name, bytes] of [
    ['electron', fuseWire],
    ['chrome-sandbox', '-'],
    ['chrome_crashpad_handler', '-'],
  ] as const) {
    writeFileSync(join(folder, name), bytes);
    chmodSync(join(folder, name), 0o755);
  }
}

/** The same for Windows: a real, unsigned Windows program, whose resources can be changed. */
export async function makeWindowsStub(folder: string): Promise<void> {
  writeCommonFiles(folder);
  const program = withoutCertificate(readFileSync(await provideNodeProgram('win-x64')));
  writeFileSync(join(folder, 'electron.exe'), Buffer.concat([program, fuseWire]));
  copyFileSync(join(folder, 'version'), join(folder, 'ffmpeg.dll'));
}
