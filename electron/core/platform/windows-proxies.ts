import { splitBypass } from '../../../shared/profile/no-proxy.ts';
import {
  type AutomaticProxy,
  type MachineProxy,
  type ProxiedScheme,
  parseProxyServer,
} from '../../../shared/profile/proxy.ts';
import { xmlTokens } from '../hsconf/xml-tokens.ts';
import { type RegistryValue, registryData, registryNumber } from './windows-registry.ts';

const schemes: readonly ProxiedScheme[] = ['https', 'http'];

/** Who follows a setting, and how he reads its exceptions. */
type Follower = Pick<MachineProxy, 'name' | 'exceptions'>;

/**
 * A list of proxies as Windows writes it: `proxy:8080` for everything, or `http=web:80;https=web:81;socks=old:1080`.
 * A scheme that such a list leaves out goes without a proxy, or to SOCKS, which is not spoken here.
 */
function proxiesOfList(follower: Follower, list: string, bypassList: string): readonly MachineProxy[] {
  const bypass = splitBypass(bypassList);
  const entries = list.split(/[;\s]+/).filter((entry) => entry !== '');
  return schemes.flatMap((scheme) => {
    const own = entries.find((entry) => entry.toLowerCase().startsWith(`${scheme}=`));
    const forAll = entries.find((entry) => !entry.includes('='));
    const socks = entries.find((entry) => entry.toLowerCase().startsWith('socks='));
    const text = own?.slice(scheme.length + 1) ?? forAll;
    if (text === undefined && socks === undefined) return [];
    const proxy = text === undefined ? null : parseProxyServer(text);
    return [{ source: 'system', ...follower, scheme, proxy, bypass }];
  });
}

/** A setting that is there, but leaves the proxy to others. */
const automatic = (name: string, how: AutomaticProxy): readonly MachineProxy[] =>
  schemes.map((scheme) => ({
    source: 'system',
    name: `${name} (${how === 'script' ? 'script' : 'automatic detection'})`,
    scheme,
    proxy: null,
    bypass: [],
    automatic: how,
  }));

/** What a connection is told, as flags (INTERNET_PER_CONN_FLAGS). */
const flags = { proxy: 2, script: 4, detect: 8 } as const;

type Connection = {
  readonly flags: number;
  readonly proxies: string;
  readonly bypass: string;
  readonly script: string;
};

/**
 * The binary settings of a connection, which WinINet (`DefaultConnectionSettings`) and WinHTTP (`WinHttpSettings`) keep
 * alike: three numbers of 4 bytes (version, counter, flags), then the list of proxies, the list of exceptions and the
 * address of a script, each behind its length in 4 bytes. What is missing at the end is empty. Null when the bytes are
 * no such setting.
 */
function connectionOf(hex: string): Connection | null {
  const bytes = Buffer.from(hex, 'hex');
  const texts: string[] = [];
  let at = 12;
  while (texts.length < 3 && at + 4 <= bytes.length) {
    const end = at + 4 + bytes.readUInt32LE(at);
    if (end > bytes.length) return null;
    texts.push(bytes.toString('latin1', at + 4, end));
    at = end;
  }
  const [proxies, bypass = '', script = ''] = texts;
  return proxies === undefined ? null : { flags: bytes.readUInt32LE(8), proxies, bypass, script };
}

const has = (connection: Connection | null, flag: number): boolean =>
  connection !== null && (connection.flags & flag) !== 0;

/**
 * The proxies of Internet Options (WinINet), from the values of an account's `Internet Settings` and of its key
 * `Connections`, in which automatic detection stands alone.
 * @param name whose they are
 */
export function winInetProxies(
  values: readonly RegistryValue[],
  connections: readonly RegistryValue[] = [],
  name = 'Internet Options',
): readonly MachineProxy[] {
  const isOn = registryNumber(registryData(values, 'ProxyEnable')) === 1;
  const list = registryData(values, 'ProxyServer') ?? '';
  const bypass = registryData(values, 'ProxyOverride') ?? '';
  const connection = connectionOf(registryData(connections, 'DefaultConnectionSettings') ?? '');
  const isScript =
    (registryData(values, 'AutoConfigURL') ?? '') !== '' ||
    (has(connection, flags.script) && connection?.script !== '');
  return [
    ...(isOn && list !== '' ? proxiesOfList({ name, exceptions: 'wininet' }, list, bypass) : []),
    ...(isScript ? automatic(name, 'script') : []),
    ...(has(connection, flags.detect) ? automatic(name, 'detect') : []),
  ];
}

/**
 * The proxies of WinHTTP, which services use, from its value `WinHttpSettings`. Null when the bytes are no such setting.
 */
export function winHttpProxies(hex: string): readonly MachineProxy[] | null {
  const connection = connectionOf(hex);
  if (connection === null) return null;
  const name = 'WinHTTP';
  return [
    ...(has(connection, flags.proxy) ? proxiesOfList({ name }, connection.proxies, connection.bypass) : []),
    ...(has(connection, flags.script) ? automatic(name, 'script') : []),
    ...(has(connection, flags.detect) ? automatic(name, 'detect') : []),
  ];
}

/**
 * The proxy that `machine.config` gives to every .NET program of this machine (`system.net/defaultProxy`). One that is
 * switched off, or that only refers to the Internet Options, names none.
 * @throws AppError `configuration-invalid` when the text is no XML of this kind
 */
export function machineConfigProxies(text: string): readonly MachineProxy[] {
  let isOff = false;
  let address = '';
  let isScript = false;
  const bypass: string[] = [];
  const path: string[] = [];
  for (const token of xmlTokens(text)) {
    if (token.kind === 'close') path.pop();
    if (token.kind !== 'open') continue;
    path.push(token.name);
    switch (path.join('/')) {
      case 'configuration/system.net/defaultProxy':
        isOff = token.attribute('enabled')?.toLowerCase() === 'false';
        break;
      case 'configuration/system.net/defaultProxy/proxy':
        address = token.attribute('proxyaddress') ?? '';
        isScript = (token.attribute('scriptLocation') ?? '') !== '';
        if (token.attribute('bypassonlocal')?.toLowerCase() === 'true') bypass.push('<local>');
        break;
      case 'configuration/system.net/defaultProxy/bypasslist/add':
        bypass.push(token.attribute('address') ?? '');
        break;
    }
  }
  if (isOff) return [];
  const name = 'machine.config';
  if (address === '') return isScript ? automatic(name, 'script') : [];
  const proxy = parseProxyServer(address);
  return schemes.map((scheme) => ({ source: 'system', name, scheme, proxy, bypass, exceptions: 'dotnet' }));
}
