/** One half of a character beyond the first 65,536 without its other half (Unicode 16.0, section 3.9, D76 and D84). */
const loneSurrogate = /\p{Surrogate}/u;
const loneSurrogates = /\p{Surrogate}/gu;

/** Whether a text is Unicode as a whole, so that it can be written in UTF-8, signed and read back as it was. */
export const isWellFormed = (text: string): boolean => !loneSurrogate.test(text);

/**
 * A text from a server or a system as Unicode: each half of a character becomes U+FFFD, as a decoder would have made
 * it. Texts of people are refused instead, because nothing that somebody wrote is changed unseen.
 */
export const wellFormed = (text: string): string =>
  isWellFormed(text) ? text : text.replaceAll(loneSurrogates, '\uFFFD');
