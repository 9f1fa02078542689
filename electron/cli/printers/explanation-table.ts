import { hostAndPort } from '../../../shared/profile/host.ts';
import type { Answer, Explanation, KnownCheck, UnknownLine } from '../../../shared/symptoms/explanation.ts';
import { explanationSentence, timesText } from '../../../shared/symptoms/explanation-sentences.ts';
import { verdictLooks } from '../../../shared/theme/verdicts.ts';
import { paint, type Terminal } from '../terminal/terminal.ts';
import { hangingText, padText } from '../terminal/text.ts';

const labelWidth = 14;

const labelled = (label: string, text: string, terminal: Terminal): readonly string[] =>
  hangingText(padText(`  ${label}`, labelWidth), labelWidth, text, terminal);

/** Texts one below the other, of which the first stands behind a label. */
const list = (label: string, texts: readonly string[], terminal: Terminal): readonly string[] =>
  texts.flatMap((text, index) => labelled(index === 0 ? label : '', text, terminal));

function knownText({ id, verdict, headline, title, destination, isSamePlace }: KnownCheck): string {
  const to =
    destination === null
      ? ''
      : destination.port === null
        ? destination.host
        : hostAndPort(destination.host, destination.port);
  const said = verdict === null ? title : `${verdictLooks[verdict].word}: ${headline ?? title}`;
  return `${said}${to === '' ? '' : ` (${to}${isSamePlace ? ', named in the line' : ''})`}  ${id}`;
}

function answerLines(answer: Answer, number: number, terminal: Terminal): readonly string[] {
  const { title, times, seen, meaning, reasons, steps, places, requirements, checks, known, source } = answer;
  const [first] = seen;
  const commands = checks.slice(0, 3).map(({ id }) => `netready check --only ${id}`);
  return [
    ...hangingText(`${number}. `, 3, title, terminal).map((line) => paint(terminal, 'strong', line)),
    ...(first === undefined
      ? []
      : labelled('Line', `${first.line}${timesText(times)}: ${first.text}`, terminal)),
    ...labelled('Meaning', meaning, terminal),
    ...(places.length === 0 ? [] : labelled('Names', places.join(', '), terminal)),
    ...list('Probably', reasons, terminal),
    ...list('Next', steps, terminal),
    ...list('Your checks', known.map(knownText), terminal),
    ...(known.length > 0 ? [] : list('Checks', commands, terminal)),
    ...(requirements.length === 0
      ? []
      : list(
          'Required',
          requirements.map(({ key, text }) => `${key}  ${text}`),
          terminal,
        )),
    ...(source === ''
      ? []
      : labelled('Seen before', source, terminal).map((line) => paint(terminal, 'quiet', line))),
    '',
  ];
}

const unknownTexts = ({ line, text, nearest }: UnknownLine, terminal: Terminal): readonly string[] => [
  ...labelled('Not known', `${line}: ${text}`, terminal),
  ...(nearest.length === 0
    ? labelled('', 'It is like no line that Netready knows.', terminal)
    : labelled(
        'Nearest',
        `${nearest.map(({ title }) => title).join('; ')}. These are other lines: no answer to this one.`,
        terminal,
      )),
];

/** An explanation as a person reads it: answers first, then what is not known, and one sentence at the end. */
export function explanationTable(explanation: Explanation, terminal: Terminal): readonly string[] {
  const { answers, unknown } = explanation;
  return [
    ...answers.flatMap((answer, index) => answerLines(answer, index + 1, terminal)),
    ...unknown.flatMap((line) => unknownTexts(line, terminal)),
    ...(unknown.length === 0 ? [] : ['']),
    ...hangingText('', 0, explanationSentence(explanation), terminal),
  ];
}
