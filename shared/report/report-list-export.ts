import { fingerprintGroups, instantText } from '../words/phrases.ts';
import type { Verdict } from '../words/verdict.ts';
import { csvText } from './csv.ts';
import { fileLooks, type KeyStanding, type ListedReport } from './report-list.ts';

/** Whose key a file has, in the words of a list. */
export const keyWords: Readonly<Record<KeyStanding, string>> = {
  known: 'Known',
  unknown: 'Not known',
  'not-accepted': 'Certificate not accepted',
  changed: 'Other key than before',
  none: '',
};

/** What a report comes to, in the words of a list. */
export const resultWords: Readonly<Record<Verdict, string>> = {
  pass: 'Ready',
  fail: 'Not ready',
  warn: 'Ready, with warnings',
  'not-yet': 'Not yet',
  'not-testable-here': 'Not proven',
  unknown: 'Not proven',
  skipped: 'Not proven',
  'not-applicable': 'Not proven',
  waived: 'Not proven',
};

const phaseWords = { 'before-install': 'Before', 'after-install': 'After' } as const;

type Column = readonly [title: string, cell: (row: ListedReport) => string];

const columns: readonly Column[] = [
  ['File', ({ file }) => file],
  ['Intact?', ({ standing }) => fileLooks[standing].word],
  ['What is wrong', ({ detail }) => detail ?? ''],
  ['Whose key?', ({ key }) => keyWords[key]],
  ['Signer', ({ signer }) => signer ?? ''],
  ['Fingerprint', ({ fingerprint }) => fingerprintGroups(fingerprint ?? '').join(' ')],
  ['Machine', ({ about }) => about],
  ['Roles', ({ roles }) => roles],
  ['Phase', ({ phase }) => (phase === null ? '' : phaseWords[phase])],
  ['Made', ({ at }) => (at === null ? '' : instantText(at))],
  ['Result', ({ verdict }) => (verdict === null ? 'not read' : resultWords[verdict])],
  ['Failed', ({ failed }) => (failed === null ? '' : String(failed))],
];

/** A list of reports for spreadsheets. */
export const reportListCsv = (rows: readonly ListedReport[]): string =>
  csvText([columns.map(([title]) => title), ...rows.map((row) => columns.map(([, cell]) => cell(row)))]);

/**
 * A text inside a cell of a Markdown table (GitHub Flavored Markdown, 4.10), taken as it is: what would end the cell or be
 * markup, HTML or a link (6.9) is escaped, and a line break is a space.
 */
const cellText = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\\`*_[\]<>|~&]|:(?=\/\/)|(?<=\bwww)\./gi, (mark) => `\\${mark}`);

/** The columns that a ticket has room for. */
const ticketColumns: readonly string[] = [
  'File',
  'Intact?',
  'What is wrong',
  'Whose key?',
  'Machine',
  'Result',
  'Failed',
];

/** A list of reports as a table for a ticket. */
export function reportListMarkdown(rows: readonly ListedReport[]): string {
  const shown = columns.filter(([title]) => ticketColumns.includes(title));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return [
    line(shown.map(([title]) => title)),
    line(shown.map(() => '---')),
    ...rows.map((row) => line(shown.map(([, cell]) => cellText(cell(row))))),
  ].join('');
}
