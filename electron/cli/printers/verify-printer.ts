import type { VerifyOutcome } from '../../../shared/report/verify-outcome.ts';
import { openJsonList } from '../terminal/json-text.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { type FileOutcome, outcomeLines, totalLines } from './verify-table.ts';

/** Prints verified files one by one, so that thousands of them are not kept. */
export type VerifyPrinter = {
  readonly add: (outcome: FileOutcome) => void;
  /** Prints what belongs behind the last of them. Nothing was and is printed where there was none. */
  readonly end: () => void;
};

type Print = (text: string) => void;

function openTable(print: Print, terminal: Terminal): VerifyPrinter {
  const known: Pick<VerifyOutcome, 'outcome' | 'pages'>[] = [];
  const put = (lines: readonly string[]): void => print(`${lines.join('\n')}\n`);
  return {
    add: (outcome) => {
      put([...(known.length === 0 ? [] : ['']), ...outcomeLines(outcome, terminal)]);
      known.push({ outcome: outcome.outcome, pages: outcome.pages });
    },
    end: () => {
      const total = totalLines(known, terminal);
      if (total.length > 0) put(['', ...total]);
    },
  };
}

/** What prints verified files in a format: a list of JSON, or what a person reads with how many there are of each kind. */
export const openVerifyPrinter = (
  format: 'table' | 'json',
  print: Print,
  terminal: Terminal,
): VerifyPrinter => (format === 'json' ? openJsonList(print, terminal) : openTable(print, terminal));
