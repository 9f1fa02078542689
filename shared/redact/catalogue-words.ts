import { catalogue, describeCheck } from '../catalogue/catalogue.ts';
import type { CheckDefinition } from '../catalogue/check.ts';
import { wordsFor } from '../catalogue/text.ts';
import { once } from '../words/once.ts';

/** Every definition of the catalogue and its overlays, by its id. */
export const definitions: ReadonlyMap<string, CheckDefinition> = new Map(
  [
    ...catalogue.checks,
    ...catalogue.hostChecks,
    ...catalogue.overlays.flatMap((overlay) => overlay.checks),
  ].map((definition) => [definition.id, definition]),
);

const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [wordsFor(value, 'profile')]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

const ownTexts: () => ReadonlySet<string> = once(
  () => new Set(textsIn([...definitions.values()].map(describeCheck))),
);

const ownWords: () => ReadonlySet<string> = once(
  () => new Set([...ownTexts()].flatMap((text) => text.toLowerCase().match(/\p{L}+/gu) ?? [])),
);

/** Whether a text stands in the catalogue as it is. */
export const isCatalogueText = (text: string): boolean => ownTexts().has(text);

/** Whether a word stands in a text of the catalogue: there it is more often what is said than whose it is. */
export const isCatalogueWord = (word: string): boolean => ownWords().has(word.toLowerCase());
