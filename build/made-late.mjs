/**
 * What libraries make when they are loaded, and few commands ask for: how to take texts apart that are not ASCII, which takes a
 * third of a whole command to make, and child processes. By the end of the file's name: the constants.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const constants = {
  '/string-width/index.js': [
    'segmenter',
    'zeroWidthClusterRegex',
    'leadingNonPrintingRegex',
    'rgiEmojiRegex',
    'extendedPictographicRegex',
  ],
  '/wrap-ansi/index.js': ['segmenter'],
  '/commander/lib/command.js': ['childProcess'],
};

/**
 * What makes a constant. An expression is made of a text, because whatever compiles the file would make a literal at once, to
 * see whether it is one.
 * @param {string} maker
 */
function unseen(maker) {
  const [, source, flags] = /^\/(.+)\/([a-z]*)$/.exec(maker) ?? [];
  return source === undefined ? maker : `new RegExp(${JSON.stringify(source)}, '${flags}')`;
}

/**
 * A file in which a constant is made when it is first asked for.
 * @param {string} code @param {string} name
 */
function lateIn(code, name) {
  const declaration = new RegExp(`^const ${name} = (.+);$`, 'm');
  const [, maker] = declaration.exec(code) ?? [];
  if (maker === undefined) throw new Error(`A constant ${name} is not known here.`);
  const late = `let made_${name};\nconst ${name} = () => (made_${name} ??= ${unseen(maker)});`;
  return code
    .replaceAll(new RegExp(`\\b${name}\\b(?! =)`, 'g'), `${name}()`)
    .replace(declaration, () => late);
}

/**
 * Has a program make what its libraries seldom need when it is needed. Stops the build when a newer library has no such
 * constant.
 * @returns {import('vite').Plugin}
 */
export function madeLate() {
  return {
    name: 'made-late',
    transform(code, id) {
      const [, names] = Object.entries(constants).find(([file]) => id.endsWith(file)) ?? [];
      return names === undefined ? null : names.reduce(lateIn, code);
    },
  };
}
