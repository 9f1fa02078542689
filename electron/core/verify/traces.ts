import { inflateSync } from 'node:zlib';
import type { RefusedCode } from '../../../shared/report/verify-codes.ts';
import { bufferOf } from '../base/buffer-of.ts';
import { reportHeader } from '../pdf/pdf-structure.ts';
import { isAt } from '../pdf/pdf-tokens.ts';
import { reportUrnPrefix } from '../report/xmp.ts';

/** Marks that a report keeps when another program writes it anew: its identifier in XMP, and its results. */
const traces = [reportUrnPrefix, '"netready.run/', '"netready.environment/'];

/** How the dictionary of the signature begins in a report, and in no file that another program has written. */
const signatureLines = '/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n/ByteRange [0 ';

/**
 * Bounds on the search: how many streams are opened, how many bytes come out of them, and for how many one counts that
 * cannot be unpacked, because nobody knows how much work it was.
 */
const limits = {
  streams: 5000,
  streamBytes: 16 * 1024 * 1024,
  allBytes: 64 * 1024 * 1024,
  failedBytes: 1024 * 1024,
};

const hasTrace = (bytes: Buffer): boolean => traces.some((trace) => bytes.includes(trace));

function tryInflate(bytes: Buffer): Buffer | null {
  try {
    return inflateSync(bytes, { maxOutputLength: limits.streamBytes });
  } catch {
    return null;
  }
}

/** Whether a file holds a report's marks, plainly or in one of its packed streams, whatever its structure. */
function carriesReport(bytes: Buffer): boolean {
  if (hasTrace(bytes)) return true;
  let budget = limits.allBytes;
  let position = 0;
  for (let count = 0; count < limits.streams && budget > 0; count += 1) {
    position = bytes.indexOf('stream', position);
    if (position < 0) return false;
    position += 'stream'.length;
    const start = position + (isAt(bytes, position, '\r\n') ? 2 : 1);
    if (bytes[start] !== 0x78) continue;
    const data = tryInflate(bytes.subarray(start));
    if (data !== null && hasTrace(data)) return true;
    budget -= data?.length ?? limits.failedBytes;
  }
  return false;
}

/** How the first bytes of a report look after a transfer as text. */
const textBeginnings = [
  // Line feeds have become pairs.
  '%PDF-1.7\r\n',
  // The bytes of the second line, which are no text, were written as UTF-8, replaced, or cut to 7 bits.
  '%PDF-1.7\n%\xef\xbf\xbd',
  '%PDF-1.7\n%\xc3\xbf',
  '%PDF-1.7\n%????',
  '%PDF-1.7\n%\x7f\x7f',
];

/** Any PDF as UTF-16, in which Windows PowerShell redirects output. */
const wideBeginning = '\xff\xfe%\0P\0D\0F\0-\0';

/** How far from its start a file may have the mark of a PDF, as viewers tolerate it. */
const headerWindow = 1024;

/** How many of its last bytes a report needs to say where its table stands. */
const endWindow = 40;

/**
 * Says what a refused file is. A file that keeps the layout of a report was changed in the way that was found; one
 * that only carries a report's marks was written anew by another program; one without marks is none of ours.
 * @param found the rule that the file breaks as a report
 */
export function explainRefusal(file: Uint8Array, found: RefusedCode): RefusedCode {
  const bytes = bufferOf(file);
  if (bytes.length === 0) return 'EMPTY';
  if (found === 'TOO_LARGE') return found;
  const isPdf = bytes.subarray(0, headerWindow).includes('%PDF-');
  const isReport = carriesReport(bytes);
  if (isAt(bytes, 0, wideBeginning)) return 'TEXT_TRANSFER';
  if (!isPdf && !isReport) return 'NOT_PDF';
  if (isReport && textBeginnings.some((beginning) => isAt(bytes, 0, beginning))) return 'TEXT_TRANSFER';
  if (!isPdf && isAt(bytes, 0, '{')) return 'RESULTS_ALONE';
  if (!bytes.includes('%%EOF') && !bytes.subarray(-endWindow).includes('startxref')) return 'TRUNCATED';
  if (!isReport) return bytes.includes('/Encrypt ') ? 'ENCRYPTED' : 'FOREIGN';
  const keepsLayout = isAt(bytes, 0, reportHeader) || bytes.includes(signatureLines);
  return keepsLayout ? found : 'RESAVED';
}
