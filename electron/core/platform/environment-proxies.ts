import { splitBypass } from '../../../shared/profile/no-proxy.ts';
import { type MachineProxy, type ProxiedScheme, parseProxyServer } from '../../../shared/profile/proxy.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const variables: Readonly<Record<ProxiedScheme, readonly string[]>> = {
  http: ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'],
  https: ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'],
};

/** The first variable that is set to more than nothing: programs take an empty one for none. */
function firstSet(environment: Environment, names: readonly string[]): readonly [string, string] | null {
  for (const name of names) {
    const value = environment[name]?.trim() ?? '';
    if (value !== '') return [name, value];
  }
  return null;
}

/**
 * The proxies that an environment names, one at most for each scheme: the scheme's own variable before `ALL_PROXY`, and
 * the spelling in lower case before the other, as most programs take them. Exceptions come from `NO_PROXY`. A login in
 * a variable goes no further than here.
 */
export function proxiesOfEnvironment(environment: Environment): readonly MachineProxy[] {
  const bypass = splitBypass(firstSet(environment, ['no_proxy', 'NO_PROXY'])?.[1] ?? '');
  return (['https', 'http'] as const).flatMap((scheme) => {
    const found = firstSet(environment, variables[scheme]);
    if (found === null) return [];
    const [name, value] = found;
    return [{ source: 'environment', name, scheme, proxy: parseProxyServer(value), bypass }];
  });
}
