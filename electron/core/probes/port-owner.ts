import type { PortOwner } from '../ports.ts';
import { attempt } from './attempt.ts';
import { isCancelCode } from './outcome-of-error.ts';
import { plainText } from './plain-text.ts';
import { factCommon, type Probe } from './probe.ts';

/** The longest name of a program, of a service or of a reservation that goes into a report, in characters. */
const maxName = 200;

const plain = (text: string): string => plainText(text, maxName);

/** Anybody who may start a program or reserve a URL chooses these names. */
const plainOwner = ({ process = '', services, reservations, ...owner }: PortOwner) => ({
  ...owner,
  ...(plain(process) === '' ? {} : { process: plain(process) }),
  ...(services === undefined ? {} : { services: services.map(plain) }),
  ...(reservations === undefined ? {} : { reservations: reservations.map(plain) }),
});

/** Who listens on a local port, as far as this system tells this account. */
export const portOwner: Probe<'port-owner'> = {
  observe: async ({ port }, { clock, platform }) => {
    const found = await attempt(clock, () => platform.portOwners(port));
    if (found.ok) {
      const owners = found.value.map(plainOwner);
      return [{ kind: 'port-owner', ...factCommon('read', found), port, owners }];
    }
    const common = factCommon(isCancelCode(found.code) ? 'cancelled' : 'unavailable', found, found.code);
    return [{ kind: 'port-owner', ...common, port, owners: [] }];
  },
  unobserved: ({ port }, common) => ({ kind: 'port-owner', ...common, port, owners: [] }),
};
