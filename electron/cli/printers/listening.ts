import type { ExpectedPeer } from '../../../shared/plan/expected-peers.ts';
import { hostAndPort } from '../../../shared/profile/host.ts';
import { formatCode } from '../../../shared/rehearsal/code.ts';
import { counted } from '../../../shared/words/phrases.ts';
import type { PortOwner } from '../../core/base/world.ts';
import type { Visit } from '../../core/probes/rehearsal-party.ts';
import type { OpenedPort } from '../../core/rehearsal/open-rehearsal.ts';
import { paint, type Terminal } from '../terminal/terminal.ts';
import { safeText } from '../terminal/text.ts';

const ownerText = ({ process, pid }: PortOwner): string =>
  `${process ?? 'a program'}${pid === undefined ? '' : ` (process ${pid})`}`;

function stateText({ state }: OpenedPort): string {
  switch (state.kind) {
    case 'rehearsed':
      return `open at ${state.addresses.join(', ')}`;
    case 'in-use':
      return `in use by ${state.owners.map(ownerText).join(', ') || 'another program'}, and left alone: others test the real service`;
    case 'not-opened':
      return state.code === 'NOT_ANSWERED'
        ? 'given back: another program answered there'
        : `not opened (${state.code})`;
  }
}

/** What became of each port, one line each. */
export const openedLines = (ports: readonly OpenedPort[]): readonly string[] =>
  ports.map((port) => `  ${String(port.target.port).padEnd(5)}  ${safeText(stateText(port))}`);

/** What is said of ports whose firewall rule is for one program: the service would be let in, and the listener is not. */
export function firewallLines(ports: readonly OpenedPort[]): readonly string[] {
  const limited = ports.filter(({ isForServiceAlone }) => isForServiceAlone === true);
  return limited.length === 0
    ? []
    : [
        `The firewall of this machine lets only the program of the service in on ${limited.map(({ target }) => target.port).join(', ')}: Netready is not reached there, although the service would be. Allow the port for every program while Netready listens.`,
      ];
}

/** The code as it is shown once, to be read aloud by the numbers of its groups. */
export const codeLines = (code: Uint8Array, terminal: Terminal): readonly string[] => [
  'Code of this rehearsal, for the other servers and for nobody else. It is shown once and stored nowhere:',
  '',
  `  ${paint(terminal, 'strong', formatCode(code))}`,
  '',
];

/** The banner that stands while it is listened. */
export const bannerLines = (
  ports: readonly OpenedPort[],
  about: { readonly tag: string; readonly until: Date; readonly minutes: number },
  terminal: Terminal,
): readonly string[] => [
  paint(terminal, 'amber', '*** NETREADY LISTENS IN THE PLACE OF SERVICES ***'),
  ...openedLines(ports),
  `For ${counted(about.minutes, 'minute')}, until ${about.until.toISOString().slice(11, 16)} UTC, or until Ctrl+C. Whoever does not have the code is answered nothing.`,
  'Now run on each other server: netready check --profile FILE --rehearsal, and type the code.',
  `All reports of this rehearsal carry the mark ${about.tag}; it is not the code.`,
];

/** Who came, in one line. */
export const visitLine = ({ at, port, checker, listener }: Visit): string =>
  safeText(
    `${at.toISOString().slice(11, 19)}  ${checker.view.name} (${checker.view.roles.join(', ')}) came to port ${port} from ${hostAndPort(listener.view.peer.address, listener.view.peer.port)}`,
  );

/** Somebody who should come, with the ports. */
export const peerText = ({ name, ports }: Pick<ExpectedPeer, 'name' | 'ports'>): string =>
  `${name}: ${ports.join(', ')}`;

/** The most of those who have not come that are listed at the end; the result has them all. */
const awaitedShown = 20;

/** Who should have come and did not, one line each. */
function awaitedLines(awaited: readonly ExpectedPeer[]): readonly string[] {
  if (awaited.length === 0) return [];
  const more = awaited.length - awaitedShown;
  return [
    'Not come, by their ports:',
    ...awaited.slice(0, awaitedShown).map((peer) => `  ${safeText(peerText(peer))}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

/** How it ended: how many came, who did not, and what else knocked. */
export function endLines(
  ports: readonly OpenedPort[],
  visits: number,
  strangers: ReadonlyMap<string, number>,
  awaited: readonly ExpectedPeer[],
): readonly string[] {
  const unknown = [...strangers.values()].reduce((sum, count) => sum + count, 0);
  const open = ports.filter(({ state }) => state.kind === 'rehearsed').length;
  return [
    `Ended. ${counted(open, 'port')} listened, ${counted(visits, 'visit')}.`,
    ...awaitedLines(open === 0 ? [] : awaited),
    ...(unknown === 0
      ? []
      : [
          `${counted(unknown, 'connection')} of ${counted(strangers.size, 'address', 'addresses')} did not prove to have the code.`,
        ]),
  ];
}
