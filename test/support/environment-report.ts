import { X509Certificate } from 'node:crypto';
import { canonicalJson } from '../../electron/core/base/canonical-json.ts';
import { commonNameOf } from '../../electron/core/identity/common-name.ts';
import { fingerprintOf } from '../../electron/core/identity/fingerprint.ts';
import type { Signer } from '../../electron/core/identity/signer.ts';
import {
  type MergedEnvironment,
  mergeEnvironment,
  signEnvironment,
} from '../../electron/core/merge/environment-report.ts';
import { openMergeTray, type Settled } from '../../electron/core/merge/merge-files.ts';
import { givenFile } from '../../electron/core/merge/take-in.ts';
import { renderDocument } from '../../electron/core/report/render-document.ts';
import { renderResult } from '../../electron/core/report/render-result.ts';
import { openReport } from '../../electron/core/verify/verify-report.ts';
import { emptyTrust, type TrustFile } from '../../shared/report/trust-file.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { encodeSaying, forgeSignature } from './forge-signature.ts';
import { makeEcSigner } from './sample-report.ts';
import { madeHere, signResult } from './signed-result.ts';

const signers = new Map<string, Signer>();

/** The key of a machine: the same one whenever it is asked for. */
export function signerOf(hostname: string): Signer {
  const known = signers.get(hostname);
  if (known !== undefined) return known;
  const made = makeEcSigner(`Netready on ${hostname}`);
  signers.set(hostname, made);
  return made;
}

/** A trust file that knows the keys of some machines. */
export const trusting = (...hostnames: readonly string[]): TrustFile => ({
  ...emptyTrust,
  signers: hostnames.map((hostname) => ({
    fingerprint: fingerprintOf(signerOf(hostname).certificates[0]),
    name: `Netready on ${hostname}`,
    addedAt: '2026-11-22',
  })),
});

/** The signed report of a machine, made by this version. */
export const reportOf = (
  result: RunResult,
  signer = signerOf(result.machine.hostname),
): Promise<Uint8Array> => signResult(madeHere(result), signer);

/** The same as a report from before, whose signature says nothing of its data. */
export async function olderReportOf(
  result: RunResult,
  signer = signerOf(result.machine.hostname),
): Promise<Uint8Array> {
  const [certificate] = signer.certificates;
  const own = madeHere(result);
  const facts = {
    fingerprint: fingerprintOf(certificate),
    name: commonNameOf(new X509Certificate(certificate)),
  };
  const form = { pageSize: 'A4', timestamped: false } as const;
  const unsigned = await renderResult(own, canonicalJson(own), facts, form);
  return forgeSignature(unsigned, signer, encodeSaying(null));
}

/** Takes files in as the command does, with nothing confirmed and no pages compared unless told. */
export async function trayOf(
  files: Readonly<Record<string, Uint8Array>>,
  trust: TrustFile,
  confirmed: ReadonlySet<string> = new Set(),
): Promise<Settled> {
  const tray = openMergeTray(trust);
  for (const [name, bytes] of Object.entries(files))
    if (tray.sameAs(givenFile(name, bytes)) === null)
      tray.add(givenFile(name, bytes), await openReport(bytes, trust));
  return tray.settle(confirmed);
}

export const mergedBy = { id: '7c0f3a52-6d1e-4b7a-9c44-000000000001', at: '2026-12-01T08:00:00.000Z' };

/** What some files come to. */
export async function mergeOf(
  files: Readonly<Record<string, Uint8Array>>,
  trust: TrustFile,
): Promise<MergedEnvironment> {
  const { inputs, refused } = await trayOf(files, trust);
  return mergeEnvironment(inputs, refused, mergedBy, false);
}

/** The signed environment report of what was merged, or of what somebody who holds a key makes of it. */
export function environmentFile(
  merged: Pick<MergedEnvironment, 'result' | 'carried'>,
  signer = signerOf('support'),
): Promise<Uint8Array> {
  const [certificate] = signer.certificates;
  const identity = {
    name: commonNameOf(new X509Certificate(certificate)),
    fingerprint: fingerprintOf(certificate),
    validTo: new Date('2036-11-01T00:00:00Z'),
    signer,
  };
  return signEnvironment({ ...merged, aliases: null }, identity, 'A4', renderDocument);
}
