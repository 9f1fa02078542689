import { lstat, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTrustStore, readSigners } from '../../../../../electron/core/verify/trust-store.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { emptyTrust, type TrustedSigner, type TrustFile } from '../../../../../shared/report/trust-file.ts';

const clock = { monotonicMs: () => performance.now() };
const signer = (name: string): TrustedSigner => ({
  fingerprint: Buffer.from(name.padEnd(32, '.')).toString('hex'),
  name,
  addedAt: '2026-11-22',
});
const adding =
  (name: string) =>
  (trust: TrustFile): { readonly trust: TrustFile } => ({
    trust: { ...trust, signers: [...trust.signers, signer(name)] },
  });

describe('the list of known signers on disk', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netready-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is made at the first change, for this account alone', async () => {
    const store = createTrustStore(join(folder, 'data'), clock);
    expect(await store.read()).toEqual(emptyTrust);
    await store.change(adding('fe1'));
    expect(await store.read()).toEqual({ ...emptyTrust, signers: [signer('fe1')] });
    expect(JSON.parse(await readFile(store.path, 'utf8'))).toMatchObject({ schemaVersion: 1 });
    if (process.platform !== 'win32') expect((await stat(store.path)).mode & 0o777).toBe(0o600);
  });

  it('loses no change of two that come at once, through one store or through two', async () => {
    const [one, other] = [createTrustStore(folder, clock), createTrustStore(folder, clock)];
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    await Promise.all(names.map((name, index) => (index % 2 === 0 ? one : other).change(adding(name))));
    const { signers } = await one.read();
    expect(signers.map(({ name }) => name).sort()).toEqual(names);
  });

  it('stays as it is where a change is refused, or where it cannot be read', async () => {
    const store = createTrustStore(folder, clock);
    await store.change(adding('fe1'));
    const before = await readFile(store.path);
    const refusing = (): never => {
      throw new AppError('fingerprint-differs', 'Other groups.');
    };
    await expect(store.change(refusing)).rejects.toMatchObject({ code: 'fingerprint-differs' });
    expect(await readFile(store.path)).toEqual(before);
    await writeFile(store.path, '{"schemaVersion":1,"signers":[{}]}');
    await expect(store.change(adding('fe2'))).rejects.toMatchObject({ code: 'trust-invalid' });
    expect(await readFile(store.path, 'utf8')).toBe('{"schemaVersion":1,"signers":[{}]}');
  });

  it.runIf(process.platform !== 'win32')(
    'is not changed through a link, which may lead to the list of others',
    async () => {
      const store = createTrustStore(folder, clock);
      const shared = join(folder, 'shared.json');
      await symlink(shared, store.path);
      const refused = {
        code: 'output-unwritable',
        message: expect.stringContaining('is a link to another file'),
      };
      await expect(store.change(adding('fe1'))).rejects.toMatchObject(refused);
      const theirs = JSON.stringify({ ...emptyTrust, signers: [signer('fe1')] });
      await writeFile(shared, theirs);
      expect((await store.read()).signers).toHaveLength(1);
      await expect(store.change(adding('fe2'))).rejects.toMatchObject(refused);
      expect(await readFile(shared, 'utf8')).toBe(theirs);
      expect((await lstat(store.path)).isSymbolicLink()).toBe(true);
    },
  );

  const full = Array.from({ length: 4900 }, (_, index) => ({
    ...signer('a'),
    fingerprint: index.toString(16).padStart(64, '0'),
    note: 'x'.repeat(200),
  }));
  it.each([
    ['a machine without a name', [{ ...signer('a'), machine: '' }]],
    ['a name that is too long', [{ ...signer('a'), name: 'x'.repeat(201) }]],
    ['more than is read', full],
  ])('is not written where it could not be read again: %s', async (_what, signers) => {
    const store = createTrustStore(folder, clock);
    await store.change(adding('fe1'));
    const before = await readFile(store.path);
    const change = store.change((trust) => ({ trust: { ...trust, signers } }));
    await expect(change).rejects.toMatchObject({ code: 'input-invalid' });
    expect(await readFile(store.path)).toEqual(before);
    expect((await store.read()).signers).toHaveLength(1);
  });
});

describe('a file of signers', () => {
  it('is a trust file, or one entry for such a file', () => {
    const file = { schemaVersion: 1, signers: [signer('a'), signer('b')] };
    expect(readSigners('list.json', JSON.stringify(file))).toEqual([signer('a'), signer('b')]);
    expect(readSigners('entry.json', JSON.stringify(signer('a')))).toEqual([signer('a')]);
  });

  it('is refused as anything else, with its name and the place', () => {
    expect(() => readSigners('list.json', '{')).toThrow('list.json is not JSON.');
    expect(() => readSigners('list.json', '{"schemaVersion":1,"colour":1}')).toThrow(/^list\.json: /);
    expect(() => readSigners('list.json', '{"schemaVersion":1,"signers":[{"name":"a"}]}')).toThrow(/signers/);
    const { name: _name, ...nameless } = signer('a');
    for (const entry of [nameless, { ...signer('a'), colour: 1 }, { ...signer('a'), fingerprint: 'ab' }]) {
      const refuse = () => readSigners('entry.json', JSON.stringify(entry));
      expect(refuse).toThrow(/^entry\.json: (name|colour|fingerprint): /);
    }
  });
});
