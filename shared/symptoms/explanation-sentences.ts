import { counted } from '../words/phrases.ts';
import type { Explanation } from './explanation.ts';

/** How often a symptom was seen, behind the number of its first line; empty for once. */
export const timesText = (times: number): string =>
  times === 1 ? '' : ` (and ${counted(times - 1, 'more line')})`;

/** What became of a text, in one or two sentences. */
export function explanationSentence({ answers, unknown, moreUnknown, lines, isCut }: Explanation): string {
  const left = unknown.length + moreUnknown;
  const cut = isCut
    ? ' The text was longer than Netready reads: only its first million characters were looked at.'
    : '';
  if (lines === 0) return `There is nothing to explain: the text is empty.${cut}`;
  if (answers.length === 0)
    return `Netready does not know ${lines === 1 ? 'this line' : 'any of these lines'}. That does not mean that nothing is wrong.${cut}`;
  const others =
    left === 0
      ? ''
      : ` ${counted(left, 'line')} that ${left === 1 ? 'looks' : 'look'} like an error ${left === 1 ? 'is' : 'are'} not known.`;
  return `${counted(answers.length, 'answer')} from ${counted(lines, 'line')}.${others} Only a check shows whether it is so on your machines.${cut}`;
}
