import { environmentResultSchema } from '../../../shared/environment/environment-result.ts';
import { environmentTicket } from '../../../shared/ticket/environment-ticket.ts';
import { runTicket } from '../../../shared/ticket/run-ticket.ts';
import type { Ticket, TicketSigner } from '../../../shared/ticket/ticket.ts';
import type { OpenedReport } from './opened-report.ts';
import { resultOfReport } from './result-of-report.ts';

/** The answer to whoever sent a report, or why there is none. */
export type ReportTicket =
  | { readonly kind: 'ticket'; readonly ticket: Ticket }
  | { readonly kind: 'refused' }
  | { readonly kind: 'other-version'; readonly madeWith: string | null };

/** The answer that a verified report gives. From what verification refuses nothing is drawn, whatever lies in the file. */
export function ticketOfReport(opened: OpenedReport): ReportTicket {
  const { signer, environment } = opened.outcome;
  const by: TicketSigner = {
    standing: signer?.standing ?? 'unknown',
    fingerprint: signer?.fingerprint ?? null,
  };
  const found = resultOfReport(opened);
  switch (found.kind) {
    case 'refused':
    case 'other-version':
      return found;
    case 'result':
      return { kind: 'ticket', ticket: runTicket(found.result, by) };
    case 'environment': {
      if (opened.attachment === null) return { kind: 'refused' };
      const parsed = environmentResultSchema.safeParse(
        JSON.parse(new TextDecoder().decode(opened.attachment)),
      );
      return parsed.success
        ? { kind: 'ticket', ticket: environmentTicket(parsed.data, by) }
        : { kind: 'other-version', madeWith: environment?.madeWith ?? null };
    }
  }
}
