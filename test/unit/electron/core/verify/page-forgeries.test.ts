import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../../electron/core/base/canonical-json.ts';
import { fingerprintOf } from '../../../../../electron/core/identity/fingerprint.ts';
import { openPdf } from '../../../../../electron/core/pdf/pdf-structure.ts';
import { isSameDocument } from '../../../../../electron/core/pdf/same-document.ts';
import { renderResult } from '../../../../../electron/core/report/render-result.ts';
import { checkPages } from '../../../../../electron/core/verify/check-pages.ts';
import { openReport, type PagesChecker } from '../../../../../electron/core/verify/verify-report.ts';
import { emptyTrust, type TrustFile } from '../../../../../shared/report/trust-file.ts';
import { forgeSignature } from '../../../../support/forge-signature.ts';
import { pageForgeries, spoiltStreams } from '../../../../support/page-forgeries.ts';
import { makeEcSigner } from '../../../../support/sample-report.ts';
import { failedResult, passedResult } from '../../../../support/sample-results.ts';
import { madeHere } from '../../../../support/signed-result.ts';

const signer = makeEcSigner();
const facts = { fingerprint: fingerprintOf(signer.certificates[0]), name: 'Netready on web01' };
const trust: TrustFile = {
  ...emptyTrust,
  signers: [{ fingerprint: facts.fingerprint, name: 'web01', addedAt: '2026-11-22' }],
};
const result = madeHere(failedResult());
const form = { pageSize: 'A4', timestamped: false } as const;
const draw = (pages = result): Promise<Uint8Array> => renderResult(pages, canonicalJson(result), facts, form);

let unsigned: Uint8Array;
/** Pages that read "ready", over results that do not. */
let lying: Uint8Array;
beforeAll(async () => {
  unsigned = await draw();
  lying = await draw(madeHere(passedResult()));
});

/** The pages of the one result of these tests, drawn once: drawing them for every forgery takes a minute. */
const checkAgainstDrawn: PagesChecker = async (intact, own) => {
  expect(own).toEqual(result);
  return isSameDocument(intact, openPdf(unsigned));
};

const open = async (forged: Uint8Array, checker = checkAgainstDrawn) =>
  openReport(await forgeSignature(forged, signer), trust, { checkPages: checker });

/** What is said of a forgery by a known key, whatever the code: refused, and whose key it is. */
async function expectRefused(forged: Uint8Array, codes: readonly string[], checker = checkAgainstDrawn) {
  const { outcome, attachment } = await open(forged, checker);
  expect(codes).toContain(outcome.code);
  expect(outcome).toMatchObject({ outcome: 'changed', report: null });
  expect(outcome.signer).toEqual({ fingerprint: facts.fingerprint, name: 'web01', standing: 'known' });
  expect(outcome.message).not.toMatch(/intact/);
  expect(attachment).toBeNull();
}

/** The rules that forbid some forgeries in every version, before any pages are compared. */
const refusals = ['PAGES', 'FORBIDDEN'];

describe('a report that somebody with a known key has made', () => {
  it('is intact when it is as this version makes it', async () => {
    expect((await open(unsigned)).outcome).toMatchObject({ code: 'KNOWN_SIGNER', pages: 'match' });
    expect((await open(unsigned, checkPages)).outcome).toMatchObject({
      code: 'KNOWN_SIGNER',
      pages: 'match',
    });
  });

  it.each(pageForgeries.map((forgery, index) => [forgery.name, forgery, index] as const))(
    'is refused with %s, with and without a byte that is spoilt',
    async (_, { apply }, index) => {
      const forged = apply(unsigned);
      await expectRefused(forged, refusals);
      const spoilt = spoiltStreams[index % 2]?.apply(forged) ?? forged;
      expect(spoilt.length === forged.length && Buffer.from(spoilt).equals(forged)).toBe(false);
      await expectRefused(spoilt, ['STREAM', 'FORBIDDEN']);
    },
  );

  it('is refused with pages of other results', async () => {
    await expectRefused(lying, ['PAGES'], checkPages);
  });

  it.each(spoiltStreams.map((spoilt) => [spoilt.name, spoilt] as const))(
    'is refused with pages of other results and %s',
    async (_, { apply }) => {
      await expectRefused(apply(lying), ['STREAM'], checkPages);
    },
  );
});
