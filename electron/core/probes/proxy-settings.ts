import type { FactOf } from '../../../shared/probe/fact.ts';
import type { MachineProxy } from '../../../shared/profile/proxy.ts';
import { proxyText } from '../../../shared/profile/proxy.ts';
import { longest, most } from '../../../shared/words/lengths.ts';
import { attempt } from './attempt.ts';
import { isCancelCode } from './outcome-of-error.ts';
import { plainText } from './plain-text.ts';
import { factCommon, type Probe } from './probe.ts';

type Setting = FactOf<'proxy-settings'>['settings'][number];

const shown = ({ source, name, scheme, proxy, bypass, exceptions, automatic }: MachineProxy): Setting => ({
  source,
  name: plainText(name, longest.name),
  scheme,
  proxy: proxy === null ? null : proxyText(proxy),
  bypass: bypass.slice(0, most.bypass).map((entry) => plainText(entry, longest.line)),
  ...(exceptions === undefined ? {} : { exceptions }),
  ...(automatic === undefined ? {} : { automatic }),
});

/** The proxies that programs of this machine are told to use. A system that does not tell leaves its code. */
export const proxySettings: Probe<'proxy-settings'> = {
  observe: async (_request, { clock, platform }) => {
    const ofEnvironment = platform.environmentProxies();
    const ofSystem = await attempt(clock, () => platform.systemProxy());
    const settings = [...ofEnvironment, ...(ofSystem.ok ? ofSystem.value : [])]
      .slice(0, most.proxySettings)
      .map(shown);
    const code = ofSystem.ok ? null : ofSystem.code;
    if (code !== null && isCancelCode(code))
      return [{ kind: 'proxy-settings', ...factCommon('cancelled', ofSystem, code), settings }];
    const outcome = ofSystem.ok || settings.length > 0 ? 'read' : 'unavailable';
    return [{ kind: 'proxy-settings', ...factCommon(outcome, ofSystem, code), settings }];
  },
  unobserved: (_request, common) => ({ kind: 'proxy-settings', ...common, settings: [] }),
};
