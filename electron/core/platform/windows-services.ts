import type { WindowsService } from '../../../shared/probe/fact.ts';
import { platformServices } from '../../../shared/profile/services.ts';
import { ProbeError } from '../probes/probe-error.ts';
import { type RegistryValue, registryData, registryNumber } from './windows-registry.ts';

/** The services of others that the platform needs. */
const needed = Object.values(platformServices)
  .map(({ windowsService }) => windowsService.toLowerCase())
  .filter((name) => !name.startsWith('outsystems'));

/**
 * Which services of Windows are the platform's: those that carry its name, and those of others that it needs.
 * @param names of all services, as the registry has them
 */
export const platformServiceNames = (names: readonly string[]): readonly string[] =>
  names.filter((name) => {
    const small = name.toLowerCase();
    return small.startsWith('outsystems') || needed.includes(small);
  });

/** The states of a service by their numbers (SERVICE_STATUS, dwCurrentState), in the words of every tool for services. */
const states: Readonly<Record<string, string>> = {
  1: 'Stopped',
  2: 'Start Pending',
  3: 'Stop Pending',
  4: 'Running',
  5: 'Continue Pending',
  6: 'Pause Pending',
  7: 'Paused',
};

const stateLine =
  /:\s*(?<state>[1-7])\s+(?:STOPPED|START_PENDING|STOP_PENDING|RUNNING|CONTINUE_PENDING|PAUSE_PENDING|PAUSED)\s*$/m;

/**
 * The state that `sc query` prints. What stands before the number is translated, the word behind it is not.
 * @throws ProbeError `COMMAND_ANSWER` when there is none
 */
export function serviceState(text: string): string {
  const state = states[stateLine.exec(text.replaceAll('\r\n', '\n'))?.groups?.['state'] ?? ''];
  if (state === undefined) throw new ProbeError('COMMAND_ANSWER');
  return state;
}

/** How a service is started, by the number in the registry (SERVICE_AUTO_START and so on). */
const startModes: Readonly<Record<number, string>> = {
  0: 'Boot',
  1: 'System',
  2: 'Auto',
  3: 'Manual',
  4: 'Disabled',
};

/**
 * A service in the words of every system.
 * @param values those of its key in the registry
 * @param stateText what `sc query` printed about it
 * @throws ProbeError `COMMAND_ANSWER` when one of both does not say what it should
 */
export function windowsServiceOf(
  service: string,
  values: readonly RegistryValue[],
  stateText: string,
): WindowsService {
  const startMode = startModes[registryNumber(registryData(values, 'Start')) ?? -1];
  if (startMode === undefined) throw new ProbeError('COMMAND_ANSWER');
  return { service, state: serviceState(stateText), startMode };
}
