import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/**
 * Draws one report in a process that has drawn none before: reads a result as JSON from standard input and writes the
 * SHA-256 of the unsigned report to standard output.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));

/** @param {string} path */
const load = async (path) =>
  (await runnerImport(root + path, { root, configFile: false, logLevel: 'silent' })).module;

/** @type {any} */
const rendering = await load('electron/core/report/render-result.ts');
/** @type {any} */
const json = await load('electron/core/base/canonical-json.ts');

let input = '';
process.stdin.setEncoding('utf8').on('data', (text) => {
  input += text;
});
await once(process.stdin, 'end');
const { result, signer, form } = JSON.parse(input);
const bytes = await rendering.renderResult(result, json.canonicalJson(result), signer, form);
process.stdout.write(createHash('sha256').update(bytes).digest('hex'));
