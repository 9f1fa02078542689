import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where recordings and measurements go; a run of the suite elsewhere names another folder. */
export const recordingFolder = (environment: NodeJS.ProcessEnv = process.env): string =>
  environment['NETREADY_TRUTH_OUT'] ?? join(import.meta.dirname, '..', '..', '..', 'test-results', 'truth');

/** Keeps what was measured, beside the recorded outputs: what differs between versions of Windows is worth more than a pass. */
export async function noteSeen(name: string, seen: object, folder = recordingFolder()): Promise<void> {
  await mkdir(join(folder, 'measured'), { recursive: true });
  await writeFile(join(folder, 'measured', `${name}.json`), `${JSON.stringify(seen, null, 2)}\n`);
}
