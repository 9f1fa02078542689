import { ticketFormats, ticketText } from '../../../shared/ticket/ticket-text.ts';
import { ticketOfReport } from '../verify/ticket-of-report.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';

/** Answers to whoever sent a report. Nothing is drawn from a file whose pages say something else than its data. */
export function ticketOperations({ trust, verifier }: OperationDeps): HandlersOf<'ticket.write'> {
  return {
    'ticket.write': async ({ pdf }, { signal }) => {
      const how = { trust: await trust.read(), comparePages: true, signal };
      const opened = await verifier.open(Buffer.from(pdf, 'base64'), how);
      const found = ticketOfReport(opened);
      if (found.kind !== 'ticket') return { kind: 'refused', message: opened.outcome.message };
      const [markdown, text] = ticketFormats.map((format) => ticketText(found.ticket, format));
      return { kind: 'ticket', markdown: markdown ?? '', text: text ?? '' };
    },
  };
}
