/**
 * The file beside one of the build in which V8 finds it compiled. V8 compares its version, its flags and the length of the
 * text; that it was made on such a system is said by the name.
 */
export const compiledName = (name: string): string => `${name}.${process.platform}-${process.arch}`;

/** The text of a file in CommonJS as the function that it is, which gets what belongs to it. */
export const asFunction = (text: string): string =>
  `(function (exports, require, module, __filename, __dirname) {${text}\n})`;
