import { catalogue } from '../catalogue/catalogue.ts';
import { definitionOf } from '../catalogue/check-id.ts';
import { type CheckResult, type RunResult, runResultSchema } from '../run/result.ts';
import { fitTo } from '../words/fit-to-schema.ts';
import type { Alias } from './alias.ts';
import { type Aliases, makeAliases } from './aliases.ts';
import { policyOf } from './field-policy.ts';
import { identifiersOf, isPattern, type Leaf, mapTexts, partNouns } from './identifiers.ts';
import { namedHost, nameParts } from './names-in-text.ts';
import { addressesIn, foldCase, type PhraseFinder, phraseFinder, replaceSpans } from './scan-text.ts';

/** A result in which names and addresses are replaced, and what they were. */
export type Redaction = {
  readonly result: RunResult;
  readonly aliases: readonly Alias[];
  /**
   * Texts that somebody wrote, as they stand in the redacted result. What is known or looks like a name is replaced in
   * them; only a person can see whether they still say too much.
   */
  readonly texts: readonly string[];
};

/** Replaces everything that is known in a running text. */
type Scan = (text: string) => string;

function makeScan(find: PhraseFinder, aliases: Aliases): Scan {
  return (text) => {
    const addresses = addressesIn(text).map(({ start, end, address }) => ({
      start,
      end,
      alias: aliases.ofAddress(address) ?? address,
    }));
    return replaceSpans(text, [...addresses, ...find(text)]);
  };
}

/** The alias of a text that is a host as a whole, with the port, brackets and star around it left alone. */
function replaceHost(text: string, aliases: Aliases, scan: Scan): string {
  const found = namedHost(text);
  const alias = found === null ? null : aliases.ofHost(found.name);
  if (found === null || alias === null) return scan(text);
  const start = foldCase(text).indexOf(found.name);
  return start < 0 ? alias : text.slice(0, start) + alias + text.slice(start + found.name.length);
}

const urlParts = /^([a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#]*@)?([^/?#]*)([^?#]*)([?#].*)?$/is;

/** What stands for a part of an address that is left out, because names in it may be written in any code. */
const leftOut = 'removed';

/**
 * An address with its host replaced. Login, query and coded paths are left out.
 * @param showPath what is shown of a path that is not coded
 */
function replaceUrl(text: string, aliases: Aliases, scan: Scan, showPath: Scan = scan): string {
  const [, scheme = '', authority = '', path = '', query] = urlParts.exec(text) ?? [];
  const end = scheme === '' ? scan(authority) : replaceHost(authority, aliases, scan);
  const shownPath = path.includes('%') ? `/${leftOut}` : showPath(path);
  return `${scheme}${end}${shownPath}${query === undefined ? '' : `?${leftOut}`}`;
}

const withoutPath: Scan = (path) => (path === '' || path === '/' ? path : `/${leftOut}`);

function replaceSubject(text: string, aliases: Aliases, scan: Scan): string {
  const parts = nameParts(text);
  if (parts === null) return scan(text);
  return parts
    .map(({ attribute, value }) => {
      if (partNouns[attribute] === null) return `${attribute}=${value}`;
      const isHost = value.includes('.') && namedHost(value) !== null;
      const alias = isHost ? replaceHost(value, aliases, scan) : (aliases.ofName(value) ?? scan(value));
      return `${attribute}=${alias}`;
    })
    .join(', ');
}

function replaceAltName(text: string, aliases: Aliases, scan: Scan): string {
  const uri = 'URI:';
  if (text.startsWith(uri)) return `${uri}${replaceUrl(text.slice(uri.length), aliases, scan)}`;
  return namedHost(text) === null ? (aliases.ofName(text) ?? scan(text)) : replaceHost(text, aliases, scan);
}

function replaceCheckId(text: string, aliases: Aliases, scan: Scan): string {
  const at = text.indexOf('@');
  if (at < 0) return scan(text);
  return `${text.slice(0, at + 1)}${replaceHost(text.slice(at + 1), aliases, scan)}`;
}

type Scans = { readonly all: Scan; readonly sure: Scan };

function replaceText(leaf: Leaf, aliases: Aliases, scans: Scans): string {
  const policy = policyOf(leaf.path);
  const { all, sure } = scans;
  const text = policy.kind === 'keep' ? leaf.text : leaf.text.normalize('NFC');
  switch (policy.kind) {
    case 'keep':
      return text;
    case 'host':
      return replaceHost(text, aliases, all);
    case 'exception':
      return isPattern(text) ? (aliases.ofName(text) ?? all(text)) : replaceHost(text, aliases, all);
    case 'url':
      return replaceUrl(text, aliases, all);
    case 'site':
      return replaceUrl(text, aliases, all, withoutPath);
    case 'name':
    case 'file':
      return aliases.ofName(text) ?? all(text);
    case 'distinguished-name':
      return replaceSubject(text, aliases, all);
    case 'certificate-name':
      return replaceAltName(text, aliases, all);
    case 'certificate':
      return aliases.ofCertificate(text) ?? text;
    case 'check':
      return replaceCheckId(text, aliases, all);
    case 'filled':
      return sure(text);
    case 'version':
      return /^[\d.]*$/.test(text) ? text : all(text);
    case 'hops':
    case 'program':
    case 'prose':
      return all(text);
  }
}

const definitions = new Map(
  [...catalogue.checks, ...catalogue.overlays.flatMap((overlay) => overlay.checks)].map((definition) => [
    definition.id,
    definition,
  ]),
);

/**
 * What filled the braces of a template, with the words between them: names are looked for in the former only, so that
 * a server called "front" does not change what is said about a front-end. Null when the text is not the template's.
 */
function filledParts(
  text: string,
  template: string,
): readonly { readonly text: string; readonly isFilled: boolean }[] | null {
  const words = template.split(/\{[a-zA-Z][a-zA-Z0-9]*\}/);
  const first = words[0] ?? '';
  const last = words.at(-1) ?? '';
  if (words.length === 1) return text === template ? [{ text, isFilled: false }] : null;
  if (!text.startsWith(first) || !text.endsWith(last)) return null;
  const parts = [{ text: first, isFilled: false }];
  let at = first.length;
  for (const word of words.slice(1, -1)) {
    const next = text.indexOf(word, at);
    if (next < 0) return null;
    parts.push({ text: text.slice(at, next), isFilled: true }, { text: word, isFilled: false });
    at = next + word.length;
  }
  const end = text.length - last.length;
  if (end < at) return null;
  return [...parts, { text: text.slice(at, end), isFilled: true }, { text: last, isFilled: false }];
}

function replaceFilled(
  text: string,
  template: string | null | undefined,
  subject: Scan,
  scans: Scans,
): string {
  const plain = text.normalize('NFC');
  const parts = template == null ? null : filledParts(plain, template);
  if (parts === null) return scans.sure(plain);
  return parts.map((part) => (part.isFilled ? subject(part.text) : part.text)).join('');
}

type Texts = Pick<CheckResult, 'reason' | 'remedy'>;

/** Reason and remedy of a check. What filled their braces may also be the name in a certificate. */
function replaceTexts(check: CheckResult, result: RunResult, aliases: Aliases, scans: Scans): Texts {
  const ruling = definitions.get(definitionOf(check.id))?.rulings[check.finding]?.[result.phase];
  const filled: Scan = (text) =>
    /^[A-Za-z]+=/.test(text)
      ? replaceSubject(text, aliases, scans.all)
      : (aliases.ofName(text) ?? scans.all(text));
  return {
    reason: replaceFilled(check.reason, ruling?.reason, filled, scans),
    remedy: check.remedy === null ? null : replaceFilled(check.remedy, ruling?.remedy, filled, scans),
  };
}

/**
 * Replaces in a result everything that tells whose it is: hosts, domains, addresses, users, names of the environment
 * and in certificates, wherever and however they are written, in free texts too. The same thing has the same alias in
 * every field and form, so that the topology stays: an address of a documentation range (private and public ones apart,
 * subnets together), a name under `.example`. Loopback, wildcard addresses and published names of OutSystems stay, as
 * do verdicts, findings and error codes. Pure: the same result gives the same aliases. The new result is valid, because
 * a text that has become longer than allowed is cut, and says that it is redacted.
 * @throws AppError `input-invalid` when a result has more addresses than there are aliases
 */
export function redactResult(result: RunResult): Redaction {
  const aliases = makeAliases(identifiersOf(result));
  const scans: Scans = {
    all: makeScan(phraseFinder(aliases.phrases), aliases),
    sure: makeScan(phraseFinder(aliases.phrases.filter(({ isWord }) => !isWord)), aliases),
  };
  const known = new Map<string, string>();
  const change = (leaf: Leaf): string => {
    const key = `${leaf.path.join('.')} ${leaf.text}`;
    const changed = known.get(key) ?? replaceText(leaf, aliases, scans);
    known.set(key, changed);
    return changed;
  };
  const changed = mapTexts(result, change) as RunResult;
  const redacted = fitTo(runResultSchema, {
    ...changed,
    redacted: true,
    checks: changed.checks.map((check, index) => {
      const original = result.checks[index];
      return original === undefined ? check : { ...check, ...replaceTexts(original, result, aliases, scans) };
    }),
  });
  return {
    result: redacted,
    aliases: aliases.list.filter(({ original, alias }) => original !== alias),
    texts: [...new Set(redacted.profile.waivers.map(({ reason }) => reason))],
  };
}
