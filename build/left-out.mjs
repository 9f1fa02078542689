/**
 * Parts of libraries that no report reaches, and that would be half of what draws one: fontkit unpacks fonts of the web with
 * `brotli`, and pdfkit breaks lines with `linebreak`, encrypts with `@noble/ciphers` and shows pictures with `png-js`.
 */
const unreached = ['brotli/decompress.js', 'linebreak', '@noble/ciphers/aes', 'png-js'];

const prefix = '\0left-out:';

/** What is imported of them by name. @type {Readonly<Record<string, readonly string[]>>} */
const names = { '@noble/ciphers/aes': ['cbc', 'ecb'] };

/** @param {string} name */
const moduleOf = (name) =>
  [
    `function leftOut() { throw new Error('${name} is no part of this program.'); }`,
    'export default leftOut;',
    ...(names[name] ?? []).map((each) => `export const ${each} = leftOut;`),
  ].join('\n');

/**
 * Leaves these parts out of a program. Whoever reaches one after all is told its name.
 * @returns {import('vite').Plugin}
 */
export function leftOut() {
  return {
    name: 'left-out',
    enforce: 'pre',
    resolveId: (id) => (unreached.includes(id) ? `${prefix}${id}` : null),
    load: (id) => (id.startsWith(prefix) ? moduleOf(id.slice(prefix.length)) : null),
  };
}
