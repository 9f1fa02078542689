import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../../electron/core/base/canonical-json.ts';
import type { Identity } from '../../../../../electron/core/identity/identity-store.ts';
import { openIdentity } from '../../../../../electron/core/identity/identity-store.ts';
import { openUnnamedIdentity } from '../../../../../electron/core/identity/unnamed-identity.ts';
import { renderReport } from '../../../../../electron/core/report/render-report.ts';
import { renderResult } from '../../../../../electron/core/report/render-result.ts';
import { loadReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { signReport, signTimestampedReport } from '../../../../../electron/core/report/sign-report.ts';
import { buildReportFiles, type Confirm } from '../../../../../electron/core/report/write-report.ts';
import { identityWorld } from '../../../../../electron/core/system/system-world.ts';
import { maxTokenBytes, normalToken } from '../../../../../electron/core/timestamp/timestamp-token.ts';
import { checkPages } from '../../../../../electron/core/verify/check-pages.ts';
import { verifyReport } from '../../../../../electron/core/verify/verify-report.ts';
import { buildReportModel } from '../../../../../shared/report/model.ts';
import { emptyTrust } from '../../../../../shared/report/trust-file.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import { issue } from '../../../../support/certificates.ts';
import { passedResult } from '../../../../support/sample-results.ts';
import { madeHere } from '../../../../support/signed-result.ts';
import { makeTimeAuthority, makeToken, type TimeAuthority } from '../../../../support/time-authority.ts';
import { stampOf } from '../../../../support/timestamped-report.ts';

const url = 'http://timestamp.example.local/tsa';
const plain = madeHere(passedResult());
const wishing: RunResult = { ...plain, profile: { ...plain.profile, timestamp: { url } } };

describe('a report that is to be timestamped', () => {
  let folder = '';
  let authority: TimeAuthority;
  let identity: Identity;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netready-'));
    authority = await makeTimeAuthority();
    identity = await signers.openIdentity();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const signers = {
    openIdentity: () => openIdentity(folder, identityWorld(process)),
    openUnnamedIdentity: () => openUnnamedIdentity(folder, identityWorld(process)),
  };
  const confirming: Confirm = async (_profile, signature) => ({
    ok: true,
    token: normalToken(makeToken(authority, signature)),
    authority: 'Example Time Authority',
    time: '2026-11-22T10:00:09.000Z',
  });
  const make = (result: RunResult, confirm?: Confirm, redact = false) =>
    buildReportFiles(result, signers, { redact, pageSize: 'A4' }, { confirm: confirm ?? null });
  const answer = (pdf: Uint8Array) => verifyReport(pdf, emptyTrust, checkPages);
  const verificationOf = (result: RunResult, timestamped: boolean) =>
    buildReportModel(result, { fingerprint: identity.fingerprint, signerName: identity.name, timestamped })
      .verification;

  it('says on its pages who was asked, and the pages are those of its results', async () => {
    const { bytes, time } = await make(wishing, confirming);
    expect(time).toEqual({
      kind: 'confirmed',
      authority: 'Example Time Authority',
      time: '2026-11-22T10:00:09.000Z',
    });
    expect(await answer(bytes.pdf)).toMatchObject({
      code: 'UNKNOWN_SIGNER',
      pages: 'match',
      timestamp: { authority: 'Example Time Authority' },
    });
    const { proves, leavesOpen } = verificationOf(wishing, true);
    expect(proves.items.at(-1)).toBe(
      'By when it was signed: the time-stamping authority timestamp.example.local was asked to confirm the time, and netready verify shows its answer.',
    );
    expect(leavesOpen.items.join(' ')).toContain('When the checks ran');
  });

  it('is written without, and claims no more, when nobody confirms the time', async () => {
    const { bytes, time } = await make(wishing, async () => ({ ok: false, why: 'No timestamp: because.' }));
    expect(time).toEqual({ kind: 'claimed', why: 'No timestamp: because.' });
    expect(await answer(bytes.pdf)).toMatchObject({
      code: 'UNKNOWN_SIGNER',
      pages: 'match',
      timestamp: null,
    });
    const { proves, leavesOpen } = verificationOf(wishing, false);
    expect(proves.items.join(' ')).not.toContain('confirm');
    expect(leavesOpen.items).toContain(
      "When it was made: the time is the signing computer's claim, by its own clock.",
    );
  });

  it('asks nobody when the profile names nobody, or names are replaced', async () => {
    const never: Confirm = async () => {
      throw new Error('somebody was asked');
    };
    expect((await make(plain, never)).time).toEqual({ kind: 'claimed', why: null });
    const redacted = await make(wishing, never, true);
    expect(redacted.time).toMatchObject({ kind: 'claimed', why: expect.stringContaining('redacted') });
    expect(Buffer.from(redacted.bytes.json).toString()).not.toContain('timestamp.example.local');
    expect((await make(wishing)).time).toMatchObject({
      kind: 'claimed',
      why: expect.stringContaining('nobody'),
    });
  });

  it('is refused when the room for a timestamp and the timestamp do not go together', async () => {
    const attachment = canonicalJson(wishing);
    const drawn = (timestamped: boolean) =>
      renderResult(wishing, attachment, identity, { pageSize: 'A4', timestamped });
    const put = await signTimestampedReport(await drawn(false), identity.signer, stampOf(authority));
    expect((await answer(put ?? new Uint8Array())).code).toBe('TIMESTAMP');
    expect((await answer(await signReport(await drawn(true), identity.signer))).code).toBe('TIMESTAMP');
  });

  it('is refused when whoever holds the key puts other words about the time around it', async () => {
    /** Pages with the words for one kind of report and the room of the other. */
    const mixed = async (words: boolean, room: boolean): Promise<Uint8Array> => {
      const options = { fingerprint: identity.fingerprint, signerName: identity.name, timestamped: words };
      const model = { ...buildReportModel(wishing, options), timestamped: room };
      return renderReport(model, canonicalJson(wishing), {
        createdAt: new Date(wishing.finishedAt),
        pageSize: 'A4',
        fonts: await loadReportFonts(),
      });
    };
    const stamp = async (unsigned: Uint8Array): Promise<Uint8Array> =>
      (await signTimestampedReport(unsigned, identity.signer, stampOf(authority))) ?? new Uint8Array();
    const sign = (unsigned: Uint8Array) => signReport(unsigned, identity.signer);
    expect(await answer(await stamp(await mixed(true, true)))).toMatchObject({ pages: 'match' });
    expect(await answer(await stamp(await mixed(false, true)))).toMatchObject({ code: 'PAGES' });
    expect(await answer(await sign(await mixed(true, false)))).toMatchObject({ code: 'PAGES' });
  });

  it('has room for the largest token beside the largest signature, and refuses a larger signature first', async () => {
    const chain = await Promise.all(
      Array.from({ length: 30 }, () => issue({ commonName: 'x'.repeat(60), keyKind: 'P-256' })),
    );
    const certificates = [
      identity.signer.certificates[0],
      ...chain.map(({ certificate }) => certificate),
    ] as const;
    const drawn = await renderResult(wishing, canonicalJson(wishing), identity, {
      pageSize: 'A4',
      timestamped: true,
    });
    const asked: Uint8Array[] = [];
    await expect(
      signTimestampedReport(drawn, { ...identity.signer, certificates }, async (signature) => {
        asked.push(signature);
        return null;
      }),
    ).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringMatching(/^The signature needs \d+ bytes; 8192 are free\.$/),
    });
    expect(asked).toEqual([]);
    const largest = new Uint8Array(maxTokenBytes);
    expect(await signTimestampedReport(drawn, identity.signer, async () => derOf(largest))).not.toBeNull();
  });

  /** One value in DER of exactly this size. */
  const derOf = (bytes: Uint8Array): Uint8Array => {
    const value = Buffer.from(bytes);
    value.set([0x04, 0x82, (bytes.length - 4) >> 8, (bytes.length - 4) & 0xff]);
    return value;
  };
});
