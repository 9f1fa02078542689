import type { EnvironmentResult } from '../../../shared/environment/environment-result.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { commonNameOf } from '../identity/common-name.ts';
import { entry, nameOf, type OpenPdf, openPdf, type PdfFile } from '../pdf/pdf-structure.ts';
import { Refusal } from '../pdf/refusal.ts';
import { isSameDocument } from '../pdf/same-document.ts';
import type { PageSize } from '../report/pages/layout.ts';
import { renderDocument } from '../report/render-document.ts';
import { demandFonts } from '../report/report-fonts.ts';
import type { IntactFile } from './check-file.ts';
import type { PagesChecker } from './verify-report.ts';

const letterWidth = 612;

/** The size of the pages; every page of a report has the same. */
function pageSizeOf({ dictionaries }: PdfFile): PageSize {
  const page = dictionaries.find((dictionary) => nameOf(entry(dictionary, 'Type')) === 'Page');
  const box = entry(page, 'MediaBox');
  const width = box?.kind === 'array' ? box.items[2] : undefined;
  return width?.kind === 'number' && width.value === letterWidth ? 'LETTER' : 'A4';
}

/**
 * The unsigned report that this version makes of the results, for the signer and in the form of the one at hand. Results of
 * which it can make none are not its own, whatever they claim, unless a part of this installation is missing.
 */
async function drawAgain(intact: IntactFile, result: RunResult | EnvironmentResult): Promise<Uint8Array> {
  const [{ fingerprint, x509 }] = intact.certificates;
  const signer = { fingerprint, name: commonNameOf(x509) };
  const form = {
    pageSize: pageSizeOf(intact.file),
    timestamped: intact.timestamp !== null,
    isCompared: true,
  };
  try {
    return await renderDocument(result, intact.attachment, signer, form, intact.carried);
  } catch (error) {
    await demandFonts();
    throw new Refusal('RESULTS', `no pages can be made of them: ${String(error)}`);
  }
}

/** The document that this version makes; null when it breaks the bounds that every report keeps to. */
function openDrawn(bytes: Uint8Array): OpenPdf | null {
  try {
    return openPdf(bytes);
  } catch {
    return null;
  }
}

/**
 * Whether the pages of an intact report say what the data inside says. The signature alone does not tell: whoever
 * holds a key can sign pages that say "passed" over results that say "failed". The same version draws the same
 * document from the same results, so it is drawn again and compared.
 */
export const checkPages: PagesChecker = async (intact, result) => {
  const drawn = openDrawn(await drawAgain(intact, result));
  return drawn !== null && isSameDocument(intact, drawn);
};
