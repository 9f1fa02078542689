import { execFile, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runnerImport } from 'vite';

/**
 * Making, signing and verifying a report, warm, in processor time of this process, next to the start of a Node process
 * and to `pdfsig` where it is installed, all measured in one run. `npm run bench -- report`.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const command = join(root, 'dist/cli.mjs');

/** @param {string} path */
const load = async (path) =>
  (await runnerImport(join(root, path), { root, configFile: false, logLevel: 'silent' })).module;

/** @type {any} */
const results = await load('test/support/sample-results.ts');
/** @type {any} */
const made = await load('test/support/signed-result.ts');
/** @type {any} */
const rendering = await load('electron/core/report/render-result.ts');
/** @type {any} */
const signing = await load('electron/core/report/sign-report.ts');
/** @type {any} */
const verifying = await load('electron/core/verify/verify-report.ts');
/** @type {any} */
const pages = await load('electron/core/verify/check-pages.ts');
/** @type {any} */
const identities = await load('electron/core/identity/self-signed-certificate.ts');
/** @type {any} */
const signers = await load('electron/core/identity/signer.ts');
/** @type {any} */
const json = await load('electron/core/base/canonical-json.ts');
/** @type {any} */
const trust = await load('shared/report/trust-file.ts');

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * Median wall and processor time of some work, in ms. Other programs on the machine slow the first down, not the second.
 * @param {number} rounds
 * @param {() => Promise<unknown>} work
 */
async function time(rounds, work) {
  const wall = [];
  const processor = [];
  for (let round = 0; round < rounds; round += 1) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(used);
    wall.push(performance.now() - start);
    processor.push((user + system) / 1000);
  }
  return { wall: median(wall), processor: median(processor) };
}

/** @param {string} name @param {{ wall: number, processor: number }} times @param {string} [note] */
const row = (name, { wall, processor }, note = '') =>
  console.log(
    `${name.padEnd(34)} ${wall.toFixed(1).padStart(9)} ${processor.toFixed(1).padStart(9)}  ${note}`,
  );

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const certificate = identities.makeSelfSignedCertificate(privateKey, {
  commonName: 'Netready on bench',
  serial: new Uint8Array(16).fill(0x5a),
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2036-01-01T00:00:00Z'),
});
const signer = signers.keySigner(privateKey, [certificate]);
const result = made.madeHere(results.failedResult());
const attachment = json.canonicalJson(result);
const facts = { fingerprint: 'ab'.repeat(32), name: 'Netready on bench' };
const render = () =>
  rendering.renderResult(result, attachment, facts, { pageSize: 'A4', timestamped: false });

const home = await mkdtemp(join(tmpdir(), 'netready-bench-'));
try {
  const unsigned = await render();
  const count =
    Buffer.from(unsigned)
      .toString('latin1')
      .match(/\/Type \/Page\n/g)?.length ?? 0;
  for (let round = 0; round < 3; round += 1) await render();
  const signed = await made.signResult(result, signer);
  const verify = () => verifying.verifyReport(signed, trust.emptyTrust);
  const verifyPages = () => verifying.verifyReport(signed, trust.emptyTrust, pages.checkPages);
  for (let round = 0; round < 30; round += 1) await verify();

  console.log(`report of ${count} pages, ${(signed.length / 1024).toFixed(0)} KiB`);
  console.log(`${''.padEnd(34)} ${'wall ms'.padStart(9)} ${'cpu ms'.padStart(9)}`);
  row('generate', await time(9, render));
  row('sign', await time(21, () => signing.signReport(unsigned, signer)));
  row(
    'generate and sign',
    await time(9, async () => signing.signReport(await render(), signer)),
    'goal: 400 (8 pages)',
  );
  row('verify one, --quick', await time(51, verify));
  row('verify one, with pages', await time(5, verifyPages));
  const many = await time(3, async () => {
    for (let number = 0; number < 200; number += 1) await verify();
  });
  row('verify 200, --quick', many, `${Math.round(200_000 / many.processor)} per cpu second; goal: 200`);

  const folder = join(home, 'reports');
  await mkdir(folder);
  for (let number = 0; number < 200; number += 1) await writeFile(join(folder, `${number}.pdf`), signed);
  const reportMemory = `data:text/javascript,${encodeURIComponent(
    [
      "import{readFileSync,writeSync}from'node:fs';",
      // The peak that the system gives for a process begins with that of its parent; Linux also tells its own.
      "const own=()=>{try{return Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status','utf8'))[1])}catch{return null}};",
      "process.on('exit',()=>{const u=process.resourceUsage();",
      'writeSync(3,JSON.stringify({mib:(own()??u.maxRSS)/1024,cpu:(u.userCPUTime+u.systemCPUTime)/1000}))})',
    ].join(''),
  )}`;
  /** @param {string} name @param {string[]} args @param {string} [goal] */
  const whole = async (name, args, goal = '') => {
    const start = performance.now();
    const child = spawn(process.execPath, ['--import', reportMemory, ...args], {
      env: { PATH: process.env['PATH'], NETREADY_HOME: home },
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    let told = '';
    const pipe = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
    pipe.setEncoding('utf8').on('data', (text) => {
      told += text;
    });
    await once(child, 'close');
    const { mib, cpu } = JSON.parse(told);
    const times = { wall: performance.now() - start, processor: cpu };
    row(name, times, `peak ${mib.toFixed(0)} MiB${goal}`);
    return times;
  };
  await whole('process: node, nothing', ['-e', '0']);
  await whole('process: verify 1, --quick', [command, 'verify', '--quick', join(folder, '0.pdf')]);
  const folderful = await whole('process: verify 200, --quick', [
    command,
    'verify',
    '--quick',
    '--dir',
    folder,
  ]);
  await whole(
    'process: verify 1, with pages',
    [command, 'verify', join(folder, '0.pdf')],
    '; goal: less than 150',
  );

  /** Processor time of the processes that this one has started and that have ended, in ms; Linux alone tells. */
  const ofChildren = async () => {
    const stat = await readFile('/proc/self/stat', 'utf8').catch(() => '');
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(13, 15);
    return (Number(user) + Number(system)) * 10;
  };
  const pdfsig = async () => {
    const [start, used] = [performance.now(), await ofChildren()];
    for (let number = 0; number < 50; number += 1)
      await promisify(execFile)('pdfsig', [join(folder, `${number}.pdf`)]);
    const each = { wall: (performance.now() - start) / 50, processor: ((await ofChildren()) - used) / 50 };
    row('process: pdfsig, each of 50', each, `${Math.round(1000 / each.wall)} per second`);
    const [wall, processor] = [
      folderful.wall / (200 * each.wall),
      folderful.processor / (200 * each.processor),
    ];
    const ratios = { wall: wall.toFixed(2), processor: processor.toFixed(2) };
    console.log(
      `verify --quick of 200 files, as a share of pdfsig once per file: ${ratios.wall} wall, ${ratios.processor} cpu`,
    );
  };
  await pdfsig().catch(() => console.log('pdfsig is not installed.'));
} finally {
  await rm(home, { recursive: true, force: true });
}
