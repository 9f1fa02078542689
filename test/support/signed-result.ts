import { X509Certificate } from 'node:crypto';
import { canonicalJson } from '../../electron/core/base/canonical-json.ts';
import { catalogueSha256 } from '../../electron/core/base/catalogue-hash.ts';
import { toolVersion } from '../../electron/core/base/version.ts';
import { commonNameOf } from '../../electron/core/identity/common-name.ts';
import { fingerprintOf } from '../../electron/core/identity/fingerprint.ts';
import type { Signer } from '../../electron/core/identity/signer.ts';
import { renderResult } from '../../electron/core/report/render-result.ts';
import { signReport } from '../../electron/core/report/sign-report.ts';
import { catalogue } from '../../shared/catalogue/catalogue.ts';
import type { RunResult } from '../../shared/run/result.ts';

/** A result as this very version has made it. */
export const madeHere = (result: RunResult): RunResult => ({
  ...result,
  tool: {
    ...result.tool,
    version: toolVersion,
    catalogue: { ...result.tool.catalogue, sha256: catalogueSha256(catalogue) },
  },
});

/**
 * A signed report of a result. Pages and attachment can be of different results, as somebody who holds a key can make
 * them.
 */
export async function signResult(
  pages: RunResult,
  signer: Signer,
  changes: {
    readonly attached?: RunResult;
    readonly attachment?: Uint8Array;
    readonly pageSize?: 'A4' | 'LETTER';
    readonly name?: string;
  } = {},
): Promise<Uint8Array> {
  const [certificate] = signer.certificates;
  const facts = {
    fingerprint: fingerprintOf(certificate),
    name: changes.name ?? commonNameOf(new X509Certificate(certificate)),
  };
  const attachment = changes.attachment ?? canonicalJson(changes.attached ?? pages);
  const form = { pageSize: changes.pageSize ?? 'A4', timestamped: false } as const;
  return signReport(await renderResult(pages, attachment, facts, form), signer);
}
