import { capitalised } from '../words/phrases.ts';
import type { Ticket, TicketCommand, TicketPart, TicketProblem, TicketRule } from './ticket.ts';

/** What a ticket can be written as: Markdown, and plain text for a mail. */
export const ticketFormats = ['markdown', 'text'] as const;
export type TicketFormat = (typeof ticketFormats)[number];

/** How one of the formats writes the parts of a ticket; each gives lines. */
type Writer = {
  readonly title: (text: string) => readonly string[];
  readonly heading: (text: string) => readonly string[];
  readonly paragraph: (text: string) => readonly string[];
  readonly problem: (problem: TicketProblem) => readonly string[];
  readonly rules: (rows: readonly TicketRule[]) => readonly string[];
  readonly bullets: (texts: readonly string[]) => readonly string[];
  readonly commands: (commands: readonly TicketCommand[]) => readonly string[];
};

/**
 * A text of a stranger's report in one line, with nothing in it that a terminal obeys or that turns around how it reads: such a
 * character stands as its number.
 */
const inOneLine = (text: string): string =>
  text
    .replaceAll(/[\t\r\n\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(
      /[\p{Cc}\p{Bidi_Control}]/gu,
      (sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    );

/** Signs that Markdown takes for more than themselves; names of hosts and texts of servers may hold any of them. */
const escaped = (text: string): string =>
  inOneLine(text)
    .replaceAll(/[\\`*[\]<>|~&]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, (sign) => `\\${sign}`)
    .replace(/^(#|\+|-|\d+\.)/, '\\$1');

/** A command between fences that are longer than any row of backticks in it. */
const fenced = (command: string): readonly string[] => [
  '```',
  inOneLine(command).replaceAll('`', "'"),
  '```',
];

const markdown: Writer = {
  title: (text) => [`# ${escaped(text)}`, ''],
  heading: (text) => [`## ${escaped(text)}`, ''],
  paragraph: (text) => [escaped(text), ''],
  problem: ({ number, what, where, meaning, steps }) => [
    `${number}. **${escaped(what)}**`,
    ...where.map((text) => `   - Where: ${escaped(text)}`),
    ...(meaning === null ? [] : [`   - ${escaped(meaning)}`]),
    ...steps.map(({ who, text }) => `   - ${escaped(capitalised(who))}: ${escaped(text)}`),
  ],
  rules: (rows) => [
    '| From | To | Ports | Requirement |',
    '| --- | --- | --- | --- |',
    ...rows.map(({ from, to, ports, why }) => `| ${[from, to, ports, why].map(escaped).join(' | ')} |`),
    '',
  ],
  bullets: (texts) => (texts.length === 0 ? [] : [...texts.map((text) => `- ${escaped(text)}`), '']),
  commands: (commands) =>
    commands.flatMap(({ machine, command }) => [
      ...(machine === null ? [] : [`${escaped(capitalised(machine))}:`, '']),
      ...fenced(command),
      '',
    ]),
};

/** A text in lines of at most so many characters, broken between words; commands are never broken. */
function wrapped(text: string, width = 78, indent = ''): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of inOneLine(text).split(' ')) {
    if (line !== '' && `${line} ${word}`.length > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each, index) => (index === 0 ? each : `${indent}${each}`));
}

function underlined(text: string, line: string): readonly string[] {
  const lines = wrapped(text);
  return [...lines, line.repeat(Math.max(...lines.map(({ length }) => length))), ''];
}

const bullet = (text: string): readonly string[] => wrapped(`- ${text}`, 76, '  ');

const plain: Writer = {
  title: (text) => underlined(text, '='),
  heading: (text) => underlined(text, '-'),
  paragraph: (text) => [...wrapped(text), ''],
  problem: ({ number, what, where, meaning, steps }) => [
    ...wrapped(`${number}. ${what}`, 76, '   '),
    ...[
      ...where.map((text) => `Where: ${text}`),
      ...(meaning === null ? [] : [meaning]),
      ...steps.map(({ who, text }) => `${capitalised(who)}: ${text}`),
    ].flatMap((text) => bullet(text).map((line) => `   ${line}`)),
  ],
  rules: (rows) => [
    ...rows.flatMap(({ from, to, ports, why }) => [
      ...wrapped(`From:  ${from}`, 76, '       '),
      ...wrapped(`To:    ${to}`, 76, '       '),
      ...wrapped(`Ports: ${ports}   (requirement ${why})`, 76, '       '),
      '',
    ]),
  ],
  bullets: (texts) => (texts.length === 0 ? [] : [...texts.flatMap(bullet), '']),
  commands: (commands) =>
    commands.flatMap(({ machine, command }) => [
      ...(machine === null ? [] : wrapped(`${capitalised(machine)}:`)),
      `  ${inOneLine(command)}`,
      '',
    ]),
};

const writers: Readonly<Record<TicketFormat, Writer>> = { markdown, text: plain };

/** A part with its heading; nothing where it has no lines. */
const part = (write: Writer, heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [...write.heading(heading), ...lines];

/** What is said of one run or environment, under headings that say whose they are where there are several. */
function partLines(
  write: Writer,
  { problems, moreProblems, rules, open, openCommands, again }: TicketPart,
  of: (heading: string) => string,
): readonly string[] {
  const wrong = [
    ...problems.flatMap((problem) => [...write.problem(problem), '']),
    ...(moreProblems === null ? [] : write.paragraph(moreProblems)),
  ];
  const asked =
    rules === null
      ? []
      : [...write.paragraph(rules.intro), ...write.rules(rules.rows), ...write.bullets(rules.notes)];
  const left = [...open.flatMap(write.paragraph), ...write.commands(openCommands)];
  const repeat = again === null ? [] : [...write.paragraph(again.intro), ...write.commands(again.commands)];
  return [
    ...part(write, of('What is wrong'), wrong),
    ...part(write, of('For the network team'), asked),
    ...part(write, of('What is still open'), left),
    ...part(write, of('Check again'), repeat),
  ];
}

/** A ticket as it is sent: Markdown, or plain text in lines that no mail program breaks. */
export function ticketText(ticket: Ticket, format: TicketFormat): string {
  const write = writers[format];
  const { subject, opening, others, send, notes } = ticket;
  const lines = [
    ...write.title(subject),
    ...opening.flatMap(write.paragraph),
    ...partLines(write, ticket, (heading) => heading),
    ...others.flatMap((other) => [
      ...part(write, other.name, other.opening.flatMap(write.paragraph)),
      ...partLines(write, other, (heading) => `${other.name}: ${heading.toLowerCase()}`),
    ]),
    ...part(write, 'Send the result', send.flatMap(write.paragraph)),
    ...part(write, 'About this report', notes.flatMap(write.paragraph)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
