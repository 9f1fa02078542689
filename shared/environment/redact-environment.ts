import { AppError } from '../errors/app-error.ts';
import { isAddress } from '../profile/host.ts';
import { nearPrefix, networkOf, type PrefixLengths, widePrefix } from '../profile/networks.ts';
import type { Alias } from '../redact/alias.ts';
import { policyOf } from '../redact/field-policy.ts';
import { type Replace, redactorOf } from '../redact/redact.ts';
import { fitTo } from '../words/fit-to-schema.ts';
import type { FieldPolicy } from '../words/text-kind.ts';
import {
  type Connection,
  type EnvironmentCause,
  type EnvironmentInput,
  type EnvironmentMachine,
  type EnvironmentResult,
  environmentResultSchema,
  type OneEnvironment,
  type OwnCheck,
  type Remark,
} from './environment-result.ts';
import { environmentsOf } from './environments-of.ts';
import type { WholeInput } from './merge-input.ts';

const host: FieldPolicy = { kind: 'host' };
const check: FieldPolicy = { kind: 'check' };

/** How the texts of an environment result are made safe, each by what it is. */
type Safe = {
  readonly host: (text: string) => string;
  readonly hosts: (texts: readonly string[]) => string[];
  readonly check: (id: string) => string;
  /** A network, as that of the aliases of its members: those of one subnet stay together. */
  readonly network: (text: string) => string;
  readonly by: Replace;
};

function safely(replace: Replace, addresses: readonly string[]): Safe {
  const known = new Map<string, string>();
  const once = (policy: FieldPolicy, text: string): string => {
    const key = `${policy.kind} ${text}`;
    const found = known.get(key) ?? replace(policy, text);
    known.set(key, found);
    return found;
  };
  const networks = new Map<string, string>();
  const aliasesOf = (prefix: PrefixLengths): void => {
    for (const address of addresses) {
      const [own, alias] = [networkOf(address, prefix), networkOf(once(host, address), prefix)];
      if (own !== null && alias !== null && !networks.has(own)) networks.set(own, alias);
    }
  };
  aliasesOf(nearPrefix);
  aliasesOf(widePrefix);
  return {
    host: (text) => once(host, text),
    hosts: (texts) => [...new Set(texts.map((text) => once(host, text)))],
    check: (id) => once(check, id),
    network: (text) => networks.get(text) ?? leftOutNetwork,
    by: once,
  };
}

/** A network of which nothing but itself is known. */
const leftOutNetwork = '192.0.2.0/24';

const machineOf = (machine: EnvironmentMachine, safe: Safe): EnvironmentMachine =>
  machine.expects === 'clients'
    ? machine
    : {
        ...machine,
        name: safe.host(machine.name),
        hosts: safe.hosts(machine.hosts),
        addresses: safe.hosts(machine.addresses),
      };

function remarkOf(remark: Remark, safe: Safe): Remark {
  switch (remark.kind) {
    case 'other-address':
      return { ...remark, claimed: safe.hosts(remark.claimed), seen: safe.hosts(remark.seen) };
    case 'shared-address':
      return { ...remark, address: safe.host(remark.address) };
    case 'other-key':
      return { ...remark, fingerprint: null };
    case 'unknown-signer':
    case 'vouched-only':
    case 'redacted-before':
    case 'out-of-date':
    case 'clock':
    case 'other-profile':
    case 'other-catalogue':
    case 'ended-early':
    case 'views-differ':
      return remark;
  }
}

/**
 * An input without its file's name and without whose key it is: that of a public certificate leads to its names (RFC 9162).
 * Only the merger vouches for it then, because nothing of it may go along.
 */
function inputOf({ file: _, ...input }: EnvironmentInput, safe: Safe): EnvironmentInput {
  return {
    ...input,
    hostname: safe.host(input.hostname),
    carriage: 'vouched',
    signer: { fingerprint: null, name: null, isKnown: input.signer.isKnown },
    remarks: input.remarks.map((remark) => remarkOf(remark, safe)),
  };
}

function connectionOf(connection: Connection, safe: Safe): Connection {
  const { source, destination } = connection;
  const seen = <K extends string>(
    evidence: Readonly<Partial<Record<K, string | undefined>>>,
    keys: readonly K[],
  ) =>
    Object.fromEntries(
      keys.flatMap((key) => {
        const text = evidence[key];
        return text === undefined ? [] : [[key, safe.host(text)]];
      }),
    );
  return {
    ...connection,
    ...(source === undefined
      ? {}
      : {
          source: {
            ...source,
            check: safe.check(source.check),
            ...seen(source, ['address', 'from', 'seenAs']),
          },
        }),
    ...(destination === undefined
      ? {}
      : {
          destination: {
            ...destination,
            check: safe.check(destination.check),
            ...seen(destination, ['from']),
          },
        }),
  };
}

const ownOf = (own: OwnCheck, safe: Safe): OwnCheck => ({ ...own, check: safe.check(own.check) });

type Source = EnvironmentCause['source'];
type Destination = EnvironmentCause['destination'];

function sourceOf(scope: Source, safe: Safe): Source {
  switch (scope.kind) {
    case 'machine':
      return { ...scope, name: safe.host(scope.name) };
    case 'network':
    case 'wide-network':
      return { ...scope, network: safe.network(scope.network) };
    case 'everyone':
    case 'elsewhere':
      return scope;
  }
}

/** What several failures share beside where they were seen: an issuer, a proxy, a program. */
function attributeOf(attribute: string, layer: EnvironmentCause['layer'], safe: Safe): string {
  switch (layer) {
    case 'tls':
      return safe.by({ kind: 'distinguished-name' }, attribute);
    case 'proxy':
      return safe.by({ kind: 'url' }, attribute);
    case 'owner':
      return attribute
        .split(', ')
        .map((program) => safe.by({ kind: 'program', noun: 'program' }, program))
        .join(', ');
    default:
      return attribute;
  }
}

function destinationOf(scope: Destination, layer: EnvironmentCause['layer'], safe: Safe): Destination {
  switch (scope.kind) {
    case 'port':
    case 'web':
    case 'host':
      return { ...scope, host: safe.host(scope.host) };
    case 'called':
      return { ...scope, name: safe.host(scope.name), host: safe.host(scope.host) };
    case 'network-port':
    case 'network':
      return { ...scope, network: safe.network(scope.network) };
    case 'suffix':
      return { ...scope, suffix: safe.host(scope.suffix) };
    case 'attribute':
      return { ...scope, attribute: attributeOf(scope.attribute, layer, safe) };
    case 'attribute-host':
      return {
        ...scope,
        attribute: attributeOf(scope.attribute, layer, safe),
        host: safe.host(scope.host),
      };
    case 'any-port':
    case 'family':
    case 'question':
    case 'everything':
      return scope;
  }
}

const causeOf = (cause: EnvironmentCause, safe: Safe): EnvironmentCause => ({
  ...cause,
  source: sourceOf(cause.source, safe),
  destination: destinationOf(cause.destination, cause.layer, safe),
  machines: safe.hosts(cause.machines),
  hosts: safe.hosts(cause.hosts),
  alternatives: {
    source: cause.alternatives.source === null ? null : sourceOf(cause.alternatives.source, safe),
    destination:
      cause.alternatives.destination === null
        ? null
        : destinationOf(cause.alternatives.destination, cause.layer, safe),
  },
});

/** Every address that a result names, so that networks have members. */
const addressesIn = ({ machines, connections }: EnvironmentResult): readonly string[] => [
  ...new Set([
    ...machines.flatMap(({ addresses, hosts }) => [...addresses, ...hosts.filter(isAddress)]),
    ...connections.flatMap(({ source }) =>
      [source?.address, source?.from].filter((one) => one !== undefined),
    ),
  ]),
];

/**
 * An environment result in which everything is replaced that tells whose it is, with one map of aliases over all its inputs:
 * the same machine has the same alias wherever it was met. Its inputs must not go with it.
 * @param inputs those that it was merged from; none of them redacted itself, because the aliases of each report are its own
 * @throws AppError `input-invalid` when one is, or when there are more addresses than aliases
 */
export function redactEnvironment(
  result: EnvironmentResult,
  inputs: readonly WholeInput[],
): { readonly result: EnvironmentResult; readonly aliases: readonly Alias[] } {
  if (inputs.some((input) => input.result.redacted === true))
    throw new AppError(
      'input-invalid',
      'Names cannot be replaced in reports of which one was redacted before: its aliases mean something else. Merge the originals.',
    );
  const ordered = inputs.toSorted((left, right) => (left.fileSha256 < right.fileSha256 ? -1 : 1));
  const { replace, aliases } = redactorOf(ordered.map((input) => input.result));
  const all = environmentsOf(result);
  const safe = safely(replace, [...new Set(all.flatMap(addressesIn))]);
  const [first = result, ...others] = all.map((one) => safelyOf(one, safe, replace));
  return {
    aliases,
    result: fitTo(environmentResultSchema, others.length === 0 ? first : { ...first, others }),
  };
}

/** One environment, with everything replaced that tells whose it is. */
function safelyOf(result: OneEnvironment, safe: Safe, replace: Replace): OneEnvironment {
  const { environment } = result;
  return {
    ...result,
    environment: {
      ...environment,
      name: replace(policyOf(['profile', 'environment', 'name']), environment.name),
      overlays: environment.overlays.map((overlay) => replace({ kind: 'overlay' }, overlay)),
    },
    machines: result.machines.map((machine) => machineOf(machine, safe)),
    inputs: result.inputs.map((input) => inputOf(input, safe)),
    refused: result.refused.map(({ file: _, ...refused }) => refused),
    connections: result.connections.map((connection) => connectionOf(connection, safe)),
    own: result.own.map((own) => ownOf(own, safe)),
    causes: result.causes.map((cause) => causeOf(cause, safe)),
    redacted: true,
  };
}
