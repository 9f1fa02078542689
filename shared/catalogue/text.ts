import { charactersOf, clipWords, ellipsis } from '../words/clip.ts';
import { formatMs, formatSeconds } from '../words/duration.ts';
import { longest } from '../words/lengths.ts';
import { listed } from '../words/phrases.ts';
import { type FindingParameters, type ListStyle, type Parameter, parametersOf } from './parameter.ts';
import { phrases } from './phrases.ts';

/** For whom a text is drawn: whoever has the profile before them, or the wizard, which asks for what a profile holds. */
export type Audience = 'profile' | 'wizard';

/** `[[words for a profile|words for the wizard]]`; without a bar the wizard says nothing there. */
const alternative = /\[\[([^[\]|]*)(?:\|([^[\]|]*))?\]\]/g;

/** A text of the catalogue in the words for one audience. */
export const wordsFor = (text: string, audience: Audience): string =>
  text.replaceAll(alternative, (_, profile: string, wizard = '') =>
    audience === 'profile' ? profile : wizard,
  );

const placeholder = /\{([a-zA-Z][a-zA-Z0-9]*)\}/g;

/** The parameter names that stand in braces in a text, in order, without repetitions. */
export function placeholders(text: string): readonly string[] {
  return [...new Set([...text.matchAll(placeholder)].map((match) => match[1] ?? ''))];
}

function fill(text: string, drawnValue: (name: string) => string | undefined): string {
  return text.replaceAll(placeholder, (_, name: string) => {
    const value = drawnValue(name);
    if (value === undefined) throw new RangeError(`the text "${text}" needs a value for {${name}}`);
    return value;
  });
}

function joined(style: ListStyle, items: readonly string[]): string {
  switch (style) {
    case 'comma':
      return items.join(', ');
    case 'semicolon':
      return items.join('; ');
    case 'and':
      return listed(items);
    case 'or':
      return items.join(' or ');
  }
}

/**
 * A parameter in words.
 * @throws RangeError when it holds a phrase that this catalogue does not have
 */
export function drawParameter(parameter: Parameter): string {
  switch (parameter.type) {
    case 'number':
      return String(parameter.value);
    case 'milliseconds':
      return formatMs(parameter.value);
    case 'duration':
      return formatSeconds(parameter.value);
    case 'list':
      return joined(parameter.style, parameter.items.map(drawParameter));
    case 'phrase': {
      const { phrase } = parameter;
      if (!Object.hasOwn(phrases, phrase)) throw new RangeError(`no phrase is called ${phrase}`);
      const own = parametersOf(parameter.parameters);
      return fill(phrases[phrase as keyof typeof phrases], (name) => drawnValue(own, name));
    }
    default:
      return parameter.value;
  }
}

function drawnValue(parameters: FindingParameters, name: string): string | undefined {
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return parameter === undefined ? undefined : drawParameter(parameter);
}

/**
 * A text with its braces filled in. What a sentence names is cut before it is filled in, so that the words of the
 * catalogue around it stay whole.
 * @throws RangeError when a parameter has no value: a sentence with a hole must not reach a report
 */
export const fillText = (
  text: string,
  parameters: FindingParameters,
  audience: Audience = 'profile',
): string =>
  fill(wordsFor(text, audience), (name) => {
    const value = drawnValue(parameters, name);
    return value === undefined ? undefined : clipWords(value, longest.parameter);
  });

/** A text of at most so many characters that keeps head and tail, where hosts, ports and numbers tell themselves apart. */
function clipMiddle(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters = charactersOf(text);
  if (characters.length <= max) return text;
  const kept = Math.max(2, max - 1);
  const head = Math.ceil(kept / 2);
  return [...characters.slice(0, head), ellipsis, ...characters.slice(head - kept)].join('');
}

const lengthOf = (text: string): number => Array.from(text).length;

/** The least of a name that still says something, in characters. */
const shortestName = 9;

/**
 * A headline with its braces filled in: one line of at most `longest.headline` code points. Where that is too short, the
 * longest of the names in it lose their middle.
 * @throws RangeError when a parameter has no value
 */
export function fillHeadline(text: string, parameters: FindingParameters): string {
  const full = new Map(
    placeholders(text).map((name) => [
      name,
      clipWords(drawnValue(parameters, name) ?? '', longest.parameter),
    ]),
  );
  const drawn = (most: number): string =>
    fill(text, (name) =>
      drawnValue(parameters, name) === undefined ? undefined : clipMiddle(full.get(name) ?? '', most),
    ).replaceAll(/\s+/gu, ' ');
  const fits = (line: string): boolean => lengthOf(line) <= longest.headline;
  for (let most = longest.headline; most >= shortestName; most -= 1) {
    const line = drawn(most);
    if (fits(line)) return line;
  }
  return clipWords(drawn(shortestName), longest.headline);
}
