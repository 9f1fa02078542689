import { longest, most } from '../../../shared/words/lengths.ts';
import { attempt } from './attempt.ts';
import { isCancelCode } from './outcome-of-error.ts';
import { plainText } from './plain-text.ts';
import { factCommon, type Probe } from './probe.ts';

const plain = (text: string): string => plainText(text, longest.name);

/**
 * What of the platform is installed: `read` when its version, or that there is none, is known. Services are told as far
 * as the system does, and the code says why they are missing.
 */
export const installation: Probe<'installation'> = {
  observe: async (_request, { clock, platform }) => {
    const version = await attempt(clock, () => platform.installedVersion());
    const services = await attempt(clock, () => platform.platformServices());
    const code = version.ok ? (services.ok ? null : services.code) : version.code;
    const isCancelled = code !== null && isCancelCode(code);
    const outcome = isCancelled ? 'cancelled' : version.ok ? 'read' : 'unavailable';
    const timing = {
      startedAt: version.startedAt,
      durationMs: version.durationMs + services.durationMs,
    };
    return [
      {
        kind: 'installation',
        ...factCommon(outcome, timing, code),
        version: version.ok && version.value !== null ? plain(version.value) : null,
        services: (services.ok ? services.value : []).slice(0, most.services).map((service) => ({
          service: plain(service.service),
          state: plain(service.state),
          startMode: plain(service.startMode),
        })),
      },
    ];
  },
  unobserved: (_request, common) => ({ kind: 'installation', ...common, version: null, services: [] }),
};
