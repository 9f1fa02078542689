import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { HostServices } from '../../../../electron/core/operations/deps.ts';
import { createDownloads } from '../../../../electron/host/downloads.ts';
import type { OperationOutput } from '../../../../shared/contract/dispatch.ts';
import { fakeHandlers } from '../../../support/fake-handlers.ts';
import { ask, linesOf, withHost } from '../../../support/host-under-test.ts';

const file = { name: 'netready-app01.pdf', bytes: Buffer.from('%PDF-1.7\r\n\u00ff', 'latin1') };

function atHand() {
  const time = { ms: 0 };
  return { time, downloads: createDownloads({ monotonicMs: () => time.ms }, randomBytes) };
}

const idOf = (path: string): string => path.slice('/file/'.length);

describe('downloads', () => {
  it('can be taken once', () => {
    const { downloads } = atHand();
    const [one, two] = [downloads.offer(file), downloads.offer({ ...file, name: 'two' })];
    expect(one).toMatch(/^\/file\/[\w-]{43}$/);
    expect(downloads.take(idOf(one))).toEqual(file);
    expect(downloads.take(idOf(one))).toBeNull();
    expect(downloads.take(idOf(two))?.name).toBe('two');
    expect(downloads.take('')).toBeNull();
  });

  it('go after half a minute', () => {
    const { time, downloads } = atHand();
    const [early, late] = [downloads.offer(file), downloads.offer(file)];
    time.ms = 29_999;
    expect(downloads.take(idOf(early))).toEqual(file);
    time.ms = 30_000;
    expect(downloads.take(idOf(late))).toBeNull();
  });

  it('take a bounded room; the oldest go first', () => {
    const { downloads } = atHand();
    const large = { name: 'large', bytes: new Uint8Array(100 * 1024 * 1024) };
    const paths = [
      downloads.offer(file),
      downloads.offer(large),
      downloads.offer(large),
      downloads.offer(large),
    ];
    expect(paths.map((path) => downloads.take(idOf(path))?.name)).toEqual([
      undefined,
      undefined,
      'large',
      'large',
    ]);
  });

  it('take 256 MiB and not a byte more', () => {
    const { downloads } = atHand();
    const halves = [1, 2].map(() =>
      downloads.offer({ name: 'half', bytes: new Uint8Array(128 * 1024 * 1024) }),
    );
    expect(halves.map((path) => downloads.take(idOf(path))?.name)).toEqual(['half', 'half']);
    const early = downloads.offer(file);
    downloads.offer({ name: 'all', bytes: new Uint8Array(256 * 1024 * 1024) });
    expect(downloads.take(idOf(early))).toBeNull();
  });
});

describe('a file that a browser saves', () => {
  it('is fetched with its exact bytes, with the key, once', async () => {
    const makeHandlers = (host: HostServices) =>
      fakeHandlers({ 'profile.save': () => host.saveFiles([file], 'netready-profile') });
    await withHost({ makeHandlers }, async ({ host, page, call }) => {
      const [line] = linesOf(await call('profile.save', { profile: { schemaVersion: 1 } })) as readonly [
        { readonly reply: { readonly ok: true; readonly value: OperationOutput<'profile.save'> } },
      ];
      const { files, dismissed } = line.reply.value;
      expect([files.length, dismissed, files[0]?.name, files[0]?.path]).toEqual([1, false, file.name, null]);
      const path = files[0]?.download ?? '';
      expect((await ask(host.port, path)).status).toBe(403);
      expect((await ask(host.port, `${path}x`, { headers: page })).status).toBe(404);
      const answer = await ask(host.port, path, { headers: page });
      expect(answer.status).toBe(200);
      expect(Buffer.from(answer.text)).toEqual(Buffer.from(file.bytes.toString('utf8')));
      expect(answer.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-length': String(file.bytes.length),
        'x-content-type-options': 'nosniff',
      });
      expect((await ask(host.port, path, { headers: page })).status).toBe(404);
    });
  });
});
