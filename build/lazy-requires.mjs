/** How a file of the build asks for another one, and for what belongs to Node: by a name that nothing else has. */
const asked = /^(?:const|let) ((?:require|node)_[\w$]+) = require\("([^"]+)"\);\n/gm;

/** How it makes of it what is imported by the name `default`. */
const made = /^((?:require|node)_[\w$]+) = ([\w$.]*__toESM)\(\1, 1\);\n/gm;

/** A name where it stands by itself, behind the dots of a spread too. @param {string} name */
const alone = (name) => String.raw`(?<![\w$]|(?<!\.\.)\.)${name.replaceAll('$', String.raw`\$`)}(?![\w$])`;

/** @param {string} text @param {string} name */
const called = (text, name) =>
  text
    .replaceAll(new RegExp(String.raw`\bnew (${alone(name)}(?:\.[\w$]+)+)\(`, 'g'), 'new ($1)(')
    .replaceAll(new RegExp(alone(name), 'g'), `${name}()`);

/**
 * A file of a program in CommonJS that loads each other file, and each part of Node, when it first uses something of it.
 * @param {string} code as rolldown has written it
 */
export function withLazyRequires(code) {
  const makers = new Map([...code.matchAll(made)].map(([, name = '', maker = '']) => [name, maker]));
  const imports = [...code.matchAll(asked)].map(([, name = '', from = '']) => ({ name, from }));
  const use = (/** @type {string} */ text) =>
    imports.reduce((before, { name }) => called(before, name), text);
  const head = imports.map(({ name, from }) => {
    const maker = makers.get(name);
    const loaded = maker === undefined ? `require("${from}")` : `${use(maker)}(require("${from}"), 1)`;
    return `let loaded_${name};\nconst ${name} = () => (loaded_${name} ??= ${loaded});\n`;
  });
  return [...head, use(code.replaceAll(asked, '').replaceAll(made, ''))].join('');
}

/**
 * Has the files of a program load each other late: most commands use little of what they can do, and nothing that is done
 * while a file loads is seen from outside.
 * @returns {import('vite').Plugin}
 */
export function lazyRequires() {
  return { name: 'lazy-requires', renderChunk: (code) => withLazyRequires(code) };
}
