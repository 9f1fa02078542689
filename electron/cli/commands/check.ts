import { randomBytes, randomUUID } from 'node:crypto';
import { proposalLines } from '../../../shared/catalogue/proposals.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Rehearsing } from '../../../shared/plan/rehearse-plan.ts';
import { maxWaivers, type Profile } from '../../../shared/profile/profile.ts';
import { keptTexts, redactResult } from '../../../shared/redact/redact.ts';
import { reportFormats } from '../../../shared/report/report-formats.ts';
import { verdictSentence } from '../../../shared/report/verdict-sentence.ts';
import type { RunProgress } from '../../../shared/run/progress.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { isKnownCheck, type PreparedRun, prepareRun } from '../../core/engine/prepare-run.ts';
import type { RehearsalParty } from '../../core/probes/rehearsal-party.ts';
import { rehearsalKeys } from '../../core/rehearsal/keys.ts';
import {
  noListeners,
  type OwnListeners,
  readOwnListeners,
  seeingThrough,
} from '../../core/rehearsal/own-listeners.ts';
import { rehearsalParty } from '../../core/rehearsal/party.ts';
import type { Signers } from '../../core/report/write-report.ts';
import { keepRun } from '../../core/runs/keep-run.ts';
import type { CliContext } from '../context.ts';
import { exitCodeOfRun } from '../exit-codes.ts';
import { type Keeper, openKeeper } from '../kept-runs.ts';
import type { CheckOptions } from '../options/check-options.ts';
import { runShort, runTable, verdictLine } from '../printers/run-table.ts';
import { givenCode } from '../rehearsal-code.ts';
import { jsonTextParts } from '../terminal/json-text.ts';
import { openProgress } from '../terminal/progress.ts';
import { demandRedact, openReportFolder, selectSigner, writeReport } from '../write-report.ts';
import { selectProfile } from './select-profile.ts';

/** How often the live line is drawn again while nothing happens, in ms, so that its seconds go on. */
const redrawMs = 250;

function watchRun(context: CliContext): {
  readonly onProgress: (progress: RunProgress) => void;
  readonly end: () => void;
} {
  const line = openProgress({ write: context.explain }, context.errorOutput);
  let state = { done: 0, total: 0 };
  let longest: Extract<RunProgress, { kind: 'waiting' }>['longest'] = null;
  const draw = (): void => {
    const waiting =
      longest === null ? null : { what: longest.what, sinceMs: Date.now() - Date.parse(longest.since) };
    line.show({ waiting, ...state });
  };
  const timer = context.errorOutput.live ? setInterval(draw, redrawMs) : undefined;
  return {
    onProgress: (progress) => {
      switch (progress.kind) {
        case 'planned':
          state = { done: 0, total: progress.total };
          break;
        case 'waiting':
          longest = progress.longest;
          break;
        case 'check':
          state = { done: progress.done, total: progress.total };
          break;
      }
      draw();
    },
    end: () => {
      clearInterval(timer);
      line.clear();
    },
  };
}

/** The listeners of this user that are open on this machine; none where there is no data folder. */
async function ownListeners(context: CliContext): Promise<OwnListeners> {
  try {
    return await readOwnListeners(context.dataFolder);
  } catch (error) {
    if (error instanceof AppError) return noListeners;
    throw error;
  }
}

/** What makes the part of a run in a rehearsal, once it has an id. */
function partyOf(code: Uint8Array, reportKey: string | null, { plan }: PreparedRun) {
  const { profile, machine, roles } = plan;
  const keys = rehearsalKeys(code);
  const about = { reportKey, name: profile.machine.name ?? machine.hostname, roles, profile };
  return (run: string): RehearsalParty => rehearsalParty({ keys, about, randomBytes }, run);
}

async function runWatched(
  profile: Profile,
  only: readonly string[],
  keeper: Keeper,
  rehearsal: { readonly code: Uint8Array | null; readonly reportKey: string | null },
  context: CliContext,
): ReturnType<typeof keepRun> {
  const { code, reportKey } = rehearsal;
  const machine = await context.world.platform.machine();
  const rehearsing: Rehearsing = { dials: code !== null, listens: false };
  const prepared = prepareRun(profile, machine, only, rehearsing);
  for (const line of proposalLines(profile)) context.explain(`${line}\n`);
  const watch = watchRun(context);
  const options = {
    signal: context.signal,
    onProgress: watch.onProgress,
    newId: randomUUID,
    ...(code === null ? {} : { rehearse: partyOf(code, reportKey, prepared) }),
  };
  try {
    const world = seeingThrough(context.world, await ownListeners(context));
    return await keepRun(prepared, world, options, { ...keeper, base: null, join: (found) => found });
  } finally {
    watch.end();
  }
}

function demandUseOfRedact({ redact, keepText, out, format }: CheckOptions): void {
  demandRedact({ redact, keepText });
  if (redact && out === undefined && format !== 'json')
    throw new AppError('usage', '--redact changes what is written, so it needs --out or --format json.');
}

/** Waivers of the command line become part of the profile of the result, so they keep its bounds. */
function refuseWaivers(profile: Profile, { waive }: CheckOptions): void {
  const count = profile.waivers.length + waive.length;
  if (count > maxWaivers)
    throw new AppError(
      'usage',
      `--waive: with those of the profile there are ${count} waivers. Allowed: at most ${maxWaivers}.`,
    );
  const stranger = waive.find(({ check }) => !isKnownCheck(profile, check));
  if (stranger !== undefined)
    throw new AppError(
      'usage',
      `--waive: "${stranger.check}" is no check of the catalogue. Allowed: an id that netready plan lists.`,
    );
}

/** The result on standard output, but for the last line of the table. */
async function printResult(
  result: RunResult,
  { format, out, redact, keepText }: CheckOptions,
  context: CliContext,
): Promise<void> {
  const print = (lines: readonly string[]): void => context.print(`${lines.join('\n')}\n`);
  switch (format) {
    case 'json':
      for (const part of jsonTextParts(
        redact ? redactResult(result, keptTexts(result, keepText)).result : result,
        context.output,
      )) {
        context.print(part);
        await context.printed();
      }
      context.explain(`${verdictSentence(result)}\n`);
      break;
    case 'short':
      print(runShort(result, context.output));
      break;
    case 'table': {
      const hint = out === undefined ? ['No report was written; add --out FOLDER for the signed PDF.'] : [];
      print([...runTable(result, context.output), ...hint]);
    }
  }
}

/** Prints a result and writes its files. Everything that depends on no font, key or authority is done first. */
async function deliver(
  result: RunResult,
  options: CheckOptions,
  signers: Signers,
  isKept: boolean,
  context: CliContext,
): Promise<void> {
  const { format, out, redact, keepText, pageSize } = options;
  await printResult(result, options, context);
  const tellWritten = format === 'table' ? context.print : context.explain;
  try {
    if (out !== undefined)
      await writeReport(result, { out, redact, keepText, pageSize, formats: reportFormats }, signers, {
        tellWritten,
        isKept,
        context,
      });
  } finally {
    if (format === 'table') context.print(`\n${verdictLine(result, context.output)}\n`);
  }
}

/**
 * `netready check`: runs the plan of a profile, prints the result, keeps it and writes the signed report. Cancelled with
 * Ctrl+C it still does all that, for what was done until then. A folder that cannot be written to, and a key that cannot
 * be used, are known before anything is contacted.
 */
export async function runCheckCommand(options: CheckOptions, context: CliContext): Promise<void> {
  demandUseOfRedact(options);
  context.spareMemory();
  const selected = await selectProfile(options);
  refuseWaivers(selected, options);
  const openIdentity = await selectSigner(options, context);
  const { openUnnamedIdentity } = context;
  const code = await givenCode(options, context);
  let reportKey: string | null = null;
  if (options.out !== undefined) {
    await openReportFolder(options.out, context);
    const { fingerprint } = await (options.redact ? openUnnamedIdentity() : openIdentity());
    reportKey = fingerprint;
  }
  const profile = { ...selected, waivers: [...selected.waivers, ...options.waive] };
  if (options.profile === undefined)
    context.explain(
      'No profile given: the built-in default, everything on this machine, before the installation.\n',
    );
  const keeper = await openKeeper(context);
  const { result, isKept } = await runWatched(profile, options.only, keeper, { code, reportKey }, context);
  context.setExitCode(exitCodeOfRun(result, options.strict));
  await deliver(result, options, { openIdentity, openUnnamedIdentity }, isKept, context);
}
