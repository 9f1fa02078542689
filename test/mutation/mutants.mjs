import { parseAst } from 'vite';

/**
 * One small change to a source file.
 * @typedef {object} Mutant
 * @property {string} file path from the project's root, with forward slashes
 * @property {number} line
 * @property {string} before the changed lines as one line
 * @property {string} after
 * @property {string} text the whole file, changed
 * @property {number} inside where the innermost function around the change begins; 0 for what runs on import
 */

/** @typedef {{ start: number, end: number, by: string }} Edit */

/** @type {Readonly<Record<string, string>>} */
const comparisons = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '&': '|',
  '|': '&',
  '<<': '>>',
  '>>': '<<',
  '>>>': '<<',
};

/** @type {Readonly<Record<string, string>>} */
const assignments = { '+=': '-=', '-=': '+=', '*=': '/=', '/=': '*=' };

const borders = ['<', '<=', '>', '>=', '===', '!=='];

const functions = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

/** @param {any} node */
const isNode = (node) => node !== null && typeof node === 'object' && typeof node.type === 'string';

/** The nodes directly below one, without types. @param {any} node @returns {any[]} */
function childrenOf(node) {
  const nodes = Object.values(node).flat().filter(isNode);
  return nodes.flatMap((child) => {
    if (!child.type.startsWith('TS')) return [child];
    return isNode(child.expression) ? [child.expression] : [];
  });
}

/** @param {string} text @param {string} file */
const parse = (text, file) =>
  parseAst(text, { lang: file.endsWith('x') ? 'tsx' : 'ts', sourceType: 'module' });

/** @param {any} node @returns {boolean} */
const isText = (node) =>
  node.type === 'TemplateLiteral' ||
  (node.type === 'Literal' && typeof node.value === 'string') ||
  (node.type === 'BinaryExpression' && node.operator === '+' && (isText(node.left) || isText(node.right)));

/** @param {any} node */
const isNumber = (node) => node.type === 'Literal' && typeof node.value === 'number';

/** @param {any} node @returns {Edit} */
const oneMore = (node) => ({ start: node.start, end: node.end, by: `(${node.raw} + 1)` });

/** Swaps the operator of a node with two sides. @param {string} text @param {any} node @param {string} by @returns {Edit} */
function withOperator(text, node, by) {
  const at = text.indexOf(node.operator, node.left.end);
  const rest = text.slice(at + node.operator.length, node.end);
  return { start: node.start, end: node.end, by: `(${text.slice(node.start, at)}${by}${rest})` };
}

/** What is changed about one node. @param {string} text @param {any} node @param {boolean} isConstant @returns {Edit[]} */
function editsOf(text, node, isConstant) {
  /** @param {any} part @param {string} by @returns {Edit} */
  const swap = ({ start, end }, by) => ({ start, end, by });
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return [swap(node.test, 'false'), swap(node.test, 'true')];
    case 'WhileStatement':
    case 'DoWhileStatement':
      return [swap(node.test, 'false')];
    case 'ForStatement':
      return node.test === null ? [] : [swap(node.test, 'false')];
    case 'LogicalExpression':
      return node.operator === '??' ? [] : [withOperator(text, node, node.operator === '&&' ? '||' : '&&')];
    case 'BinaryExpression': {
      const other = comparisons[node.operator];
      const edits = other === undefined || isText(node) ? [] : [withOperator(text, node, other)];
      const bounds = borders.includes(node.operator) ? [node.left, node.right].filter(isNumber) : [];
      return [...edits, ...bounds.map(oneMore)];
    }
    case 'UnaryExpression':
      return node.operator === '!' ? [swap(node, text.slice(node.argument.start, node.argument.end))] : [];
    case 'AssignmentExpression': {
      const other = assignments[node.operator];
      return other === undefined ? [] : [withOperator(text, node, other)];
    }
    case 'ReturnStatement':
      return typeof node.argument?.value === 'boolean'
        ? [swap(node.argument, `${!node.argument.value}`)]
        : [];
    case 'ArrowFunctionExpression':
      return typeof node.body.value === 'boolean' ? [swap(node.body, `${!node.body.value}`)] : [];
    case 'ExpressionStatement':
      return typeof node.directive === 'string' ? [] : [swap(node, ';')];
    case 'CallExpression': {
      const method = node.callee.type === 'MemberExpression' ? node.callee.property : undefined;
      if (method?.name === 'every') return [swap(method, 'some')];
      return method?.name === 'some' ? [swap(method, 'every')] : [];
    }
    case 'Literal':
      return isConstant && isNumber(node) ? [oneMore(node)] : [];
    default:
      return [];
  }
}

/** @param {string} text @param {Edit} edit */
const edited = (text, { start, end, by }) => text.slice(0, start) + by + text.slice(end);

/** The changed lines, before and after, each as one line. @param {string} text @param {Edit} edit */
function shown(text, { start, end, by }) {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const until = text.indexOf('\n', end - 1);
  const to = until < 0 ? text.length : until;
  /** @param {string} part */
  const flat = (part) => part.replace(/\s+/g, ' ').trim();
  return {
    before: flat(text.slice(from, to)),
    after: flat(text.slice(from, start) + by + text.slice(end, to)),
  };
}

/**
 * Every change to a file that its tests should notice: a condition that always or never holds, a comparison beside its
 * border, "and" for "or", other arithmetic, a boolean turned round, a statement left out, a bound that is one larger.
 * @param {string} file path from the project's root
 * @param {string} text its source
 * @returns {Mutant[]}
 */
export function mutantsOf(file, text) {
  /** @type {Mutant[]} */
  const mutants = [];
  /** @param {any} node @param {number} inside @param {boolean} isConstant */
  const visit = (node, inside, isConstant) => {
    for (const edit of editsOf(text, node, isConstant)) {
      const line = text.slice(0, edit.start).split('\n').length;
      mutants.push({ file, line, ...shown(text, edit), text: edited(text, edit), inside });
    }
    if (node.type === 'ImportDeclaration') return;
    const isFunction = functions.includes(node.type);
    const within = isFunction ? node.start : inside;
    const constant = !isFunction && (isConstant || (inside === 0 && node.type === 'VariableDeclarator'));
    for (const child of childrenOf(node)) visit(child, within, constant);
  };
  visit(parse(text, file), 0, false);
  return mutants;
}

/**
 * A file that tells which of its functions run: each adds its place, `file#start`, to the set `reached` of the global
 * object, and the file itself adds `file#0`.
 * @param {string} file
 * @param {string} text
 */
export function withTraces(file, text) {
  /** @type {{ at: number, insert: string }[]} */
  const inserts = [];
  /** @param {number} start */
  const trace = (start) => `globalThis.reached?.add(${JSON.stringify(`${file}#${start}`)})`;
  /** @param {any} node */
  const visit = (node) => {
    if (functions.includes(node.type) && isNode(node.body)) {
      const { body } = node;
      if (body.type === 'BlockStatement')
        inserts.push({ at: body.start + 1, insert: `${trace(node.start)};` });
      else {
        inserts.push({ at: body.start, insert: `(${trace(node.start)},` });
        inserts.push({ at: body.end, insert: ')' });
      }
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(parse(text, file));
  const order = inserts
    .map((entry, index) => ({ ...entry, index }))
    .sort((a, b) => b.at - a.at || b.index - a.index);
  const traced = order.reduce((all, { at, insert }) => all.slice(0, at) + insert + all.slice(at), text);
  return `${traced}\n;${trace(0)};\n`;
}
