import { isLoopback } from '../profile/host.ts';
import type { Profile } from '../profile/profile.ts';
import { most } from '../words/lengths.ts';
import { differingFields } from './environment-profile.ts';
import type { Remark } from './environment-result.ts';
import type { MergeInput } from './merge-input.ts';
import type { Site } from './site.ts';

/** From how many days behind the newest report on one is said to be out of date. */
export const staleAfterDays = 7;

const dayMs = 86_400_000;

/** What the remarks about one input are made from. */
export type Remarked = {
  readonly input: MergeInput;
  readonly machine: number | null;
  readonly isRedacted: boolean;
  /** The other inputs about the same machine, whatever became of them. */
  readonly others: readonly MergeInput[];
};

/** What all of them are compared with. */
export type Measure = {
  readonly site: Site;
  readonly profile: Profile;
  /** When the newest input in use ended. */
  readonly newest: string;
  readonly catalogueVersion: string;
  readonly clockOf: (input: MergeInput) => number | null;
  readonly amissIn: (input: MergeInput) => number;
  /** The other machine in use that names an address as its own; null where none does. */
  readonly holderOf: (address: string, machine: number) => number | null;
};

/** The addresses of a machine where others find it, where none of them is its own by its own word. */
function otherAddress({ input, machine, isRedacted }: Remarked, { site }: Measure): readonly Remark[] {
  if (machine === null || isRedacted) return [];
  const claimed = input.result.machine.addresses;
  const seen = site.foundAt(machine).filter((address) => !isLoopback(address));
  return seen.length === 0 || claimed.length === 0 || seen.some((address) => claimed.includes(address))
    ? []
    : [
        {
          kind: 'other-address',
          claimed: claimed.slice(0, most.addresses),
          seen: seen.slice(0, most.addresses),
        },
      ];
}

/** Addresses that another machine names as its own too; those that every machine has for itself do not count. */
function sharedAddresses({ input, machine, isRedacted }: Remarked, measure: Measure): readonly Remark[] {
  if (machine === null || isRedacted) return [];
  const found = new Set(measure.site.machines.flatMap((_, index) => measure.site.foundAt(index)));
  const told = measure.site.machines.flatMap(({ hosts }) => hosts);
  const isMeant = (address: string): boolean => found.has(address) || told.includes(address);
  return input.result.machine.addresses.filter(isMeant).flatMap((address): readonly Remark[] => {
    const other = measure.holderOf(address, machine);
    return other === null ? [] : [{ kind: 'shared-address', address, machine: other }];
  });
}

/** Whether a report is of a LifeTime that is an environment of its own, with a profile of its own. */
const isOfLifetime = ({ input: { result } }: Remarked, { profile }: Measure): boolean =>
  result.machine.roles.includes('lifetime') && result.profile.controller.host !== profile.controller.host;

/** Everything that is to be known of a report before it is relied on, the gravest first. */
export function remarksOn(remarked: Remarked, measure: Measure): readonly Remark[] {
  const { input, isRedacted, others } = remarked;
  const { result, signer, carriage } = input;
  const days = Math.floor((Date.parse(measure.newest) - Date.parse(result.finishedAt)) / dayMs);
  const clock = measure.clockOf(input);
  const amiss = measure.amissIn(input);
  const fields =
    isRedacted || isOfLifetime(remarked, measure) ? [] : differingFields(result.profile, measure.profile);
  const otherKeys = [...new Set(others.map(({ signer: { fingerprint } }) => fingerprint))]
    .filter((fingerprint) => fingerprint !== signer.fingerprint)
    .sort();
  const found: readonly (Remark | null)[] = [
    ...otherAddress(remarked, measure),
    ...sharedAddresses(remarked, measure),
    ...otherKeys.map((fingerprint): Remark => ({ kind: 'other-key', fingerprint })),
    amiss === 0 ? null : { kind: 'views-differ', count: amiss },
    signer.isKnown ? null : { kind: 'unknown-signer' },
    carriage === 'vouched' ? { kind: 'vouched-only' } : null,
    clock === null ? null : { kind: 'clock', seconds: clock },
    days >= staleAfterDays ? { kind: 'out-of-date', days } : null,
    fields.length === 0 ? null : { kind: 'other-profile', fields: [...fields] },
    result.tool.catalogue.version === measure.catalogueVersion
      ? null
      : { kind: 'other-catalogue', version: result.tool.catalogue.version },
    isRedacted ? { kind: 'redacted-before' } : null,
    result.cancelled ? { kind: 'ended-early' } : null,
  ];
  return found.filter((remark) => remark !== null).slice(0, most.remarks);
}
