import ipaddr from 'ipaddr.js';
import { allRequirementKeys, type RequirementKey } from '../catalogue/requirements.ts';
import { isAddress } from '../profile/host.ts';
import { capitalised, listed } from '../words/phrases.ts';
import { grouped } from './alike-checks.ts';
import { type FirewallRow, firewallEndText } from './firewall-request.ts';
import type { FirewallTool } from './firewall-tools.ts';

/** One rule on this machine: ports, and who is at the other end of all of them. */
export type HostRule = {
  readonly direction: FirewallRow['direction'];
  readonly ports: readonly number[];
  readonly protocol: FirewallRow['protocol'];
  readonly requirements: readonly RequirementKey[];
  /** Every other end, as a host or a place of the environment. */
  readonly others: readonly string[];
  /** Those of them that are not known by an address. */
  readonly unnamed: readonly string[];
  /** The addresses of all of them; null when one is not known by an address, so that the rule cannot name them. */
  readonly addresses: readonly string[] | null;
};

const keyOf = ({ direction, port, protocol }: FirewallRow): string => `${direction} ${port} ${protocol}`;

const otherEnd = ({ direction, source, destination }: FirewallRow): string =>
  direction === 'inbound' ? firewallEndText(source) : destination.host;

/**
 * An address as a firewall writes it: without a zone, which is this machine's name for one of its networks, and an
 * IPv4 address inside IPv6 as what it is on the wire (RFC 4007, section 11; RFC 4291, section 2.5.5.2).
 */
const ruleAddress = (address: string): string => ipaddr.process(address.replace(/%.*$/, '')).toString();

function ruleOf(rows: readonly FirewallRow[]): readonly HostRule[] {
  const first = rows[0];
  if (first === undefined) return [];
  const others = [...new Set(rows.map(otherEnd))];
  const unnamed = others.filter((other) => !isAddress(other));
  const keys = rows.flatMap((row) => row.requirements);
  return [
    {
      direction: first.direction,
      ports: [first.port],
      protocol: first.protocol,
      requirements: allRequirementKeys.filter((key) => keys.includes(key)),
      others,
      unnamed,
      addresses: unnamed.length === 0 ? [...new Set(others.map(ruleAddress))] : null,
    },
  ];
}

const inOrder = (left: HostRule, right: HostRule): number =>
  Number(left.direction === 'outbound') - Number(right.direction === 'outbound') ||
  (left.ports[0] ?? 0) - (right.ports[0] ?? 0) ||
  Number(left.protocol === 'UDP') - Number(right.protocol === 'UDP');

/** Rules of ports that the same others use, as one. */
function together(rules: readonly HostRule[]): readonly HostRule[] {
  const [first] = rules;
  if (first === undefined) return [];
  const keys = rules.flatMap(({ requirements }) => requirements);
  return [
    {
      ...first,
      ports: rules.flatMap(({ ports }) => ports),
      requirements: allRequirementKeys.filter((key) => keys.includes(key)),
    },
  ];
}

const othersKey = ({ direction, protocol, others }: HostRule): string =>
  JSON.stringify([direction, protocol, [...others].sort()]);

/**
 * The rules that this machine itself needs, one for each direction, protocol and set of others: inbound before outbound,
 * by port.
 */
export function hostRules(rows: readonly FirewallRow[]): readonly HostRule[] {
  const byPort = grouped(rows, keyOf).flatMap(ruleOf).sort(inOrder);
  return grouped(byPort, othersKey).flatMap(together).sort(inOrder);
}

/**
 * Text that no shell, batch file or rule language reads as anything but text: letters of any script, digits, and signs
 * that mean nothing to any of them.
 */
const plainText = (text: string): string =>
  text.normalize('NFC').replaceAll(/[^\p{L}\p{M}\p{N} .,:()[\]/_-]/gu, '_');

const ruleName = ({ direction, ports, protocol, requirements }: HostRule): string =>
  `OutSystems ${direction} ${protocol} ${ports.join(', ')} (${requirements.join(', ')})`;

/** Who is at the other end, and what is still to be done where the rule cannot say so. */
function explanation(rule: HostRule): string {
  const ends = `${rule.direction === 'inbound' ? 'from' : 'to'} ${listed(rule.others)}`;
  return rule.addresses === null
    ? `${capitalised(ends)}. Narrow the rule to their addresses: the profile gives none for ${listed(rule.unnamed)}.`
    : `${capitalised(ends)}.`;
}

const powershellText = (text: string): string => `'${plainText(text)}'`;

function netshLines(rule: HostRule): readonly string[] {
  const isInbound = rule.direction === 'inbound';
  const parts = [
    'netsh advfirewall firewall add rule',
    `name="${plainText(ruleName(rule))}"`,
    `dir=${isInbound ? 'in' : 'out'} action=allow protocol=${rule.protocol}`,
    `${isInbound ? 'localport' : 'remoteport'}=${rule.ports.join(',')}`,
    `remoteip=${rule.addresses === null ? 'any' : rule.addresses.join(',')}`,
  ];
  return [`REM ${plainText(explanation(rule))}`, parts.join(' ')];
}

function powershellLines(rule: HostRule): readonly string[] {
  const isInbound = rule.direction === 'inbound';
  const parts = [
    'New-NetFirewallRule',
    `-DisplayName ${powershellText(ruleName(rule))} -Group 'Netready'`,
    `-Direction ${isInbound ? 'Inbound' : 'Outbound'} -Action Allow -Protocol ${rule.protocol}`,
    `${isInbound ? '-LocalPort' : '-RemotePort'} ${rule.ports.join(', ')}`,
    `-RemoteAddress ${rule.addresses === null ? 'Any' : rule.addresses.map(powershellText).join(', ')}`,
  ];
  return [`# ${plainText(explanation(rule))}`, parts.join(' ')];
}

/** What a rule says about the addresses of one family; empty when it says nothing. */
function nftMatches(rule: HostRule): readonly string[] {
  const side = rule.direction === 'inbound' ? 'saddr' : 'daddr';
  if (rule.addresses === null) return [''];
  const ofKind = (kind: string): readonly string[] =>
    (rule.addresses ?? []).filter((address) => ipaddr.parse(address).kind() === kind);
  const match = (family: string, addresses: readonly string[]): readonly string[] =>
    addresses.length === 0 ? [] : [`${family} ${side} { ${addresses.join(', ')} } `];
  return [...match('ip', ofKind('ipv4')), ...match('ip6', ofKind('ipv6'))];
}

function nftLines(rule: HostRule): readonly string[] {
  const chain = rule.direction === 'inbound' ? 'input' : 'output';
  const [first] = rule.ports;
  const ports = rule.ports.length === 1 ? first : `{ ${rule.ports.join(', ')} }`;
  const end = `${rule.protocol.toLowerCase()} dport ${ports} accept comment "${plainText(ruleName(rule))}"`;
  return [
    `# ${plainText(explanation(rule))}`,
    ...nftMatches(rule).map((match) => `nft 'insert rule inet filter ${chain} ${match}${end}'`),
  ];
}

const headers: Readonly<Record<FirewallTool, readonly string[]>> = {
  netsh: ['REM To be read, changed where needed and run as an administrator.'],
  powershell: ['# To be read, changed where needed and run as an administrator.'],
  nft: [
    '# To be read, changed where needed and run as root. The table "inet filter" with its chains input and output',
    '# must be there; use your own names if they are others, and make the rules last beyond a restart.',
  ],
};

const linesOf: Readonly<Record<FirewallTool, (rule: HostRule) => readonly string[]>> = {
  netsh: netshLines,
  powershell: powershellLines,
  nft: nftLines,
};

/**
 * Rules as commands for somebody to read and run; Netready runs none of them. Nothing in them that came from a profile
 * can be read as anything but text.
 */
export function firewallCommands(rules: readonly HostRule[], tool: FirewallTool): string {
  const lines = [...headers[tool], ...rules.flatMap((rule) => ['', ...linesOf[tool](rule)])];
  const none = rules.length === 0 ? ['', `${tool === 'netsh' ? 'REM' : '#'} No rule is needed.`] : [];
  const newline = tool === 'nft' ? '\n' : '\r\n';
  return [...lines, ...none].map((line) => `${line}${newline}`).join('');
}
