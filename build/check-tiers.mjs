import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vite';

/**
 * Which tier may import what. A folder is a tier; the first matching prefix counts. `packages` lists package
 * names or prefixes that end in `/` or `:`; `folders` lists folders of this project. A package that no tier
 * lists is refused everywhere but in `build/` and `test/`, so that a new dependency is put in a tier on purpose.
 */
const tiers = [
  { name: 'pure', prefix: 'shared/', packages: ['zod', 'ipaddr.js'], folders: ['shared/'], pure: true },
  {
    name: 'node',
    prefix: 'electron/core/',
    packages: ['node:', 'zod', 'ipaddr.js', 'pdfkit', 'fontkit', 'pkijs', 'asn1js', 'uqr'],
    folders: ['shared/', 'electron/core/', 'package.json'],
  },
  {
    name: 'node',
    prefix: 'electron/cli/',
    packages: ['node:', 'zod', 'commander', 'string-width', 'wrap-ansi'],
    folders: ['shared/', 'electron/core/', 'electron/cli/', 'electron/host/'],
  },
  {
    name: 'node',
    prefix: 'electron/host/',
    packages: ['node:', 'zod'],
    folders: ['shared/', 'electron/core/', 'electron/host/'],
  },
  {
    name: 'main',
    prefix: 'electron/main/',
    packages: ['node:', 'zod', 'electron'],
    folders: ['shared/', 'electron/core/', 'electron/host/', 'electron/main/', 'build/owner.mjs'],
  },
  {
    name: 'preload',
    prefix: 'electron/preload/',
    packages: ['electron', 'zod'],
    folders: ['shared/', 'electron/preload/'],
  },
  {
    name: 'dom',
    prefix: 'renderer/',
    packages: [
      'react',
      'react/',
      'react-dom',
      'react-dom/',
      '@mui/',
      '@emotion/',
      '@fontsource/',
      '@tanstack/react-virtual',
      'pdfjs-dist/',
      'zod',
      'ipaddr.js',
    ],
    folders: ['shared/', 'renderer/'],
  },
];

/**
 * The order of the rooms, which are the folders of a part of the tree: each may use those before it and itself, so that
 * data flows one way. Rooms in one list stand beside each other and may not use each other; a file that lies in no room
 * is refused.
 * @type {readonly { readonly within: string, readonly rooms: readonly (string | readonly string[])[] }[]}
 */
const roomOrders = [
  {
    within: 'shared/',
    rooms: [
      'words',
      ['errors', 'theme'],
      'profile',
      'probe',
      'rehearsal',
      'catalogue',
      'plan',
      'run',
      ['causes', 'symptoms'],
      'redact',
      'report',
      'environment',
      'ticket',
      'contract',
    ],
  },
  {
    within: 'electron/core/',
    rooms: [
      'base',
      'files',
      ['asn1', 'hsconf', 'probes', 'diagnostics'],
      ['platform', 'identity', 'profile'],
      'rehearsal',
      'journal',
      'engine',
      'timestamp',
      'pdf',
      'report',
      'verify',
      'merge',
      ['runs', 'session'],
      'operations',
      'system',
    ],
  },
];

/**
 * Says which rooms a file uses that come after its own.
 * @param {string} file path from the project's root
 * @param {readonly string[]} targets the files that it imports, from the project's root
 * @returns {string[]} one sentence for each violation
 */
function roomViolations(file, targets) {
  return roomOrders.flatMap(({ within, rooms }) => {
    if (!file.startsWith(within)) return [];
    /** @param {string} path */
    const roomOf = (path) =>
      path.slice(within.length).includes('/') ? path.slice(within.length).split('/')[0] : '';
    /** @param {string | undefined} room */
    const placeOf = (room) => rooms.findIndex((entry) => [entry].flat().includes(room ?? ''));
    const own = roomOf(file);
    if (placeOf(own) === -1) return [`${file} lies in no room of ${within}`];
    return targets
      .filter((target) => target.startsWith(within))
      .filter((target) => roomOf(target) !== own && placeOf(roomOf(target)) >= placeOf(own))
      .map((target) => `${file} (room ${own}) must not import ${target}: data flows one way`);
  });
}

/** Expressions that reach the clock or randomness: forbidden in the pure tier. */
const impure = [
  /\bDate\.now\s*\(/,
  /\bnew Date\(\s*\)/,
  /\bMath\.random\b/,
  /\bperformance\./,
  /\bglobalThis\b/,
];

/** @type {(list: readonly string[], name: string) => boolean} */
const allows = (list, name) =>
  list.some((entry) => (/[/:]$/.test(entry) ? name.startsWith(entry) : name === entry));

/**
 * Every module that a syntax tree names, in imports, exports, types and calls of `require`.
 * @param {any} node
 * @returns {Generator<string>}
 */
function* specifiers(node) {
  if (node === null || typeof node !== 'object') return;
  if (Array.isArray(node)) {
    for (const item of node) yield* specifiers(item);
    return;
  }
  const isImport = [
    'ImportDeclaration',
    'ExportNamedDeclaration',
    'ExportAllDeclaration',
    'ImportExpression',
    'TSImportType',
  ];
  if (isImport.includes(node.type)) {
    const source = node.source ?? node.argument?.literal ?? node.argument;
    if (source) yield typeof source.value === 'string' ? source.value : '(computed)';
  }
  const isRequire = node.type === 'CallExpression' && node.callee?.name === 'require';
  if (isRequire) yield node.arguments[0]?.value ?? '(computed)';
  for (const key of Object.keys(node)) if (key !== 'type') yield* specifiers(node[key]);
}

/**
 * Says in which lines of the design a file breaks the import tiers.
 * @param {string} file path from the project's root, with forward slashes
 * @param {string} text the file's source
 * @returns {string[]} one sentence for each violation; empty when the file keeps its tier or belongs to none
 */
export function tierViolations(file, text) {
  const tier = tiers.find(({ prefix }) => file.startsWith(prefix));
  if (tier === undefined) return /^(electron|renderer)\//.test(file) ? [`${file} lies in no tier`] : [];
  const lang = file.endsWith('x') ? 'tsx' : 'ts';
  const found = [];
  const targets = [];
  for (const specifier of specifiers(parseAst(text, { lang, sourceType: 'module' }))) {
    if (specifier.startsWith('.')) {
      const target = relative('.', resolve(dirname(file), specifier))
        .split(sep)
        .join('/');
      targets.push(target);
      if (!tier.folders.some((folder) => target.startsWith(folder)))
        found.push(`${file} (tier ${tier.name}) must not import ${target}`);
    } else if (!allows(tier.packages, specifier)) {
      found.push(`${file} (tier ${tier.name}) must not import ${specifier}`);
    }
  }
  found.push(...roomViolations(file, targets));
  if (tier.pure)
    for (const pattern of impure)
      if (pattern.test(text)) found.push(`${file} (tier pure) must not use ${pattern.source}`);
  return found;
}

/** @param {string} root the project's folder, or one with some of its files at the same places */
async function checkTree(root) {
  /** @type {string[]} */
  const found = [];
  for (const folder of ['shared', 'electron', 'renderer']) {
    const names = await readdir(join(root, folder), { recursive: true }).catch(() => []);
    for (const name of names.filter((entry) => /\.tsx?$/.test(entry) && !entry.endsWith('.d.ts'))) {
      const file = `${folder}/${name.split(sep).join('/')}`;
      found.push(...tierViolations(file, await readFile(join(root, file), 'utf8')));
    }
  }
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = await checkTree(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..'));
  for (const line of found) console.error(line);
  if (found.length > 0) process.exitCode = 1;
}
