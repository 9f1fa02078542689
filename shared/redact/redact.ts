import { catalogue } from '../catalogue/catalogue.ts';
import type { CheckDefinition } from '../catalogue/check.ts';
import { definitionOf } from '../catalogue/check-id.ts';
import type { NamedParameter, Parameter, TextParameter } from '../catalogue/parameter.ts';
import { wordsFor } from '../catalogue/text.ts';
import { databaseSchema } from '../profile/profile.ts';
import { places } from '../profile/roles.ts';
import { type CheckResult, dnsServerHost, type RunResult, runResultSchema } from '../run/result.ts';
import { redrawSentences } from '../run/sentences.ts';
import { ellipsis } from '../words/clip.ts';
import { nameParts } from '../words/distinguished-name.ts';
import { fitTo } from '../words/fit-to-schema.ts';
import type { FieldPolicy, TextField } from '../words/text-kind.ts';
import type { Phase } from '../words/verdict.ts';
import type { Alias } from './alias.ts';
import { type Aliases, isPlainWord, makeAliases } from './aliases.ts';
import { definitions, isCatalogueText } from './catalogue-words.ts';
import { policyOf } from './field-policy.ts';
import type { FreeText } from './free-text.ts';
import { headerOf } from './header-parts.ts';
import {
  identifiersOf,
  isCommonFile,
  isDefaultName,
  isHostInName,
  isPattern,
  joinIdentifiers,
  type Leaf,
  mapTexts,
  nounOf,
} from './identifiers.ts';
import { isKnownText } from './known-words.ts';
import { isCommonName, isPlainEnd, isPublished, isWholeAddress, namedHost } from './names-in-text.ts';
import {
  addressesIn,
  foldCase,
  type PhraseFinder,
  phraseFinder,
  replaceSpans,
  type Span,
} from './scan-text.ts';
import { urlParts, urlsIn } from './url-parts.ts';

/** A result in which names and addresses are replaced, and what they were. */
export type Redaction = {
  readonly result: RunResult;
  readonly aliases: readonly Alias[];
  /** Every text that may say anything, in the order of the result, those included that were to be kept. */
  readonly texts: readonly FreeText[];
};

/** Replaces everything that is known in a running text. */
type Scan = (text: string) => string;

/** What a text becomes that is not of its field's type, and may therefore say anything. */
type Free = (text: string, field: TextField) => string;

/** What stands for a part of an address that is left out, because names in it may be written in any code. */
const leftOut = 'removed';

/** What stands in the place of a text that was removed: the same text has the same number. */
const markerOf = (number: number): string => `[text ${number} removed]`;

/** What everything of a result is replaced with. */
type Tools = {
  readonly aliases: Aliases;
  readonly free: Free;
  /** The ids of the questions that a check can be an instance of. */
  readonly ids: ReadonlySet<string>;
};

/** Every address of a text, with its alias. */
const addressSpans = (text: string, aliases: Aliases): readonly Span[] =>
  addressesIn(text).map(({ start, end, address }) => ({
    start,
    end,
    alias: aliases.ofAddress(address) ?? address,
  }));

function makeScan(find: PhraseFinder, aliases: Aliases): Scan {
  return (text) => {
    const urls = urlsIn(text).map(({ start, end, url }) => ({ start, end, alias: urlInText(url, aliases) }));
    return replaceSpans(text, [...urls, ...addressSpans(text, aliases), ...find(text)]);
  };
}

/** The alias of a text that is a host as a whole, with the port, brackets and star around it left alone; null for others. */
function hostAlias(text: string, aliases: Aliases): string | null {
  const found = namedHost(text);
  if (found === null) return isPlainEnd(text) ? replaceSpans(text, addressSpans(text, aliases)) : null;
  const alias = isCommonName(found.name) ? found.name : aliases.ofHost(found.name);
  const start = foldCase(text).indexOf(found.name);
  if (alias === null || start < 0) return alias;
  return text.slice(0, start) + alias + text.slice(start + found.name.length);
}

/** The alias of a name that a person gave a machine, perhaps with a port; null for others. */
function namedEnd(text: string, aliases: Aliases): string | null {
  const [, name = text, port = ''] = /^(.*)(:\d{1,5})$/s.exec(text) ?? [];
  const alias = aliases.ofName(text) ?? aliases.ofName(name);
  return alias === null || aliases.ofName(text) !== null ? alias : `${alias}${port}`;
}

function replaceHost(text: string, { aliases, free }: Tools): string {
  return text === dnsServerHost
    ? text
    : (hostAlias(text, aliases) ?? namedEnd(text, aliases) ?? free(text, 'host'));
}

const shownPath = (path: string): string => (isKnownText(path) ? path : `/${leftOut}`);

/** An address with its host replaced. Login, query and a path that is not published are left out. */
function replaceUrl(text: string, aliases: Aliases): string {
  const { scheme, authority, path, query } = urlParts(text);
  const end = authority === '' ? '' : (hostAlias(authority, aliases) ?? leftOut);
  return `${scheme}${end}${shownPath(path)}${query === null ? '' : `?${leftOut}`}`;
}

/** An address in a running text. One of OutSystems, which the catalogue itself names, stays. */
function urlInText(url: string, aliases: Aliases): string {
  const { authority, login, query } = urlParts(url);
  const isOwn = login === '' && query === null && isPublished(namedHost(authority)?.name ?? '');
  return isOwn ? url : replaceUrl(url, aliases);
}

function replaceSubject(text: string, aliases: Aliases, otherwise: Scan): string {
  const parts = nameParts(text);
  if (parts === null) return otherwise(text);
  return parts
    .map((part) => {
      const { attribute, value } = part;
      if (nounOf(part) === null) return `${attribute}=${value}`;
      const alias = isHostInName(value) || isWholeAddress(value) ? hostAlias(value, aliases) : null;
      return `${attribute}=${alias ?? aliases.ofName(value) ?? otherwise(value)}`;
    })
    .join(', ');
}

function replaceAltName(text: string, { aliases, free }: Tools): string {
  const uri = 'URI:';
  if (text.startsWith(uri)) return `${uri}${replaceUrl(text.slice(uri.length), aliases)}`;
  return hostAlias(text, aliases) ?? aliases.ofName(text) ?? free(text, 'certificate');
}

function replaceHeader(text: string, tools: Tools): string {
  const header = headerOf(text);
  if (header === null) return tools.free(text, 'proxy-header');
  if (header.parts === null) return `${header.name}: ${tools.free(text, 'proxy-header')}`;
  const value = header.parts.map((part) =>
    part.kind === 'words' ? part.text : replaceHost(part.text, tools),
  );
  return `${header.name}: ${value.join('')}`;
}

const ownKey = new RegExp(
  `^(?:(?:${[...databaseSchema.shape.purpose.options, ...places].join('|')})(?:-\\d+)?)$`,
);

/** The id of a check. One of a waiver is what a person wrote, and perhaps the id of none. */
function replaceCheckId(text: string, tools: Tools): string {
  const at = text.indexOf('@');
  const definition = definitionOf(text);
  if (!tools.ids.has(definition.toLowerCase())) return tools.free(text, 'other');
  if (at < 0) return text;
  const key = text.slice(at + 1);
  return `${definition}@${ownKey.test(key) ? key : replaceHost(key, tools)}`;
}

const overlayIds = new Set(catalogue.overlays.map(({ id }) => id));

/** A text by what it is. Sentences and what fills them are drawn anew by themselves. */
function replaceText(policy: FieldPolicy, raw: string, tools: Tools): string {
  const text = policy.kind === 'keep' ? raw : raw.normalize('NFC');
  const { aliases, free } = tools;
  switch (policy.kind) {
    case 'keep':
      return text;
    case 'code':
      return /^[A-Z][A-Z0-9_]*$/.test(text) ? text : free(text, 'other');
    case 'overlay':
      return overlayIds.has(text) ? text : free(text, 'other');
    case 'host':
      return replaceHost(text, tools);
    case 'exception':
      return isPattern(text)
        ? (aliases.ofName(text) ?? free(text, 'setting'))
        : (hostAlias(text, aliases) ?? text);
    case 'url':
      return replaceUrl(text, aliases);
    case 'header':
      return replaceHeader(text, tools);
    case 'name':
      return isDefaultName(text) ? text : (aliases.ofName(text) ?? free(text, 'other'));
    case 'file':
      return isCommonFile(text) ? text : (aliases.ofName(text) ?? free(text, 'other'));
    case 'program':
      return isKnownText(text) ? text : (aliases.ofName(text) ?? free(text, 'other'));
    case 'distinguished-name':
      return replaceSubject(text, aliases, (part) => free(part, 'certificate'));
    case 'certificate-name':
      return replaceAltName(text, tools);
    case 'certificate':
      return aliases.ofCertificate(text) ?? free(text, 'certificate');
    case 'check':
      return replaceCheckId(text, tools);
    case 'sentence':
    case 'parameter':
      return text;
    case 'known':
      return isKnownText(text) ? text : free(text, policy.field);
    case 'version':
      return isKnownVersion(text, aliases) ? text : free(text, policy.field);
    case 'free':
      return free(text, policy.field);
  }
}

/** Four numbers are a version here, unless they are an address of this result. */
const isKnownVersion = (text: string, aliases: Aliases): boolean =>
  /^[\d.]*$/.test(text)
    ? addressesIn(text).every(({ address }) => aliases.ofAddress(address) === null)
    : isKnownText(text);

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

/** `sure` replaces what is surely a name, `all` also words that the catalogue uses itself. */
type Scans = { readonly all: Scan; readonly sure: Scan };

type Texts = Pick<CheckResult, 'title' | 'why' | 'headline' | 'reason' | 'remedy' | 'parameters'>;

/** How a parameter is made safe: as a field of its type, under a noun that says no more than that. */
function policyOfParameter({ type }: TextParameter): FieldPolicy {
  switch (type) {
    case 'name':
      return { kind: type, noun: 'Name' };
    case 'program':
    case 'file':
      return { kind: type, noun: type };
    case 'version':
      return { kind: type, field: 'version' };
    case 'free':
      return { kind: type, field: 'other' };
    default:
      return { kind: type };
  }
}

/** A parameter of a finding, made safe by what it is. */
function replaceParameter(parameter: Parameter, tools: Tools): Parameter {
  switch (parameter.type) {
    case 'number':
    case 'milliseconds':
    case 'duration':
      return parameter;
    case 'list':
      return { ...parameter, items: parameter.items.map((item) => replaceParameter(item, tools)) };
    case 'phrase':
      return { ...parameter, parameters: replaceParameters(parameter.parameters, tools) };
    default:
      return { ...parameter, value: replaceText(policyOfParameter(parameter), parameter.value, tools) };
  }
}

const replaceParameters = (parameters: readonly NamedParameter[], tools: Tools): readonly NamedParameter[] =>
  parameters.map(({ name, ...parameter }) => ({ name, ...replaceParameter(parameter, tools) }));

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

/** The sentences of a check, drawn anew from parameters that are safe; null where that cannot be done. */
function redrawn(
  check: CheckResult,
  definition: CheckDefinition | undefined,
  phase: Phase,
  tools: Tools,
): Omit<Texts, 'title' | 'why'> | null {
  if (definition === undefined || check.parameters === undefined || !isDrawn(check, definition, phase))
    return null;
  const parameters = [...replaceParameters(check.parameters, tools)];
  const drawn = redrawSentences(definition, phase, { finding: check.finding, parameters });
  if (drawn === null) return null;
  const { headline, reason, remedy } = drawn;
  return { headline: headline ?? undefined, reason, remedy, parameters };
}

/**
 * The sentences of a check. Where they cannot be drawn anew, because a result has no parameters or another catalogue drew
 * them, what filled their braces is looked for. It may also be the name in a certificate. A headline with a name that was
 * cut goes then, because nobody could find what is left of the name.
 */
function replaceTexts(check: CheckResult, { phase }: RunResult, tools: Tools, scans: Scans): Texts {
  const { aliases } = tools;
  const definition = definitions.get(definitionOf(check.id));
  const fixed = (text: string): string => (isCatalogueText(text) ? text : scans.sure(text.normalize('NFC')));
  const names = { title: fixed(check.title), why: fixed(check.why) };
  const drawn = redrawn(check, definition, phase, tools);
  if (drawn !== null) return { ...names, ...drawn };
  const ruling = definition?.rulings()[check.finding]?.[phase];
  const headline = ruling?.headline ?? definition?.family.headlines[check.finding];
  const mend = ruling?.remedy ?? null;
  const remedy = mend === null ? null : wordsFor(mend, 'profile');
  const filled: Scan = (text) =>
    /^[A-Za-z]+=/.test(text)
      ? replaceSubject(text, aliases, scans.all)
      : (aliases.ofName(text) ?? scans.all(text));
  return {
    ...names,
    headline:
      check.headline === undefined || check.headline.includes(ellipsis)
        ? undefined
        : replaceFilled(check.headline, headline, filled, scans),
    reason: replaceFilled(check.reason, ruling?.reason, filled, scans),
    remedy: check.remedy === null ? null : replaceFilled(check.remedy, remedy, filled, scans),
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

/** A value that a sentence may repeat, and what it says instead. */
type Repeated = { readonly original: string; readonly alias: string };

/** What of an address may stand alone in a sentence. */
function partsOfUrl(text: string, changed: string): readonly Repeated[] {
  const { login, path, query } = urlParts(text);
  const isPathShown = urlParts(changed).path === path;
  const secrets = [...login.split(':'), ...(query ?? '').split(/[?#&]/)];
  const paths = isPathShown ? [] : [path, path.replace(/^\/|\/$/g, '')];
  return [...secrets, ...paths]
    .filter((part) => part.length >= shortestPart)
    .map((original) => ({ original, alias: leftOut }));
}

const shortestPart = 4;

/** What of a field a sentence may repeat: its value as a whole, and the parts of an address. */
function repeatedOf({ path, text }: Leaf, changed: string): readonly Repeated[] {
  switch (policyOf(path).kind) {
    case 'url':
      return [{ original: text, alias: changed }, ...partsOfUrl(text, changed)];
    case 'certificate-name':
      return text.startsWith('URI:') ? repeatedUri(text, changed) : [{ original: text, alias: changed }];
    case 'header':
    case 'exception':
    case 'distinguished-name':
    case 'certificate':
    case 'known':
    case 'version':
    case 'code':
      return text.length < shortestPart ? [] : [{ original: text, alias: changed }];
    case 'keep':
    case 'overlay':
    case 'host':
    case 'name':
    case 'program':
    case 'file':
    case 'check':
    case 'sentence':
    case 'parameter':
    case 'free':
      return [];
  }
}

const repeatedUri = (text: string, changed: string): readonly Repeated[] => {
  const bare = (name: string): string => name.slice('URI:'.length);
  return [{ original: text, alias: changed }, ...partsOfUrl(bare(text), bare(changed))];
};

/** What becomes of texts that may say anything, and a list of them in the order in which they were met. */
function gatherTexts(
  keep: ReadonlySet<string>,
  scan: Scan,
): { readonly free: Free; readonly texts: Gathered } {
  const texts = new Map<
    string,
    { readonly fields: Set<TextField>; readonly marker: string; readonly kept: string }
  >();
  const free: Free = (text, field) => {
    const entry = texts.get(text) ?? {
      fields: new Set<TextField>(),
      marker: markerOf(texts.size + 1),
      kept: scan(text),
    };
    entry.fields.add(field);
    texts.set(text, entry);
    return keep.has(text) ? entry.kept : entry.marker;
  };
  return {
    free,
    texts: () => [...texts].map(([text, entry]) => ({ ...entry, text, fields: [...entry.fields] })),
  };
}

type Gathered = () => readonly FreeText[];

const isSentence = (leaf: Leaf): boolean => policyOf(leaf.path).kind === 'sentence';

/**
 * A result without what both ends of a rehearsal signed: it names them, and with other names no signature would fit. What
 * it came to stands in the findings.
 */
function withoutViews(result: RunResult): RunResult {
  const bare = (fact: CheckResult['facts'][number]): CheckResult['facts'][number] => {
    if (fact.kind === 'visits') return { ...fact, visits: [] };
    if (fact.kind !== 'rehearsal') return fact;
    const { checker: _, listener: __, vouched: ___, ...others } = fact;
    return others;
  };
  return {
    ...result,
    checks: result.checks.map((check) => ({ ...check, facts: check.facts.map(bare) })),
  };
}

/** Everything but the sentences, by the types of the fields, and what sentences may repeat of it. */
function replaceFields(
  result: RunResult,
  tools: Tools,
): { readonly changed: RunResult; readonly repeated: readonly Repeated[] } {
  const known = new Map<string, string>();
  const repeated = new Map<string, Repeated>();
  const changed = mapTexts(result, (leaf) => {
    if (isSentence(leaf)) return leaf.text;
    const key = `${leaf.path.join('.')} ${leaf.text}`;
    const text = known.get(key) ?? replaceText(policyOf(leaf.path), leaf.text, tools);
    if (!known.has(key))
      for (const entry of repeatedOf({ ...leaf, text: leaf.text.normalize('NFC') }, text))
        if (entry.original !== entry.alias && !repeated.has(entry.original))
          repeated.set(entry.original, entry);
    known.set(key, text);
    return text;
  }) as RunResult;
  return { changed, repeated: [...repeated.values()] };
}

/** How sentences are looked through: for names, and for values that other fields say otherwise now. */
function scansFor(aliases: Aliases, repeated: readonly Repeated[]): Scans {
  const words = repeated.map((entry) => ({ ...entry, isWord: isPlainWord(entry.original) }));
  const phrases = [...words, ...aliases.phrases];
  return {
    all: makeScan(phraseFinder(phrases), aliases),
    sure: makeScan(phraseFinder(phrases.filter(({ isWord }) => !isWord)), aliases),
  };
}

/**
 * Replaces in a result everything that tells whose it is: hosts, domains, addresses, users, names of the environment
 * and in certificates. The same thing has the same alias in every field and form, so that the topology stays: an
 * address of a documentation range (private and public ones apart, subnets together), a name under `.example`.
 * Loopback, wildcard addresses and published names stay, as do verdicts, findings and error codes. A text that may say
 * anything is removed as a whole. In sentences, which are put together of all these, each is looked for. Pure: the same
 * result and choice give the same redaction. The new result is valid, because a text that has become longer than
 * allowed is cut, and says that it is redacted.
 * @param keep texts that may say anything and are to be kept, as they stand in the result; names in them are replaced
 * @throws AppError `input-invalid` when a result has more addresses than there are aliases
 */
export function redactResult(given: RunResult, keep: readonly string[] = []): Redaction {
  const result = withoutViews(given);
  const whole = { ...given, checks: given.checks.map(withoutParameters) };
  const bare = withoutViews(whole);
  // Sentences may repeat what a view said, though the view itself is left out.
  const aliases = makeAliases(identifiersOf(whole));
  const wanted = new Set(keep.map((text) => text.normalize('NFC')));
  const { free, texts } = gatherTexts(wanted, scansFor(aliases, []).all);
  const ids = new Set([...definitions.keys(), ...result.checks.map(({ id }) => definitionOf(id))]);
  const tools: Tools = { aliases, free, ids };
  const { changed, repeated } = replaceFields(bare, tools);
  const scans = scansFor(aliases, repeated);
  const redacted = fitTo(runResultSchema, {
    ...changed,
    redacted: true,
    checks: changed.checks.map((check, index) => {
      const original = result.checks[index];
      return original === undefined ? check : withTexts(check, replaceTexts(original, result, tools, scans));
    }),
    coverage: changed.coverage.map((entry) => ({
      ...entry,
      reason: entry.reason === null ? null : scans.sure(entry.reason.normalize('NFC')),
    })),
  });
  return {
    result: redacted,
    aliases: aliases.list.filter(({ original, alias }) => original !== alias),
    texts: texts(),
  };
}

/** Replaces a text by what it is. */
export type Replace = (policy: FieldPolicy, text: string) => string;

/**
 * What replaces the texts of something that was made from several results, with one map over all of them: the same thing has
 * the same alias whichever of them names it. Texts that may say anything are removed as a whole.
 * @throws AppError `input-invalid` when the results have more addresses than there are aliases
 */
export function redactorOf(results: readonly RunResult[]): {
  readonly replace: Replace;
  readonly aliases: readonly Alias[];
} {
  const bare = results.map((result) => ({ ...result, checks: result.checks.map(withoutParameters) }));
  const aliases = makeAliases(joinIdentifiers(bare.map(identifiersOf)));
  const { free } = gatherTexts(new Set(), scansFor(aliases, []).all);
  const ids = new Set(definitions.keys());
  return {
    replace: (policy, text) => replaceText(policy, text, { aliases, free, ids }),
    aliases: aliases.list.filter(({ original, alias }) => original !== alias),
  };
}

/** The texts of some fields that may say anything, as they stand in a result: what `redactResult` is to keep. */
export const keptTexts = (result: RunResult, fields: readonly TextField[]): readonly string[] =>
  fields.length === 0
    ? []
    : redactResult(result)
        .texts.filter((entry) => entry.fields.some((field) => fields.includes(field)))
        .map(({ text }) => text);
