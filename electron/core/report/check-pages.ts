import { z } from 'zod';
import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import { type PagesCheck, pagesNotChecked } from '../../../shared/report/verify-outcome.ts';
import { runResultSchema } from '../../../shared/run/result.ts';
import { canonicalJson } from '../canonical-json.ts';
import { catalogueSha256 } from '../catalogue-hash.ts';
import { commonNameOf } from '../identity/common-name.ts';
import { entry, nameOf, type PdfFile, readPdf } from '../verify/pdf-structure.ts';
import { isSameDocument } from '../verify/same-document.ts';
import type { IntactFile, PagesChecker } from '../verify/verify-report.ts';
import { toolVersion } from '../version.ts';
import type { PageSize } from './pages/layout.ts';
import { renderResult } from './render-result.ts';

/** The largest report.json whose pages are drawn again, in bytes: drawing takes some seconds for each MiB. */
export const maxComparedBytes = 1024 * 1024;

/** Who made the results: the version of the program and of its questions. */
const makerSchema = z.object({
  tool: z.object({ version: z.string(), catalogue: z.object({ sha256: z.string() }) }),
});

/** Whether this very program made the results, by their own account. */
function isOwn(results: unknown): boolean {
  const parsed = makerSchema.safeParse(results);
  return (
    parsed.success &&
    parsed.data.tool.version === toolVersion &&
    parsed.data.tool.catalogue.sha256 === catalogueSha256(catalogue)
  );
}

const letterWidth = 612;

/** The size of the pages; every page of a report has the same. */
function pageSizeOf({ dictionaries }: PdfFile): PageSize {
  const page = dictionaries.find((dictionary) => nameOf(entry(dictionary, 'Type')) === 'Page');
  const box = entry(page, 'MediaBox');
  const width = box?.kind === 'array' ? box.items[2] : undefined;
  return width?.kind === 'number' && width.value === letterWidth ? 'LETTER' : 'A4';
}

async function comparePages(
  intact: IntactFile,
  result: z.output<typeof runResultSchema>,
): Promise<PagesCheck> {
  const [certificate] = intact.certificates;
  const signer = {
    fingerprint: certificate.fingerprint,
    name: commonNameOf(certificate.x509),
  };
  const drawn = await renderResult(result, canonicalJson(result), signer, {
    pageSize: pageSizeOf(intact.file),
    timestamped: intact.timestamp !== null,
  });
  const isSame = isSameDocument(intact, { bytes: drawn, file: readPdf(drawn) });
  return { pages: isSame ? 'match' : 'differ', pagesReason: null };
}

/**
 * Whether the pages of an intact report say what its report.json says. The signature alone does not tell: whoever
 * holds a key can sign pages that say "passed" over results that say "failed". The same version draws the same
 * document from the same results, so it is drawn again and compared.
 */
export const checkPages: PagesChecker = async (intact) => {
  const results: unknown = JSON.parse(Buffer.from(intact.attachment).toString('utf8'));
  if (!isOwn(results)) return pagesNotChecked('other-version');
  if (intact.attachment.length > maxComparedBytes) return pagesNotChecked('too-large');
  const parsed = runResultSchema.safeParse(results);
  if (!parsed.success) return pagesNotChecked('not-readable');
  try {
    return await comparePages(intact, parsed.data);
  } catch {
    return pagesNotChecked('not-readable');
  }
};
