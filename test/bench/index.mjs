import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { keyOf, lineOf, regressions, withLines, withTable } from './support/figures.mjs';
import { root } from './support/processes.mjs';

/**
 * `npm run bench`: every case, one line of JSON for each figure beside its peer's; `-- CASE…` runs some of them.
 * `--compare` ends with 1 where a ratio is worse than allowed or than the kept one by more than the tolerance, `--keep`
 * writes what was measured into `baseline.json` and its table into the README.
 */
const folder = join(root, 'test/bench');
const baselinePath = join(folder, 'baseline.json');
const readmePath = join(root, 'README.md');

/** @param {string} text @returns {import('./support/figures.mjs').Ratios} */
const ratiosIn = (text) => JSON.parse(text);

/** @returns {Promise<readonly import('./support/figures.mjs').BenchCase[]>} */
async function allCases() {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.mjs') && name !== 'index.mjs');
  const modules = await Promise.all(names.sort().map((name) => import(`./${name}`)));
  return modules.map((module) => module.default);
}

/** @param {readonly string[]} wanted names; none for all */
async function chosenCases(wanted) {
  const cases = await allCases();
  const unknown = wanted.find((name) => !cases.some((entry) => entry.name === name));
  if (unknown !== undefined)
    throw new Error(`"${unknown}" is no case. There are: ${cases.map(({ name }) => name).join(', ')}.`);
  return cases.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
}

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    compare: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1 || rounds > 1000)
  throw new Error(`--rounds: "${values.rounds}" is no whole number from 1 to 1000.`);

/** @type {import('./support/figures.mjs').Line[]} */
const lines = [];
for (const { name, missing, measure } of await chosenCases(positionals)) {
  const why = missing();
  if (why !== null) {
    console.log(JSON.stringify({ case: name, skipped: why }));
    continue;
  }
  for (const line of (await measure(rounds)).map((figure) => lineOf(name, figure))) {
    console.log(JSON.stringify(line));
    lines.push(line);
  }
}
const kept = ratiosIn(await readFile(baselinePath, 'utf8'));
if (values.compare) {
  const worse = regressions(lines, kept);
  for (const sentence of worse) console.error(sentence);
  const unseen = Object.keys(kept).filter((key) => !lines.some((line) => keyOf(line) === key));
  console.error(
    `${lines.length} ratios compared, ${worse.length} worse, ${unseen.length} kept ones not measured.`,
  );
  if (worse.length > 0) process.exitCode = 1;
}
if (values.keep) {
  const ratios = withLines(kept, lines);
  await writeFile(baselinePath, `${JSON.stringify(ratios, null, 2)}\n`);
  await writeFile(readmePath, withTable(await readFile(readmePath, 'utf8'), ratios));
}
