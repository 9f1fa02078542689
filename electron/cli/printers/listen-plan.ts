import type { Carrier } from '../../../shared/probe/carriers.ts';
import type { ListenView } from '../../../shared/run/listen-view.ts';
import { counted } from '../../../shared/words/phrases.ts';
import { paint, type Terminal } from '../terminal/terminal.ts';
import { padText, safeText, wrapText } from '../terminal/text.ts';
import { peerText } from './listening.ts';

const carrierWords: Readonly<Record<Carrier, string>> = {
  plain: 'TCP',
  http: 'HTTP',
  https: 'TLS, HTTP',
  amqp: 'AMQP',
  amqps: 'TLS, AMQP',
  tds: 'TDS',
  tns: 'TNS',
};

/** A plan to listen as a person reads it. */
export function listenPlanTable(view: ListenView, terminal: Terminal): readonly string[] {
  const wrapped = (text: string): readonly string[] =>
    wrapText(safeText(text), terminal.columns - 4).map((line) => `  ${line}`);
  const portLines = view.ports.flatMap(({ port, carrier, checks }) => {
    const [first = '', ...more] = wrapText(checks.join(', '), terminal.columns - 24);
    return [
      `  ${padText(String(port), 5)}  ${padText(carrierWords[carrier], 10)}  ${safeText(first)}`,
      ...more.map((line) => `${' '.repeat(21)}${safeText(line)}`),
    ];
  });
  return [
    `${counted(view.ports.length, 'port')} to listen at on ${safeText(view.hostname)}`,
    '',
    paint(terminal, 'strong', 'Ports, unless another program has them'),
    ...portLines,
    '',
    paint(terminal, 'strong', 'Who should come, and to which ports'),
    ...view.expected.flatMap((peer) => wrapped(peerText(peer))),
    '',
    paint(terminal, 'strong', 'Addresses at which each is opened'),
    ...wrapped(view.addresses.join(', ')),
    '',
    paint(terminal, 'strong', 'Connections to itself, to see that Netready answers there'),
    ...wrapped(view.knocks.join(', ')),
    '',
    'Nothing else is contacted. This was the plan only; nothing was opened.',
  ];
}
