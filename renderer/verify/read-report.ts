import type { Call } from '../../shared/contract/bridge.ts';
import type { OperationName } from '../../shared/contract/operations.ts';
import { type Failure, type Reply, toFailure } from '../../shared/contract/reply.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { verifyOutcome } from '../../shared/report/verify-outcome.ts';
import { maxEnvironmentBytes } from '../../shared/run/limits.ts';
import { wellFormed } from '../../shared/words/well-formed.ts';
import { verifyText } from '../text/en/verify.ts';
import type { Commands } from '../wizard/effects.ts';
import { checked, type FileStatus } from './verify-state.ts';

/** The longest name of a file that is told to the host. */
const longestName = 255;

/** The name of a file as it is told to the host and shown: without half characters, which a system may allow. */
export const nameOfFile = ({ name }: Pick<File, 'name'>): string => wellFormed(name.slice(0, longestName));

/** The content of a file as Base64; refused when it is a folder or cannot be read any more. */
export function readBase64(file: File): Promise<Reply<string>> {
  const failure = (): Failure => toFailure(new AppError('file-unreadable', verifyText.unreadable(file.name)));
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.addEventListener('error', () => resolve({ ok: false, error: failure() }));
    reader.addEventListener('load', () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      resolve({ ok: true, value: url.slice(url.indexOf(',') + 1) });
    });
    reader.readAsDataURL(file);
  });
}

/** The answer of a call, which is told to stop where nobody waits for it any more. */
export async function unlessAborted<N extends OperationName>(
  { reply, cancel }: Call<N>,
  signal: AbortSignal,
): Promise<Awaited<Call<N>['reply']>> {
  signal.addEventListener('abort', cancel, { once: true });
  const answer = await reply;
  signal.removeEventListener('abort', cancel);
  return answer;
}

/**
 * Checks one file, unless nobody waits for it any more. A file that is larger than any report is not even read; its answer
 * is the verifier's own. Never throws.
 * @param pages whether its pages are compared with its data as well
 */
export async function checkFile(
  file: File,
  pages: boolean,
  verify: Commands['verify'],
  signal: AbortSignal,
): Promise<FileStatus> {
  const name = nameOfFile(file);
  if (file.size > maxEnvironmentBytes) return checked(name, verifyOutcome('TOO_LARGE'));
  const content = await readBase64(file);
  if (!content.ok) return { kind: 'failed', failure: content.error };
  if (signal.aborted) return { kind: 'waiting' };
  const call = verify([{ name, pdf: content.value }], pages);
  const reply = await unlessAborted(call, signal);
  if (!reply.ok) return { kind: 'failed', failure: reply.error };
  const outcome = reply.value.outcomes[0];
  return outcome === undefined
    ? { kind: 'failed', failure: toFailure(new AppError('internal', verifyText.unreadable(file.name))) }
    : checked(name, outcome);
}
