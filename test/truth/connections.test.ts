import { lookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { observe, only } from '../unit/electron/core/probe-world.ts';
import { changingWindows, onWindows } from './support/needs-windows.ts';
import { ownFolder, thisWorld } from './support/netready-here.ts';
import { noteSeen } from './support/seen.ts';
import { type SynSettings, synsIn, synTimes } from './support/syn-times.ts';
import { withUndo } from './support/undo.ts';
import { must, pktmon, powershell, runHere, scriptArguments } from './support/windows-commands.ts';

/** Nobody listens there, and no rule of the platform is about it. */
const closedPort = 18_099;

/** The limit for a connection that a profile has by default, in ms. */
const usualLimitMs = 5000;

/** Routed nowhere (RFC 5737). The only address outside this machine to which the suite sends: first packets, no data. */
const silent = '192.0.2.1';

const ownAddress = Object.values(networkInterfaces())
  .flat()
  .find((each) => each?.family === 'IPv4' && !each.internal)?.address;

/** How this Windows repeats first packets, by its own settings. */
async function settings(): Promise<SynSettings> {
  const script =
    "Get-NetTCPSetting -SettingName Internet|Select-Object @{n='initialRtoMs';e={[int]$_.InitialRto}},@{n='maxSynRetransmissions';e={[int]$_.MaxSynRetransmissions}}|ConvertTo-Json -Compress";
  const { stdout } = await must(runHere, powershell, scriptArguments(script));
  return JSON.parse(stdout.toString('latin1')) as SynSettings;
}

onWindows()('connections of Windows', () => {
  it('a refusal is told within the usual limit, on loopback and on an address of this machine', async () => {
    for (const host of ['127.0.0.1', ...(ownAddress === undefined ? [] : [ownAddress])]) {
      const facts = await observe({ kind: 'tcp', host, port: closedPort }, thisWorld());
      for (const fact of facts) expect(fact).toMatchObject({ outcome: 'refused' });
      const slowest = Math.max(...facts.map(({ durationMs }) => durationMs));
      // Windows asks again after each refusal; a limit below that time would be silence in the product's eyes.
      expect(slowest).toBeLessThan(3000);
      await noteSeen(`refusal-${host === '127.0.0.1' ? 'loopback' : 'own-address'}`, { slowestMs: slowest });
    }
  });

  it('a second first packet is sent within the usual limit', async () => {
    const told = await settings();
    await noteSeen('syn-settings', told);
    expect(synTimes(told).filter((at) => at > 0 && at < usualLimitMs).length).toBeGreaterThanOrEqual(1);
  });

  it('localhost is both loopback addresses, and the product has them in the order of the system', async () => {
    const system = (await lookup('localhost', { all: true, order: 'verbatim' })).map(
      ({ address }) => address,
    );
    const fact = only(await observe({ kind: 'resolve', host: 'localhost' }, thisWorld()));
    await noteSeen('localhost', system);
    expect(fact.addresses).toEqual(system);
    expect(system).toContain('127.0.0.1');
  });
});

changingWindows()('first packets of Windows, captured', () => {
  it('are as many within the limit as the settings say', async () => {
    const folder = await ownFolder();
    const [trace, text] = [join(folder, 'trace.etl'), join(folder, 'trace.txt')];
    const seen = await withUndo(async (later) => {
      later({ what: 'the filter of pktmon', run: () => must(runHere, pktmon, ['filter', 'remove']) });
      await must(runHere, pktmon, [
        'filter',
        'add',
        'netready-truth',
        '-i',
        silent,
        '-t',
        'TCP',
        '-p',
        String(closedPort),
      ]);
      const start = ['start', '--capture', '--pkt-size', '128', '--file-name', trace];
      await must(runHere, pktmon, start);
      try {
        const [first] = await observe(
          { kind: 'tcp', host: silent, port: closedPort },
          {
            ...thisWorld(),
            limits: { connectTimeoutMs: usualLimitMs, answerTimeoutMs: 1000, lookupTimeoutMs: 1000 },
          },
        );
        expect(first?.outcome).toMatch(/^(?:timeout|unreachable)$/);
      } finally {
        await must(runHere, pktmon, ['stop']);
      }
      await must(runHere, pktmon, ['etl2txt', trace, '--out', text]);
      return synsIn(await readFile(text), silent, closedPort);
    });
    const at = seen.map(({ atMs }) => atMs - (seen[0]?.atMs ?? 0)).filter((ms) => ms < usualLimitMs);
    await noteSeen('syn-times', at);
    // A second attempt of the product begins when the limit of the first is over.
    expect(at).toHaveLength(synTimes(await settings()).filter((ms) => ms < usualLimitMs).length);
  });
});
