import { inflateSync } from 'node:zlib';
import type { VerifyCode } from '../../../shared/report/verify-outcome.ts';
import { reportUrnPrefix } from '../report/xmp.ts';
import { reportHeader } from './pdf-structure.ts';
import { isAt } from './pdf-tokens.ts';

/** Marks that a report keeps when another program writes it anew: its identifier in XMP, and its results. */
const traces = [reportUrnPrefix, '"netready.run/'];

/** How the dictionary of the signature begins in a report, and in no file that another program has written. */
const signatureLines = '/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n/ByteRange [0 ';

/** Bounds on the search: how many streams are opened, and how many bytes come out of them. */
const limits = { streams: 5000, streamBytes: 16 * 1024 * 1024, allBytes: 64 * 1024 * 1024 };

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
    const data = bytes[start] === 0x78 ? tryInflate(bytes.subarray(start)) : null;
    if (data !== null && hasTrace(data)) return true;
    budget -= data?.length ?? 0;
  }
  return false;
}

/** A transfer as text turns line feeds into pairs, or writes the bytes of the second line anew as UTF-8. */
function wasTransferredAsText(bytes: Buffer): boolean {
  return (
    isAt(bytes, 0, '%PDF-1.7\r\n') ||
    isAt(bytes, 0, '%PDF-1.7\n%\xef\xbf\xbd') ||
    isAt(bytes, 0, '%PDF-1.7\n%\xc3\xbf')
  );
}

/** How far from its start a file may have the mark of a PDF, as viewers tolerate it. */
const headerWindow = 1024;

/** How many of its last bytes a report needs to say where its table stands. */
const endWindow = 40;

/**
 * Says what a refused file is. A file that keeps the layout of a report was changed in the way that was found; one
 * that only carries a report's marks was written anew by another program; one without marks is none of ours.
 * @param found the rule that the file breaks as a report
 */
export function explainRefusal(file: Uint8Array, found: VerifyCode): VerifyCode {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length === 0) return 'EMPTY';
  if (found === 'TOO_LARGE') return found;
  const isPdf = bytes.subarray(0, headerWindow).includes('%PDF-');
  const isReport = carriesReport(bytes);
  if (!isPdf && !isReport) return 'NOT_PDF';
  if (isReport && wasTransferredAsText(bytes)) return 'TEXT_TRANSFER';
  if (!bytes.includes('%%EOF') && !bytes.subarray(-endWindow).includes('startxref')) return 'TRUNCATED';
  if (!isReport) return 'FOREIGN';
  const keepsLayout = isAt(bytes, 0, reportHeader) || bytes.includes(signatureLines);
  return keepsLayout ? found : 'RESAVED';
}
