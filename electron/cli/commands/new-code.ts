import { AppError } from '../../../shared/errors/app-error.ts';
import type { CliContext } from '../context.ts';
import { askForNewCode, type ServingProcess, servingProcesses } from '../new-codes.ts';

/** How long a Netready that serves may take to answer, in ms. */
const waitMs = 10_000;

/** The one Netready of this user that is meant. @throws AppError `usage` where none is, or several */
function chosen(all: readonly ServingProcess[], port: number | undefined): ServingProcess {
  const meant = all.filter((serving) => port === undefined || serving.port === port);
  const [only] = meant;
  if (only === undefined) {
    const where = port === undefined ? '' : ` on port ${port}`;
    throw new AppError('usage', `No Netready of this user serves${where}.`);
  }
  if (meant.length === 1) return only;
  const ports = meant.map((serving) => serving.port).sort((left, right) => left - right);
  throw new AppError('usage', `Several of this user serve. Name one with --port: ${ports.join(', ')}.`);
}

/** `netready serve --new-code`: asks a Netready of this user that serves for a new address, and prints it. */
export async function runNewCodeCommand(
  port: number | undefined,
  { dataFolder, print }: CliContext,
): Promise<void> {
  const serving = chosen(await servingProcesses(dataFolder), port);
  const url = await askForNewCode(dataFolder, serving, waitMs);
  if (url === null) throw new AppError('internal', `Netready on port ${serving.port} does not answer.`);
  print(`${url}\n`);
}
