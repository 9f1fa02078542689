/**
 * The file beside one of the build in which V8 finds it compiled. V8 compares its version, its flags and the length of the
 * text; that it was made on such a system is said by the name.
 */
export const compiledName = (name: string): string => `${name}.${process.platform}-${process.arch}`;

/** A file of the build as it is run: as a function, and what has been compiled of it where that is there. */
export type Code = { readonly text: string; readonly compiled: Buffer | undefined };

/** @param read gives a file of the build; throws where there is none */
export function readCode(name: string, read: (name: string) => Buffer): Code {
  const text = asFunction(read(name).toString('utf8'));
  try {
    return { text, compiled: read(compiledName(name)) };
  } catch {
    return { text, compiled: undefined };
  }
}

/** The text of a file in CommonJS as the function that it is, which gets what belongs to it. */
export const asFunction = (text: string): string =>
  `(function (exports, require, module, __filename, __dirname) {${text}\n})`;
