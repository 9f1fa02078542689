import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownMark } from '../../../../../electron/core/files/process-mark.ts';
import {
  noteListening,
  readOwnListeners,
  seeingThrough,
} from '../../../../../electron/core/rehearsal/own-listeners.ts';
import { loopbackWorld } from '../../../../support/operation-deps.ts';
import { startPortHolder } from '../../../../support/servers/port-holder.ts';
import { during } from '../probe-world.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-own-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const wait = { timeoutMs: 5000, signal: new AbortController().signal };

describe('the own listeners of a rehearsal', () => {
  it('are known to a check of the same user while they are open', async () => {
    const forget = await noteListening(folder, [80, 12_000]);
    const own = await readOwnListeners(folder);
    expect([[...own.pids], [...own.ports]]).toEqual([[process.pid], [80, 12_000]]);
    await forget();
    expect((await readOwnListeners(folder)).ports.size).toBe(0);
  });

  it.each([
    ['of a process that has ended', JSON.stringify({ process: { ...ownMark(), started: 1 }, ports: [80] })],
    ['that is no JSON', '{'],
    ['of another version', JSON.stringify({ process: ownMark(), ports: [80], more: 1 })],
  ])('are none where there is a note %s, which goes', async (_what, content) => {
    await writeFile(join(folder, 'listening-77.json'), content);
    expect((await readOwnListeners(folder)).ports.size).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });

  it('are not seen by the probes of local ports, and others are', async () => {
    const holder = await during(startPortHolder());
    const other = await during(startPortHolder());
    const world = loopbackWorld();
    const own = { pids: new Set([holder.pid]), ports: new Set([holder.port]) };
    const { network, platform } = seeingThrough(world, own);
    const bound = async (port: number) => (await network.bind({ address: '127.0.0.1', port }, wait)).ok;
    expect([await bound(holder.port), await bound(other.port)]).toEqual([true, false]);
    const once = platform.forRun?.() ?? platform;
    const owners = async (port: number) => (await once.portOwners(port)).map(({ pid }) => pid);
    expect([await owners(holder.port), await owners(other.port)]).toEqual([[], [other.pid]]);
    const strangers = seeingThrough(world, { ...own, pids: new Set() }).platform;
    expect((await strangers.portOwners(holder.port)).map(({ pid }) => pid)).toEqual([holder.pid]);
  });
});
