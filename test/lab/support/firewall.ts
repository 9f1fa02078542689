/** Which packets a rule is about: TCP (or UDP) from one end to the other. What is left out matches anything. */
export type Flow = {
  readonly from?: string;
  readonly to?: string;
  readonly port?: number;
  readonly protocol?: 'tcp' | 'udp';
};

const isIpv6 = (address: string): boolean => address.includes(':');

const end = (side: 'saddr' | 'daddr', address: string | undefined): readonly string[] =>
  address === undefined ? [] : [`${isIpv6(address) ? 'ip6' : 'ip'} ${side} ${address}`];

const packets = ({ from, to, port, protocol = 'tcp' }: Flow, side: 'sport' | 'dport' = 'dport'): string =>
  [
    ...end('saddr', from),
    ...end('daddr', to),
    port === undefined ? `meta l4proto ${protocol}` : `${protocol} ${side} ${port}`,
  ].join(' ');

/** Drops what goes there: the sender hears nothing. */
export const drop = (flow: Flow): string => `${packets(flow)} drop`;

/** Drops only the answers: the request arrives. */
export const dropReply = ({ from, to, ...flow }: Flow): string =>
  `${packets({ ...flow, ...(to === undefined ? {} : { from: to }), ...(from === undefined ? {} : { to: from }) }, 'sport')} drop`;

/** Drops every n-th attempt to connect, which the sender's system repeats after a second. */
export const dropEvery = (nth: number, flow: Flow): string =>
  `${packets(flow)} tcp flags & (syn | ack) == syn numgen inc mod ${nth} == ${nth - 1} drop`;

/** Answers every n-th attempt to connect with a reset, as a limit of connections does. */
export const resetEvery = (nth: number, flow: Flow): string =>
  `${packets(flow)} tcp flags & (syn | ack) == syn numgen inc mod ${nth} == ${nth - 1} reject with tcp reset`;

/** Drops the first of each two attempts to connect, so that a connection comes about at the second packet only. */
export const dropFirst = (flow: Flow): string =>
  `${packets(flow)} tcp flags & (syn | ack) == syn numgen inc mod 2 == 0 drop`;

/** Answers with a reset (RST), as a port does on which nothing listens. */
export const rejectWithReset = (flow: Flow): string => `${packets(flow)} reject with tcp reset`;

/** The ways to refuse with a message of ICMP (RFC 792, RFC 1812 section 5.2.7.1). */
export type Refusal = 'port-unreachable' | 'host-unreachable' | 'net-unreachable' | 'admin-prohibited';

/** Answers with a message of ICMP. */
export const rejectWith = (refusal: Refusal, flow: Flow): string =>
  `${packets(flow)} reject with icmp type ${refusal}`;

/** Lets the connection come about and resets it with the next packet of the client. */
export const cutOff = (flow: Flow): string =>
  `${packets(flow)} tcp flags & (syn | ack) == ack reject with tcp reset`;

/** The packets of a request: larger than any with which a connection is made and ended, a TLS ClientHello for one. */
const requests = (flow: Flow): string => `${packets(flow)} meta length > 200`;

/** Lets the connection come about and resets it as soon as something is asked. */
export const cutRequest = (flow: Flow): string => `${requests(flow)} reject with tcp reset`;

/** Lets the connection come about and drops whatever is asked, as a path does whose MTU is wrong. */
export const dropRequest = (flow: Flow): string => `${requests(flow)} drop`;

/** Lets one address through and drops everybody else. */
export const onlyFrom = (allowed: string, flow: Flow): string =>
  `ip saddr != ${allowed} ${packets(flow)} drop`;

export type Hook = 'input' | 'forward' | 'output';

/**
 * A table of nftables whose chains hold rules for hooks; what no rule matches passes. Several tables with chains at one
 * hook add up, so each case has a table of its own on hosts that it shares with others.
 */
export function table(
  name: string,
  rules: readonly { readonly hook: Hook; readonly rule: string }[],
): string {
  const hooks = [...new Set(rules.map(({ hook }) => hook))];
  const chain = (hook: Hook): readonly string[] => [
    `chain at_${hook} {`,
    `type filter hook ${hook} priority 0; policy accept;`,
    ...rules.filter((entry) => entry.hook === hook).map(({ rule }) => rule),
    '}',
  ];
  return [`table inet ${name} {`, ...hooks.flatMap(chain), '}', ''].join('\n');
}
