import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { hostname, release, userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { onWindows } from './support/needs-windows.ts';
import { ownFolder } from './support/netready-here.ts';
import { recordHere, thisSystem } from './support/record-here.ts';
import { askEverything, replayRecording } from './support/record-outputs.ts';
import { recordingFolder } from './support/seen.ts';

onWindows()('the outputs of what Netready reads on this Windows', () => {
  it('are recorded without names and addresses, and tell the same as Windows itself', async () => {
    const folder = join(recordingFolder(), `outputs-${release()}`);
    await rm(folder, { recursive: true, force: true });
    await recordHere(folder, await ownFolder());
    const names = [userInfo().username, hostname(), process.env['COMPUTERNAME'] ?? ''].filter(
      (name) => name.length > 2,
    );
    for (const name of await readdir(folder)) {
      const text = (await readFile(join(folder, name), 'latin1')).toLowerCase();
      for (const word of names) expect(text.split(/[^\w-]/), name).not.toContain(word.toLowerCase());
    }
    const system = thisSystem();
    const replayed = await askEverything({ ...system, ...(await replayRecording(folder)) });
    const lived = await askEverything(system);
    for (const same of [
      'reservedPorts',
      'dynamicPortRange',
      'nameOrder',
      'installedVersion',
      'platformServices',
    ])
      expect(replayed[same], same).toEqual(lived[same]);
    for (const read of ['portOwners', 'inboundFirewall', 'systemProxy'])
      expect(replayed[read], read).not.toHaveProperty('code');
  });

  it('name commands that all answer', async () => {
    const folder = await mkdtemp(join(await ownFolder(), 'all-'));
    const calls = await recordHere(folder, await ownFolder());
    const failed = calls.filter(
      // A key that is not there fails, as it should; every other command answers on every Windows.
      ({ program, outcome }) => program !== 'reg.exe' && outcome.kind === 'failed',
    );
    expect(failed).toEqual([]);
  });
});
