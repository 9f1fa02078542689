import { AppError } from '../../../shared/errors/app-error.ts';
import { maxEnvironmentBytes } from '../../../shared/run/limits.ts';
import { ticketText } from '../../../shared/ticket/ticket-text.ts';
import { readLimited } from '../../core/files/read-limited.ts';
import { ticketOfReport } from '../../core/verify/ticket-of-report.ts';
import { readOwnTrust, readTrustFile } from '../../core/verify/trust.ts';
import type { CliContext } from '../context.ts';
import { exitCodeOfVerification, exitCodes } from '../exit-codes.ts';
import { giveText } from '../give-text.ts';
import type { TicketOptions } from '../options/ticket-options.ts';

/**
 * `netready ticket REPORT`: the answer to whoever sent a report, as Markdown or plain text. Nothing is drawn from a file that
 * verification refuses.
 * @throws AppError `file-unreadable`, `usage` when another version is needed to read the results, `cancelled`
 */
export async function runTicketCommand(
  file: string,
  { quick, trust: trustFile, format, out }: TicketOptions,
  context: CliContext,
): Promise<void> {
  const trust =
    trustFile === undefined ? await readOwnTrust(context.dataFolder) : await readTrustFile(trustFile);
  const verifier = await context.openVerifier(!quick);
  try {
    const bytes = await readLimited(file, maxEnvironmentBytes, 'file-unreadable');
    const opened = await verifier.open(bytes, { trust, comparePages: !quick, signal: context.signal });
    const found = ticketOfReport(opened);
    const { message, code, outcome } = opened.outcome;
    switch (found.kind) {
      case 'refused':
        context.explain(`${file}: no answer is drawn from it. ${message} (${code})\n`);
        context.setExitCode(exitCodes.notIntact);
        return;
      case 'other-version':
        throw new AppError(
          'usage',
          `${file} was made by ${found.madeWith === null ? 'another version' : `version ${found.madeWith}`}, whose results this version cannot read. Use that version or a newer one.`,
        );
      case 'ticket':
        await giveText(ticketText(found.ticket, format), out, context);
        context.setExitCode(exitCodeOfVerification([outcome]));
    }
  } finally {
    await verifier.close();
  }
}
