import { mkdtemp, rm } from 'node:fs/promises';
import { release, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { recordHere } from './support/record-here.ts';

/** `node test/truth/record.ts [folder]` (Node 22.18 or newer): records alone, on a machine that no test may touch. */
if (process.platform === 'win32') {
  const folder = resolve(process.argv[2] ?? `netready-outputs-${release()}`);
  const work = await mkdtemp(join(tmpdir(), 'netready-record-'));
  try {
    const calls = await recordHere(folder, work);
    process.stdout.write(
      `${calls.length} commands are recorded in ${folder}. Read them before you give them away.\n`,
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
} else {
  process.stderr.write('Only Windows has what is recorded here.\n');
  process.exitCode = 2;
}
