/** Characters that turn the direction of the text around them (Unicode Bidirectional Algorithm, UAX #9), and controls. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unseen = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const escaped = (character: string): string =>
  `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

/**
 * A sentence that quotes what somebody typed or a file is called, with the characters written out that would otherwise
 * change how the rest of the sentence reads.
 */
export const visibleControls = (text: string): string => text.replaceAll(unseen, escaped);
