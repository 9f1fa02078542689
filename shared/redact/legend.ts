import type { RunResult } from '../run/result.ts';
import { policyOf } from './field-policy.ts';
import { mapTexts } from './identifiers.ts';

/** One kind of alias that occurs in a redacted result, and what it stands for. */
export type LegendRow = { readonly alias: string; readonly meaning: string };

type Kind = LegendRow & { readonly occurs: RegExp };

/** Every kind of alias, in the order in which it is explained. */
const kinds: readonly Kind[] = [
  {
    alias: '198.51.100.0/24, 198.18.0.0/16',
    meaning: 'private IPv4 addresses; those of one subnet stay together',
    occurs: /(?<!\d)198\.(?:51\.100|18\.\d+)\.\d/,
  },
  {
    alias: '203.0.113.0/24, 198.19.0.0/16',
    meaning: 'public IPv4 addresses',
    occurs: /(?<!\d)(?:203\.0\.113|198\.19\.\d+)\.\d/,
  },
  {
    alias: '192.0.2.0/24',
    meaning: 'other IPv4 addresses, such as link-local ones',
    occurs: /(?<!\d)192\.0\.2\.\d/,
  },
  { alias: '2001:db8:a::/48', meaning: 'private IPv6 addresses', occurs: /2001:db8:a:/ },
  { alias: '2001:db8:b::/48', meaning: 'public IPv6 addresses', occurs: /2001:db8:b:/ },
  {
    alias: '2001:db8:c::/48',
    meaning: 'other IPv6 addresses, such as link-local ones',
    occurs: /2001:db8:c:/,
  },
  {
    alias: 'ctrl-1, fe-1, db-1, lt-1, host-1',
    meaning: 'host names; the letters say what the profile names the host for',
    occurs: /(?:^|[^\p{L}\p{N}])(?:ctrl|fe|db|lt|node|cache|proxy|host)x?\d*-\d+(?![\p{L}\p{N}])/u,
  },
  { alias: '.example', meaning: 'domains', occurs: /(?:^|\.)example(?![\p{L}\p{N}-])/u },
  {
    alias: 'Server 1, Rule 1, program-1',
    meaning: 'names that somebody chose',
    occurs: /^(?:\p{L}+[ -]\d+)$|=(?:\p{L}+[ -]\d+)/u,
  },
  { alias: 'certificate-1', meaning: 'fingerprints of certificates', occurs: /^certificate-\d+$/ },
  {
    alias: '[text 1 removed]',
    meaning: 'a text that could say anything; the same text has the same number',
    occurs: /\[text \d+ removed\]/,
  },
  {
    alias: 'removed',
    meaning: 'a path or a query of an address, in which names and secrets can stand',
    occurs: /[/?]removed/,
  },
];

/** Whether a check carries what its sentences say as data too. Results from before do not. */
const isDrawn = (check: object): boolean => Reflect.has(check, 'parameters');

/** How sentences were made safe that cannot be drawn anew. */
const scannedWords =
  'looked through for the names, addresses and values that are replaced elsewhere, because this result does not hold as data what they say';

function textsOf(result: RunResult): readonly string[] {
  const texts = new Set<string>();
  mapTexts(result, ({ path, text }) => {
    const { kind } = policyOf(path);
    if (kind !== 'keep' && kind !== 'sentence') texts.add(text);
    return text;
  });
  return [...texts];
}

/** What the aliases of a redacted result stand for: the kinds that occur in it. Empty for one that is not redacted. */
export function legendOf(result: RunResult): readonly LegendRow[] {
  if (result.redacted !== true) return [];
  const texts = textsOf(result);
  const occurring = kinds.filter(({ occurs }) => texts.some((text) => occurs.test(text)));
  return [
    ...occurring.map(({ alias, meaning }) => ({ alias, meaning })),
    ...(result.checks.every(isDrawn) ? [] : [{ alias: 'Sentences', meaning: scannedWords }]),
  ];
}
