import type { EnvironmentResult } from '../../shared/environment/environment-result.ts';
import { environmentsOf } from '../../shared/environment/environments-of.ts';
import type { ErrorCode } from '../../shared/errors/codes.ts';
import type { VerifyOutcome } from '../../shared/report/verify-outcome.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { isOutOfTime } from '../../shared/run/untested.ts';

/** The documented exit codes of `netready`. */
export const exitCodes = {
  /** No required check failed; a report is not refused and its signer known. */
  ok: 0,
  /** Netready itself failed, or could not write. */
  internal: 1,
  /** The command line or the profile is wrong. */
  usage: 2,
  /** A required check failed. */
  failed: 3,
  /** The time that the profile allows was used up before all was tested, or, with `--strict`, there is a doubt. */
  doubtful: 4,
  /** A report is refused: not as it was signed, its pages do not fit, or not one of ours. */
  notIntact: 5,
  /** A report is not refused, but its signer is not known. */
  unknownSigner: 6,
  /** Whoever read the output went away before its end (128 + SIGPIPE), and nothing else is to be told. */
  closedOutput: 141,
  /** Cancelled with Ctrl+C (128 + SIGINT), after the report of what was done was written. */
  cancelled: 130,
} as const;

/** What the system says of a pipe whose reader has gone; on Windows by any of these. */
const closedPipe: readonly string[] = ['EPIPE', 'ECONNRESET', 'EOF'];

/** Whether an output failed because nobody reads it any more, as after `| head -1`. */
export const isClosedPipe = (failure: string | null): boolean =>
  failure !== null && closedPipe.includes(failure);

/**
 * The exit code of a process whose output may have failed. A result that could not be written whole is a failure of the
 * command, whatever it says; a reader that wanted no more of it is none.
 * @param own the exit code of the command itself
 * @param output why standard output failed, a code of the system; null when it did not
 * @param errorOutput the same of standard error
 */
export function exitCodeWithOutputs(own: number, output: string | null, errorOutput: string | null): number {
  if (output !== null && !isClosedPipe(output)) return exitCodes.internal;
  if (own !== exitCodes.ok) return own;
  if (errorOutput !== null && !isClosedPipe(errorOutput)) return exitCodes.internal;
  return output === null ? own : exitCodes.closedOutput;
}

/** The exit code of an expected failure. */
export function exitCodeOfError(code: ErrorCode): number {
  switch (code) {
    case 'usage':
    case 'profile-unreadable':
    case 'profile-invalid':
    case 'profile-not-json':
    case 'profile-is-configuration':
    case 'profile-other-file':
    case 'configuration-invalid':
    case 'trust-invalid':
    case 'key-file-invalid':
    case 'data-folder-unset':
    case 'file-unreadable':
    case 'report-refused':
    case 'report-redacted':
    case 'report-other-version':
    case 'input-invalid':
    case 'fingerprint-differs':
    case 'machine-has-key':
    case 'operation-unknown':
      return exitCodes.usage;
    case 'cancelled':
      return exitCodes.cancelled;
    case 'output-unwritable':
    case 'file-exists':
    case 'identity-damaged':
    case 'identity-exposed':
    case 'not-found':
    case 'busy':
    case 'session-changed':
    case 'host-lost':
    case 'not-admitted':
    case 'internal':
      return exitCodes.internal;
  }
}

/**
 * The exit code of a run. Time that was used up is not the person's wish, as Ctrl+C is: what it left untested is a
 * doubt, and counts as one also without `strict`, which refuses warnings and unknowns of any severity and cause.
 */
export function exitCodeOfRun(result: RunResult, strict: boolean): number {
  if (result.checks.some(({ severity, verdict }) => severity === 'required' && verdict === 'fail'))
    return exitCodes.failed;
  const late = result.checks.filter(isOutOfTime);
  if (late.some(({ verdict }) => verdict === 'unknown')) return exitCodes.doubtful;
  if (result.cancelled && late.length === 0) return exitCodes.cancelled;
  const isDoubtful = result.counts.warn > 0 || result.counts.unknown > 0 || result.counts.fail > 0;
  return strict && isDoubtful ? exitCodes.doubtful : exitCodes.ok;
}

/** What the files of a merge came to, as far as its exit code is concerned. */
type MergedFiles = {
  readonly inputs: readonly { readonly input: { readonly signer: { readonly isKnown: boolean } } }[];
  readonly refused: readonly unknown[];
};

/**
 * The exit code of a merge: as that of the verification of its files, else as that of a run for the environment.
 * @param result null where nothing was merged
 */
export function exitCodeOfMerge({ inputs, refused }: MergedFiles, result: EnvironmentResult | null): number {
  if (refused.length > 0) return exitCodes.notIntact;
  if (inputs.some(({ input }) => !input.signer.isKnown)) return exitCodes.unknownSigner;
  const environments = result === null ? [] : environmentsOf(result);
  const judged = environments.flatMap(({ connections, own }) => [...connections, ...own]);
  const hasFailed = judged.some(({ severity, verdict }) => severity === 'required' && verdict === 'fail');
  return hasFailed ? exitCodes.failed : exitCodes.ok;
}

/** The exit code of several verifications: refused before unknown before known. */
export function exitCodeOfVerification(outcomes: readonly VerifyOutcome['outcome'][]): number {
  if (outcomes.some((outcome) => outcome !== 'trusted' && outcome !== 'unknown-signer'))
    return exitCodes.notIntact;
  return outcomes.includes('unknown-signer') ? exitCodes.unknownSigner : exitCodes.ok;
}
