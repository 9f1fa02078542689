import { win32 } from 'node:path';
import { type NetworkKind, networkKinds } from '../../../shared/probe/network-kinds.ts';
import { type PortListener, platformServices } from '../../../shared/profile/services.ts';
import type { Environment } from './environment-proxies.ts';
import { type Extent, senderExtent } from './windows-firewall-senders.ts';
import { expandVariables } from './windows-registry.ts';

/**
 * A rule for incoming TCP connections. `bypass` allows, past every rule that blocks, whoever proves who he is; `unknown`
 * is an action that later versions of Windows may have.
 */
export type FirewallRule = {
  readonly name: string;
  readonly action: 'allow' | 'block' | 'bypass' | 'unknown';
  readonly networks: readonly NetworkKind[];
  /** What a connection must be for the rule to be about it, by the names of the fields in small letters. */
  readonly conditions: ReadonlyMap<string, readonly string[]>;
};

/** Who listens on a port, as far as the fields of a rule can tell him from others. */
export type FirewallListener = {
  readonly port: number;
  /** Null where it may be any program. */
  readonly owner: ListenerProgram | null;
  /** The addresses of all who connect; null where one of them is not known. */
  readonly senders: readonly string[] | null;
};

type ListenerProgram = {
  /** The names of its program files, in small letters. Empty for the kernel, which rules call `System`. */
  readonly files: readonly string[];
  /** The names of its neighbours in the same folder, which listen on other ports. */
  readonly neighbours: readonly string[];
  /** The service of Windows that it is. */
  readonly service: string;
  /** The folder below which its program lies, in small letters; null where that is not known. */
  readonly folder: string | null;
};

const tcp = '6';
const anyProtocol = '256';

/** The fields that say what a rule is, and those that narrow nothing down for a connection that comes in over TCP. */
const noConditions = new Set([
  ...['action', 'active', 'dir', 'protocol', 'profile', 'name', 'desc', 'embedctxt', 'icon', 'pfn'],
  ...['edge', 'defer', 'lsm', 'pcross'],
]);

/** What Windows calls the kinds of networks in a rule. */
const ruleProfiles = { domain: 'domain', private: 'private', public: 'public' } as const;

const actions: Readonly<Record<string, FirewallRule['action']>> = {
  allow: 'allow',
  block: 'block',
  bypass: 'bypass',
};

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);

/** The fields of a rule by their names in small letters, each with all its values. */
function fieldsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, readonly string[]>();
  for (const field of text.split('|').slice(1)) {
    const at = field.indexOf('=');
    if (at < 0) continue;
    const key = field.slice(0, at).toLowerCase();
    fields.set(key, [...(fields.get(key) ?? []), field.slice(at + 1)]);
  }
  return fields;
}

/**
 * A rule as the registry keeps it ([MS-GPFAS] section 2.2.2.19): `v2.30|Action=Block|Active=TRUE|Dir=In|Protocol=6|
 * LPort=12000|Name=…|`. Null for a rule that is off, goes out, or is for another protocol. A name that stands in a file
 * of texts (`@FirewallAPI.dll,-28752`), or that is not ASCII and so came in a code page that nobody knows, is replaced by
 * the rule's id, by which Windows finds it as well. A kind of network that is not known is a condition like any other.
 */
export function firewallRule(text: string, id: string): FirewallRule | null {
  const fields = fieldsOf(text);
  const first = (key: string): string => fields.get(key)?.[0] ?? '';
  const protocol = fields.has('protocol') ? first('protocol') : anyProtocol;
  if (first('active').toLowerCase() !== 'true' || first('dir').toLowerCase() !== 'in') return null;
  if ((protocol !== tcp && protocol !== anyProtocol) || first('action') === '') return null;
  const name = first('name');
  const profiles = (fields.get('profile') ?? []).map((profile) => profile.toLowerCase());
  const networks = networkKinds.filter((kind) => profiles.includes(ruleProfiles[kind]));
  const strange = profiles.filter((profile) => !networkKinds.some((kind) => ruleProfiles[kind] === profile));
  return {
    name: name === '' || name.startsWith('@') || !isAscii(name) ? id : name,
    action: actions[first('action').toLowerCase()] ?? 'unknown',
    networks: networks.length === 0 ? networkKinds : networks,
    conditions: new Map([
      ...[...fields].filter(([key]) => !noConditions.has(key)),
      ...(strange.length === 0 ? [] : [['profile', strange] as const]),
    ]),
  };
}

/**
 * The ports that have a name in a rule ([MS-GPFAS] section 2.2.2.19): of remote procedure calls, of name discovery and
 * of tunnels of Windows' own. No service of the platform listens there.
 */
const namedPorts = new Set(['rpc', 'rpc-epmap', 'teredo', 'iptlsin', 'iphttpsin', 'ply2disc', 'mdns']);

function portExtent(texts: readonly string[], port: number): Extent {
  const extents = texts.map((text): Extent => {
    const [, from, to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
    if (from === undefined) return namedPorts.has(text.toLowerCase()) ? 'none' : 'some';
    return Number(from) <= port && port <= Number(to) ? 'all' : 'none';
  });
  return extents.includes('all') ? 'all' : extents.includes('some') ? 'some' : 'none';
}

/** A path from a rule in one spelling: its variables filled in, its slashes as Windows has them, in small letters. */
const plainPath = (path: string, environment: Environment): string =>
  win32.normalize(expandVariables(path.replace(/^"(.*)"$/, '$1'), environment)).toLowerCase();

/** Whether a path says where its file is: from a drive, with nothing that stands for something else. */
const isPlain = (path: string): boolean => /^[a-z]:\\/.test(path) && !/[%~]/.test(path);

function programExtent(text: string, owner: ListenerProgram, environment: Environment): Extent {
  if (text === '*') return 'all';
  const isKernel = owner.files.length === 0;
  if (text.toLowerCase() === 'system') return isKernel ? 'all' : 'none';
  if (isKernel) return 'none';
  const path = plainPath(text, environment);
  const file = win32.basename(path);
  const { folder } = owner;
  const isInFolder = folder === null || !isPlain(path) ? null : path.startsWith(`${folder}\\`);
  if (owner.files.includes(file)) return isInFolder === false ? 'none' : 'all';
  if (/[%~]/.test(file)) return 'some';
  return isInFolder === true && !owner.neighbours.includes(file) ? 'some' : 'none';
}

function serviceExtent(text: string, owner: ListenerProgram): Extent {
  if (text === '*') return owner.files.length === 0 ? 'some' : 'all';
  return text.toLowerCase() === owner.service.toLowerCase() ? 'all' : 'none';
}

const newestWindows = { major: 10, minor: 0 };

/** `2:6:2` with `GTEQ`: Windows of version 6.2 or later, which every one is that this program starts on. */
function platformExtent(texts: readonly string[], orLater: boolean): Extent {
  const isThis = texts.some((text) => {
    const [, major, minor] = /^2:(\d+):(\d+)$/.exec(text) ?? [];
    return (
      orLater &&
      (Number(major) < newestWindows.major ||
        (Number(major) === newestWindows.major && Number(minor) <= newestWindows.minor))
    );
  });
  return isThis ? 'all' : 'some';
}

/** The local ports stand in several fields: later versions of the format have one of their own (`LPort2_10`). */
const isLocalPorts = (key: string): boolean => /^lport(?:2_\d+)?$/.test(key);

const localPorts = ({ conditions }: FirewallRule): readonly string[] =>
  [...conditions].flatMap(([key, values]) => (isLocalPorts(key) ? values : []));

/** The addresses of senders stand in several fields too, by the version of the address and that of the format. */
const isSenderAddresses = (key: string): boolean => /^ra[46]2?$/.test(key);

const senderAddresses = ({ conditions }: FirewallRule): readonly string[] =>
  [...conditions].flatMap(([key, values]) => (isSenderAddresses(key) ? values : []));

/** What one condition leaves of the connections to a listener. One that is not known may leave some. */
function conditionExtent(
  key: string,
  values: readonly string[],
  rule: FirewallRule,
  { port, owner, senders }: FirewallListener,
  environment: Environment,
): Extent {
  const [value = ''] = values;
  if (isLocalPorts(key)) return portExtent(localPorts(rule), port);
  if (isSenderAddresses(key)) return senders === null ? 'some' : senderExtent(senderAddresses(rule), senders);
  switch (key) {
    case 'app':
      return owner === null ? 'some' : programExtent(value, owner, environment);
    case 'svc':
      return owner === null ? 'some' : serviceExtent(value, owner);
    // Packages run in a container of their own (AppContainer), in which nothing that a server waits for does.
    case 'apppkgid':
      return owner === null ? 'some' : 'none';
    case 'platform':
      return platformExtent(values, rule.conditions.get('platform2')?.[0] === 'GTEQ');
    case 'platform2':
      return rule.conditions.has('platform') ? 'all' : 'some';
    default:
      return 'some';
  }
}

/**
 * How much of what comes to a listener a rule is about. Conditions on the sender are compared with those who connect, where
 * all of them are known by their addresses. Conditions on the interface, the local address and the users of both ends leave
 * some: whether a connection meets them is not seen on this machine.
 */
export function extentOf(rule: FirewallRule, listener: FirewallListener, environment: Environment): Extent {
  const extents = [...rule.conditions].map(([key, values]) =>
    conditionExtent(key, values, rule, listener, environment),
  );
  return extents.includes('none') ? 'none' : extents.includes('some') ? 'some' : 'all';
}

const installed = [
  platformServices.deploymentController,
  platformServices.deployment,
  platformServices.scheduler,
];
const small = (names: readonly string[]): readonly string[] => names.map((name) => name.toLowerCase());

/**
 * Who listens, as rules can name him. HTTP.sys listens for IIS, in the kernel; services of the platform are programs
 * below its folder.
 * @param folder where the platform is installed; null where that is not known, or it is not
 */
export function listenerProgram(listener: PortListener, folder: string | null): ListenerProgram | null {
  const program = (files: readonly string[], service: string): ListenerProgram => ({
    files: small(files),
    neighbours: [],
    service,
    folder: null,
  });
  switch (listener) {
    case 'deploymentController':
    case 'deployment':
    case 'scheduler': {
      const { processes, windowsService } = platformServices[listener];
      const others = installed.filter((service) => service.windowsService !== windowsService);
      return {
        ...program(processes, windowsService),
        neighbours: small(others.flatMap((service) => service.processes)),
        folder: folder === null ? null : win32.normalize(folder).replace(/\\+$/, '').toLowerCase(),
      };
    }
    case 'cache':
      return program(platformServices.cache.processes, platformServices.cache.windowsService);
    case 'iis':
      return program([], platformServices.iis.windowsService);
    case 'remote-desktop':
      return program(['svchost.exe'], 'TermService');
    case 'ssh':
      return program(['sshd.exe'], 'sshd');
    case 'unknown':
      return null;
  }
}
