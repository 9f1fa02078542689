import { randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '../../../shared/errors/app-error.ts';
import { peersStillAwaited } from '../../../shared/plan/expected-peers.ts';
import { codeBytes } from '../../../shared/rehearsal/code.ts';
import { reportFormats } from '../../../shared/report/report-formats.ts';
import { untilEnd } from '../../core/base/until-end.ts';
import { type OpenListening, openListening } from '../../core/engine/listening.ts';
import { rehearsalVariable } from '../../core/rehearsal/given-code.ts';
import { noteListening } from '../../core/rehearsal/own-listeners.ts';
import type { CliContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { openKeeper } from '../kept-runs.ts';
import { chooseListening } from '../listen-choice.ts';
import type { ListenOptions } from '../options/listen-options.ts';
import { bannerLines, codeLines, endLines, firewallLines, visitLine } from '../printers/listening.ts';
import { runTable } from '../printers/run-table.ts';
import { givenCode } from '../rehearsal-code.ts';
import { openReportFolder, selectSigner, writeReport } from '../write-report.ts';

/** The code that is given; a new one where none is, shown at the terminal and nowhere else. */
async function codeFor(options: ListenOptions, context: CliContext): Promise<Uint8Array> {
  const given = await givenCode(options, context);
  if (given !== null) return given;
  if (!context.errorOutput.live)
    throw new AppError(
      'usage',
      `A new code is shown at a terminal only, and there is none: give --rehearsal-file FILE, or set ${rehearsalVariable}.`,
    );
  const code = randomBytes(codeBytes);
  context.explain(`${codeLines(code, context.errorOutput).join('\n')}\n`);
  return code;
}

const minuteMs = 60_000;

/** Listens until the end, and says who comes. */
async function listen(minutes: number, opened: OpenListening, context: CliContext): Promise<void> {
  const { world, explain, signal, errorOutput } = context;
  const until = new Date(world.clock.now().getTime() + minutes * minuteMs);
  const about = { tag: opened.tag, until, minutes };
  explain(`${bannerLines(opened.ports, about, errorOutput).join('\n')}\n`);
  const forget = await noted(opened, context);
  await untilEnd(minutes * minuteMs, signal).finally(forget);
}

/** Lets checks of this user know the listeners, where there is a data folder; what removes the note. */
async function noted({ ports }: OpenListening, context: CliContext): Promise<() => Promise<void>> {
  const open = ports.filter(({ state }) => state.kind === 'rehearsed').map(({ target }) => target.port);
  try {
    return await noteListening(context.dataFolder, open);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    context.explain(`A check on this machine takes these listeners for another program: ${error.message}\n`);
    return async () => undefined;
  }
}

/** Who came to which port. */
const visitors = ({ ports, listener }: OpenListening) =>
  ports.flatMap(({ target: { port } }) =>
    listener.visits(port).map(({ checker }) => ({ port, visitor: checker.view })),
  );

/**
 * `netready listen`: stands in for the services that this machine will have, until the time is over or Ctrl+C, and then
 * says who came: as a table, and as a signed report with `--out`. Nothing is opened before it is said what.
 */
export async function runListenCommand(options: ListenOptions, context: CliContext): Promise<void> {
  const { explain, print, world, signal } = context;
  context.spareMemory();
  const chosen = await chooseListening(options, context);
  const { targets } = chosen.listening;
  const openIdentity = await selectSigner({ ...options, redact: false }, context);
  if (options.out !== undefined) await openReportFolder(options.out, context);
  const identity = options.out === undefined ? null : await openIdentity();
  const visits = new Set<string>();
  const opened = await openListening({
    ...chosen,
    code: await codeFor(options, context),
    reportKey: identity?.fingerprint ?? null,
    world,
    randomBytes,
    newId: randomUUID,
    signal,
    onVisit: (visit) => {
      const once = `${visit.checker.view.run} ${visit.port}`;
      if (visits.has(once)) return;
      visits.add(once);
      explain(`${visitLine(visit)}\n`);
    },
  });
  try {
    for (const line of firewallLines(opened.ports)) explain(`${line}\n`);
    if (opened.isOpen) await listen(options.for, opened, context);
    context.setExitCode(opened.isOpen ? exitCodes.ok : exitCodes.internal);
  } finally {
    await opened.close();
  }
  const awaited = peersStillAwaited(targets, visitors(opened));
  explain(`${endLines(opened.ports, visits.size, opened.listener.strangers(), awaited).join('\n')}\n`);
  const result = await opened.result();
  const isKept = await (await openKeeper(context)).keep(result);
  print(`${runTable(result, context.output).join('\n')}\n`);
  if (options.out === undefined) return;
  const { out, pageSize } = options;
  await writeReport(
    result,
    { out, redact: false, keepText: [], pageSize, formats: reportFormats },
    { openIdentity, openUnnamedIdentity: context.openUnnamedIdentity },
    { tellWritten: print, isKept, context },
  );
}
