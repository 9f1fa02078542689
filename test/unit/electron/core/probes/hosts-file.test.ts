import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createOtherPlatform } from '../../../../../electron/core/platform/other.ts';
import { hostsLinesFor } from '../../../../../electron/core/probes/hosts-file.ts';
import { observe, only } from '../probe-world.ts';

describe('the lines of a hosts file', () => {
  it('are found with their numbers, whatever the spacing, case, comments and line ends', () => {
    const text =
      '\uFEFF# 127.0.0.1 localhost\r\n127.0.0.1\tLOCALHOST  web1 # note\r\n\r\n10.0.0.1 localhost.test\r\n  ::1 ip6-loopback localhost#x\r\n';
    expect(hostsLinesFor(text, 'localhost')).toEqual([
      { number: 2, address: '127.0.0.1', names: ['LOCALHOST', 'web1'] },
      { number: 5, address: '::1', names: ['ip6-loopback', 'localhost'] },
    ]);
  });

  it('show as many names as a fact holds, the one that counts among them', () => {
    const others = Array.from({ length: 60 }, (_, index) => `h${index}`);
    for (const [names, place] of [
      [[...others, 'localhost'], 49],
      [['localhost', ...others], 0],
    ] as const) {
      const [line] = hostsLinesFor(`127.0.0.1 ${names.join(' ')}`, 'localhost');
      expect(line?.names.length).toBeLessThanOrEqual(50);
      expect(line?.names.indexOf('localhost')).toBe(place);
    }
  });

  it.each(['', '#127.0.0.1 localhost', 'localhost 127.0.0.1', '127.0.0.1', '127.0.0 localhost'])(
    'are none in %j',
    (text) => {
      expect(hostsLinesFor(text, 'localhost')).toEqual([]);
    },
  );
});

describe('the hosts-file probe', () => {
  it.each([
    ['utf-8-bom', Buffer.from('\uFEFF127.0.0.1 localhost\r\n::1 localhost\r\n'), [2]],
    ['utf-16', Buffer.from('\uFEFF127.0.0.1 localhost\r\n', 'utf16le'), []],
    ['utf-16', Buffer.from('127.0.0.1 localhost\r\n', 'utf16le').swap16(), []],
    [undefined, Buffer.from('# L\u00f6schen\r\n127.0.0.1 localhost\r\n', 'latin1'), [2]],
    [undefined, Buffer.from('# L\u00f6schen\r\n127.0.0.1 localhost\r\n'), [2]],
  ])(
    'says that a file is in %s, and counts the lines that a system reads',
    async (encoding, bytes, numbers) => {
      const folder = await mkdtemp(join(tmpdir(), 'netready-hosts-'));
      onTestFinished(() => rm(folder, { recursive: true }));
      const path = join(folder, 'hosts');
      await writeFile(path, bytes);
      const fact = only(
        await observe({ kind: 'hosts-file' }, { platform: createOtherPlatform('linux', {}, path) }),
      );
      expect(fact).toMatchObject({ outcome: 'read', lines: numbers.map((number) => ({ number })) });
      expect(fact.kind === 'hosts-file' ? fact.encoding : 'another fact').toBe(encoding);
    },
  );

  it('reports the lines for localhost of a real file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'netready-hosts-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, 'hosts');
    await writeFile(path, '127.0.0.1 localhost\n');
    const platform = createOtherPlatform('linux', {}, path);
    expect(only(await observe({ kind: 'hosts-file' }, { platform }))).toMatchObject({
      outcome: 'read',
      path,
      lines: [{ number: 1, address: '127.0.0.1', names: ['localhost'] }],
    });
  });

  it('says so when there is no file', async () => {
    const platform = createOtherPlatform('linux', {}, '/nowhere/hosts');
    expect(only(await observe({ kind: 'hosts-file' }, { platform }))).toMatchObject({
      outcome: 'unavailable',
      code: 'ENOENT',
      path: '/nowhere/hosts',
      lines: [],
    });
  });
});
