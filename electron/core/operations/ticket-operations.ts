import { ticketFormats, ticketText } from '../../../shared/ticket/ticket-text.ts';
import { ticketOfReport } from '../verify/ticket-of-report.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';

/** Answers to whoever sent a report. The pages were compared by whoever opened it; signature and data decide here. */
export function ticketOperations({ trust, quickVerifier }: OperationDeps): HandlersOf<'ticket.write'> {
  return {
    'ticket.write': async ({ pdf }, { signal }) => {
      const how = { trust: await trust.read(), comparePages: false, signal };
      const opened = await quickVerifier.open(Buffer.from(pdf, 'base64'), how);
      const found = ticketOfReport(opened);
      if (found.kind !== 'ticket') return { kind: 'refused', message: opened.outcome.message };
      const [markdown, text] = ticketFormats.map((format) => ticketText(found.ticket, format));
      return { kind: 'ticket', markdown: markdown ?? '', text: text ?? '' };
    },
  };
}
