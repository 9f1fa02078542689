import type { Namespace } from './namespace.ts';
import { until } from './run.ts';

/** A packet with which a machine opened a conversation, or asked a DNS server something. */
export type Packet = {
  readonly protocol: 'TCP' | 'UDP' | 'other';
  readonly from: string;
  /** Where it went: `address:port`; the address alone where there is no port. */
  readonly to: string;
  /** The name that a DNS server was asked for. */
  readonly asks?: string;
  /** The line as tcpdump(8) wrote it, for a message. */
  readonly line: string;
};

/** What a host says to its neighbours on a link so that packets can be sent at all (RFC 4861, RFC 3810). */
const isNeighbourTalk = (text: string): boolean =>
  /ICMP6, (neighbor|router) (solicitation|advertisement)|multicast listener report/.test(text);

const splitPort = (end: string): { readonly address: string; readonly port: string | null } => {
  const at = end.lastIndexOf('.');
  const hasPort = end.includes(':') ? at !== -1 : end.split('.').length === 5;
  return hasPort ? { address: end.slice(0, at), port: end.slice(at + 1) } : { address: end, port: null };
};

/** One line of `tcpdump -nn -t -i any`; null when it continues a conversation or is about the link itself. */
export function readPacket(line: string): Packet | null {
  const [, from = '', to = '', text = ''] = /\bIP6? (\S+) > (\S+): (.*)$/.exec(line) ?? [];
  if (from === '' || isNeighbourTalk(text)) return null;
  const source = splitPort(from);
  const target = splitPort(to);
  if (target.port === null || source.port === null)
    return { protocol: 'other', from: source.address, to: target.address, line };
  const ends = { from: source.address, to: `${target.address}:${target.port}`, line };
  const flags = /^Flags \[([^\]]*)\]/.exec(text)?.[1];
  if (flags !== undefined)
    return flags.includes('S') && !flags.includes('.') ? { protocol: 'TCP', ...ends } : null;
  const asks = target.port === '53' ? /[A-Z]+\? (\S+?)\.? \(/.exec(text)?.[1] : undefined;
  return { protocol: 'UDP', ...ends, ...(asks === undefined ? {} : { asks }) };
}

/** A datagram that only marks the end of a recording: nothing listens there (RFC 863). */
const endMark = '127.0.0.1.9:';

/**
 * Records every packet of a namespace, its loopback interface included, while something is done in it.
 * @returns what opened conversations, in order
 */
export async function recordPackets(
  namespace: Namespace,
  act: () => Promise<void>,
): Promise<readonly Packet[]> {
  const options = [
    '-Z',
    'root',
    '-i',
    'any',
    '-nn',
    '-t',
    '-l',
    '--immediate-mode',
    '-s',
    '512',
    '-B',
    '8192',
  ];
  const recorder = namespace.start(['tcpdump', ...options]);
  await until('tcpdump listens', () => recorder.output().includes('listening on'));
  await act();
  await namespace.run(['bash', '-c', 'echo > /dev/udp/127.0.0.1/9']);
  await until('tcpdump saw everything', () => recorder.output().includes(endMark));
  recorder.child.kill('SIGINT');
  const { stdout, stderr } = await recorder.ended;
  if (!stderr.includes('\n0 packets dropped by kernel')) throw new Error(`Packets were missed: ${stderr}`);
  const lines = stdout.split('\n');
  const end = lines.findIndex((line) => line.includes(endMark));
  return lines.slice(0, end).flatMap((line) => readPacket(line) ?? []);
}
