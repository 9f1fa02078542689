import { longest, most } from '../../../shared/words/lengths.ts';
import type { PortOwner } from '../base/world.ts';
import { attempt } from './attempt.ts';
import { isCancelCode } from './outcome-of-error.ts';
import { plainText } from './plain-text.ts';
import { factCommon, type Probe } from './probe.ts';

const plain = (text: string): string => plainText(text, longest.name);

/** Anybody who may start a program or reserve a URL chooses these names. */
const plainOwner = ({ address, process = '', services, reservations, ...owner }: PortOwner) => ({
  address: plainText(address, longest.address),
  ...owner,
  ...(plain(process) === '' ? {} : { process: plain(process) }),
  ...(services === undefined ? {} : { services: services.slice(0, most.ownerNames).map(plain) }),
  ...(reservations === undefined ? {} : { reservations: reservations.slice(0, most.ownerNames).map(plain) }),
});

/** Who listens on a local port, as far as this system tells this account. */
export const portOwner: Probe<'port-owner'> = {
  observe: async ({ port }, { clock, platform }) => {
    const found = await attempt(clock, () => platform.portOwners(port));
    if (found.ok) {
      const owners = found.value.slice(0, most.owners).map(plainOwner);
      return [{ kind: 'port-owner', ...factCommon('read', found), port, owners }];
    }
    const common = factCommon(isCancelCode(found.code) ? 'cancelled' : 'unavailable', found, found.code);
    return [{ kind: 'port-owner', ...common, port, owners: [] }];
  },
  unobserved: ({ port }, common) => ({ kind: 'port-owner', ...common, port, owners: [] }),
};
