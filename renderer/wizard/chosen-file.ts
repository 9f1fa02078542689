import { maxProfileTextBytes } from '../../shared/contract/operations.ts';
import { type Failure, toFailure } from '../../shared/contract/reply.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { maxEnvironmentBytes } from '../../shared/run/limits.ts';
import { decodeText } from '../../shared/words/decode-text.ts';
import { startText } from '../text/en/start.ts';

/** A file that was chosen in the page: what the effects need of a DOM `File`. */
export type ChosenFile = {
  readonly name: string;
  readonly size: number;
  readonly arrayBuffer: () => Promise<ArrayBuffer>;
};

/** What a chosen file is: text that may hold answers, or a report as Base64; else why it is not read. */
export type ReadFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'report'; readonly pdf: string }
  | { readonly kind: 'refused'; readonly failure: Failure };

/** How every PDF begins (ISO 32000-2, 7.5.2). */
const pdfMark = [0x25, 0x50, 0x44, 0x46, 0x2d];

const isPdf = (bytes: Uint8Array): boolean => pdfMark.every((byte, index) => bytes[index] === byte);

/** How many bytes become characters in one call: more are too many arguments for some engines. */
const chunkBytes = 0x8000;

/** Bytes as Base64 (RFC 4648). */
export function base64Of(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + chunkBytes)));
  return btoa(parts.join(''));
}

const refuse = (code: 'profile-unreadable' | 'file-unreadable', sentence: string): ReadFile => ({
  kind: 'refused',
  failure: toFailure(new AppError(code, sentence)),
});

/** Only by its name it can be told whether a file may be large; what it is, its first bytes say. */
const isNamedPdf = (name: string): boolean => /\.pdf$/i.test(name);

/** Reads a chosen file, unless it is larger than any of its kind. Never throws. */
export async function readChosen(file: ChosenFile): Promise<ReadFile> {
  const { name, size } = file;
  const isNamed = isNamedPdf(name);
  if (isNamed && size > maxEnvironmentBytes) return refuse('file-unreadable', startText.reportTooLarge(name));
  if (!isNamed && size > maxProfileTextBytes) return refuse('profile-unreadable', startText.tooLarge(name));
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return isNamed || isPdf(bytes)
      ? { kind: 'report', pdf: base64Of(bytes) }
      : { kind: 'text', text: decodeText(bytes) };
  } catch (error) {
    return refuse(
      'profile-unreadable',
      error instanceof TypeError ? startText.notText(name) : startText.unreadable(name),
    );
  }
}
