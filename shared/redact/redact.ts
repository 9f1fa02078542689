import { catalogue } from '../catalogue/catalogue.ts';
import type { CheckDefinition } from '../catalogue/check.ts';
import { definitionOf } from '../catalogue/check-id.ts';
import type { NamedParameter, Parameter } from '../catalogue/parameter.ts';
import { type CheckResult, type RunResult, runResultSchema } from '../run/result.ts';
import { redrawSentences } from '../run/sentences.ts';
import { ellipsis } from '../words/clip.ts';
import { nameParts } from '../words/distinguished-name.ts';
import { fitTo } from '../words/fit-to-schema.ts';
import type { TextKind } from '../words/text-kind.ts';
import type { Phase } from '../words/verdict.ts';
import type { Alias } from './alias.ts';
import { type Aliases, makeAliases } from './aliases.ts';
import { policyOf } from './field-policy.ts';
import { identifiersOf, isPattern, type Leaf, mapTexts, partNouns } from './identifiers.ts';
import { namedHost } from './names-in-text.ts';
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

/** A text of a kind, made safe. */
function replaceKind(kind: TextKind, given: string, aliases: Aliases, { all, sure }: Scans): string {
  const isOwn = kind === 'keep' || kind === 'code';
  const text = isOwn ? given : given.normalize('NFC');
  switch (kind) {
    case 'keep':
    case 'code':
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

type Texts = Pick<CheckResult, 'headline' | 'reason' | 'remedy' | 'parameters'>;

/** A parameter of a finding, made safe by what it is. */
function replaceParameter(
  parameter: Parameter,
  replace: (kind: TextKind, text: string) => string,
): Parameter {
  switch (parameter.type) {
    case 'number':
    case 'milliseconds':
    case 'duration':
      return parameter;
    case 'list':
      return { ...parameter, items: parameter.items.map((item) => replaceParameter(item, replace)) };
    case 'phrase':
      return { ...parameter, parameters: replaceParameters(parameter.parameters, replace) };
    default:
      return { ...parameter, value: replace(parameter.type, parameter.value) };
  }
}

const replaceParameters = (
  parameters: readonly NamedParameter[],
  replace: (kind: TextKind, text: string) => string,
): readonly NamedParameter[] =>
  parameters.map(({ name, ...parameter }) => ({ name, ...replaceParameter(parameter, replace) }));

/** Whether what stands in a result is what this catalogue draws from its parameters, so that it can be drawn anew. */
function isDrawn(check: CheckResult, definition: CheckDefinition, phase: Phase): boolean {
  try {
    const drawn = redrawSentences(definition, phase, check);
    return (
      drawn !== null &&
      drawn.reason === check.reason &&
      drawn.remedy === check.remedy &&
      drawn.headline === (check.headline ?? null)
    );
  } catch {
    return false;
  }
}

/**
 * The sentences of a check. They are drawn anew from parameters that are safe; where a result has none, or another
 * catalogue drew them, what filled their braces is looked for. It may also be the name in a certificate. A headline with
 * a name that was cut goes then, because nobody could find what is left of the name.
 */
function replaceTexts(check: CheckResult, result: RunResult, aliases: Aliases, scans: Scans): Texts {
  const definition = definitions.get(definitionOf(check.id));
  if (
    definition !== undefined &&
    check.parameters !== undefined &&
    isDrawn(check, definition, result.phase)
  ) {
    const parameters = [
      ...replaceParameters(check.parameters, (kind, text) => replaceKind(kind, text, aliases, scans)),
    ];
    const drawn = redrawSentences(definition, result.phase, { finding: check.finding, parameters });
    if (drawn !== null)
      return {
        headline: drawn.headline ?? undefined,
        reason: drawn.reason,
        remedy: drawn.remedy,
        parameters,
      };
  }
  const ruling = definition?.rulings[check.finding]?.[result.phase];
  const headline = ruling?.headline ?? definition?.family.headlines[check.finding];
  const filled: Scan = (text) =>
    /^[A-Za-z]+=/.test(text)
      ? replaceSubject(text, aliases, scans.all)
      : (aliases.ofName(text) ?? scans.all(text));
  return {
    headline:
      check.headline === undefined || check.headline.includes(ellipsis)
        ? undefined
        : replaceFilled(check.headline, headline, filled, scans),
    reason: replaceFilled(check.reason, ruling?.reason, filled, scans),
    remedy: check.remedy === null ? null : replaceFilled(check.remedy, ruling?.remedy, filled, scans),
    parameters: undefined,
  };
}

/** A check without what its sentences are drawn from. */
function withoutParameters({ parameters: _, ...check }: CheckResult): CheckResult {
  return check;
}

/** A check with other sentences; what it does not have is left out. */
function withTexts(check: CheckResult, { headline, parameters, ...texts }: Texts): CheckResult {
  const { headline: _, ...rest } = check;
  return {
    ...rest,
    ...texts,
    ...(headline === undefined ? {} : { headline }),
    ...(parameters === undefined ? {} : { parameters }),
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
  const bare = { ...result, checks: result.checks.map(withoutParameters) };
  const aliases = makeAliases(identifiersOf(bare));
  const scans: Scans = {
    all: makeScan(phraseFinder(aliases.phrases), aliases),
    sure: makeScan(phraseFinder(aliases.phrases.filter(({ isWord }) => !isWord)), aliases),
  };
  const known = new Map<string, string>();
  const change = (leaf: Leaf): string => {
    const key = `${leaf.path.join('.')} ${leaf.text}`;
    const changed = known.get(key) ?? replaceKind(policyOf(leaf.path).kind, leaf.text, aliases, scans);
    known.set(key, changed);
    return changed;
  };
  const changed = mapTexts(bare, change) as RunResult;
  const redacted = fitTo(runResultSchema, {
    ...changed,
    redacted: true,
    checks: changed.checks.map((check, index) => {
      const original = result.checks[index];
      return original === undefined
        ? check
        : withTexts(check, replaceTexts(original, result, aliases, scans));
    }),
  });
  return {
    result: redacted,
    aliases: aliases.list.filter(({ original, alias }) => original !== alias),
    texts: [...new Set(redacted.profile.waivers.map(({ reason }) => reason))],
  };
}
