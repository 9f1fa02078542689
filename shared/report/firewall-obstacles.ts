import type { NamedParameter, Parameter } from '../catalogue/parameter.ts';
import { type CheckResult, headlineOf } from '../run/result.ts';

/**
 * Why a firewall rule alone will not help. `impostor`: something else answers in the place of the service. `elsewhere`: it is
 * led to another machine or port. `changed`: a device on the way changes what is sent. `translated`: the firewall sees other
 * addresses than the servers have.
 */
export const obstacleKinds = ['impostor', 'elsewhere', 'changed', 'translated'] as const;
export type ObstacleKind = (typeof obstacleKinds)[number];

/** What stands in the way of one connection beside a firewall, with the fact in one line. */
export type FirewallObstacle = { readonly kind: ObstacleKind; readonly fact: string };

/** What a finding says about a rule for its connection. */
export const kindOfFinding: Readonly<Record<string, ObstacleKind>> = {
  'accepted-for-it': 'impostor',
  unproven: 'impostor',
  'wrong-service': 'impostor',
  crossed: 'elsewhere',
  'other-machine': 'elsewhere',
  'reached-crossed': 'elsewhere',
  'leads-here': 'elsewhere',
  'dns-unexpected-address': 'elsewhere',
  'tls-inspected': 'changed',
  'http-proxy': 'changed',
  'reached-changed': 'changed',
};

/** Phrases that say which addresses were translated. */
const translations: readonly string[] = ['came-from', 'arrived-at'];

function phrasesIn(parameter: Parameter | NamedParameter): readonly string[] {
  if (parameter.type === 'list') return parameter.items.flatMap(phrasesIn);
  return parameter.type === 'phrase' ? [parameter.phrase] : [];
}

function kindOf({ finding, parameters = [] }: CheckResult): ObstacleKind | null {
  const kind = kindOfFinding[finding];
  if (kind !== undefined) return kind;
  const isTranslated = parameters.flatMap(phrasesIn).some((phrase) => translations.includes(phrase));
  return isTranslated ? 'translated' : null;
}

/** What stands in the way of a check's connection beside a firewall; null for nothing that is known. */
export function obstacleOf(check: CheckResult): FirewallObstacle | null {
  const kind = kindOf(check);
  return kind === null ? null : { kind, fact: headlineOf(check) };
}

const advice: Readonly<Record<ObstacleKind, string>> = {
  impostor: 'Opening a port does not help: take what answers in its place out of the way.',
  elsewhere:
    'A rule does not help until the name, the translation of addresses (NAT) or the load balancer leads there.',
  changed: 'A rule does not help against a device that changes what is sent: exempt this connection there.',
  translated: 'Addresses are translated on the way: write the rule for those that the firewall sees.',
};

/** Facts that are alike and what follows from them for a rule: the first of them, and how many others there are. */
export function obstacleTexts(obstacles: readonly FirewallObstacle[]): readonly string[] {
  return obstacleKinds.flatMap((kind) => {
    const [first, ...others] = new Set(
      obstacles.filter((obstacle) => obstacle.kind === kind).map(({ fact }) => fact),
    );
    if (first === undefined) return [];
    const more = others.length === 0 ? '' : `, and ${others.length} more`;
    return [`${first}${more}. ${advice[kind]}`];
  });
}
