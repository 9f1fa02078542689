import { splitBypass } from '../../../shared/profile/no-proxy.ts';
import { type MachineProxy, type ProxiedScheme, parseProxyServer } from '../../../shared/profile/proxy.ts';
import { xmlTokens } from '../hsconf/xml-tokens.ts';
import { type RegistryValue, registryData, registryNumber } from './windows-registry.ts';

const schemes: readonly ProxiedScheme[] = ['https', 'http'];

/**
 * A list of proxies as Windows writes it: `proxy:8080` for everything, or `http=web:80;https=web:81;socks=old:1080`.
 * A scheme that such a list leaves out goes without a proxy, or to SOCKS, which is not spoken here.
 */
function proxiesOfList(name: string, list: string, bypassList: string): readonly MachineProxy[] {
  const bypass = splitBypass(bypassList);
  const entries = list.split(/[;\s]+/).filter((entry) => entry !== '');
  return schemes.flatMap((scheme) => {
    const own = entries.find((entry) => entry.toLowerCase().startsWith(`${scheme}=`));
    const forAll = entries.find((entry) => !entry.includes('='));
    const socks = entries.find((entry) => entry.toLowerCase().startsWith('socks='));
    const text = own?.slice(scheme.length + 1) ?? forAll;
    if (text === undefined && socks === undefined) return [];
    const proxy = text === undefined ? null : parseProxyServer(text);
    return [{ source: 'system', name, scheme, proxy, bypass }];
  });
}

/** A setting that is there, but names a proxy only to whoever runs a script. */
const script = (name: string): readonly MachineProxy[] =>
  schemes.map((scheme) => ({ source: 'system', name, scheme, proxy: null, bypass: [] }));

/** The proxies of this account's Internet Options (WinINet), from the values of `Internet Settings`. */
export function winInetProxies(values: readonly RegistryValue[]): readonly MachineProxy[] {
  const isOn = registryNumber(registryData(values, 'ProxyEnable')) === 1;
  const list = registryData(values, 'ProxyServer') ?? '';
  const bypass = registryData(values, 'ProxyOverride') ?? '';
  const address = registryData(values, 'AutoConfigURL') ?? '';
  return [
    ...(isOn && list !== '' ? proxiesOfList('Internet Options', list, bypass) : []),
    ...(address === '' ? [] : script('Internet Options (script)')),
  ];
}

/** The flag for a proxy in the settings of WinHTTP (INTERNET_PER_CONN_FLAGS, PROXY_TYPE_PROXY). */
const proxyFlag = 2;

/** A text behind its length in 4 bytes, and where it ends; null when the bytes do not hold it. */
function countedText(bytes: Buffer, at: number): { readonly text: string; readonly end: number } | null {
  if (at + 4 > bytes.length) return null;
  const end = at + 4 + bytes.readUInt32LE(at);
  return end > bytes.length ? null : { text: bytes.toString('latin1', at + 4, end), end };
}

/**
 * The proxies of WinHTTP, which services use, from its value `WinHttpSettings`: three numbers of 4 bytes (version,
 * counter, flags), the list of proxies and the list of exceptions. Null when the bytes are no such setting.
 */
export function winHttpProxies(hex: string): readonly MachineProxy[] | null {
  const bytes = Buffer.from(hex, 'hex');
  const list = countedText(bytes, 12);
  if (list === null) return null;
  if ((bytes.readUInt32LE(8) & proxyFlag) === 0) return [];
  return proxiesOfList('WinHTTP', list.text, countedText(bytes, list.end)?.text ?? '');
}

/**
 * The proxy that `machine.config` gives to every .NET program of this machine (`system.net/defaultProxy`). One that is
 * switched off, or that only refers to the Internet Options, names none.
 * @throws AppError `profile-invalid` when the text is no XML of this kind
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
  if (address === '') return isScript ? script(name) : [];
  const proxy = parseProxyServer(address);
  return schemes.map((scheme) => ({ source: 'system', name, scheme, proxy, bypass }));
}
