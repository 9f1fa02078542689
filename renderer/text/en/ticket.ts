/** Texts around the answer to whoever sent a report. */
export const ticketTexts = {
  open: 'Answer to the sender',
  heading: 'Answer to the sender',
  writing: 'Writing the answer',
  formats: { markdown: 'Markdown', text: 'Plain text' },
  format: 'Written as',
  what: 'the answer',
  close: 'Close',
  refused: 'Nothing is drawn from this file',
} as const;
