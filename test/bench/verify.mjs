import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { command, inTurn, load, peakMib, timed } from './support/processes.mjs';

/**
 * Many reports verified by one command: beside pdfsig, which checks the signatures of the same files one after the other and
 * nothing else, and beside the memory that a twentieth of the files takes.
 */
const [few, many, compared] = [100, 2000, 40];
const peer = '`pdfsig` for each of them';
const fewer = `verify --quick of ${few}`;

/** What many files take differs little from round to round. */
const mostRounds = 3;

function missing() {
  if (process.platform !== 'linux') return 'this system is not Linux';
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.some((folder) => existsSync(join(folder, 'pdfsig'))) ? null : 'pdfsig not installed';
}

/** Writes so many files of the same report under different names. @param {string} folder @param {number} count */
async function writeReports(folder, count) {
  const samples = await load('test/support/sample-report.ts');
  const results = await load('test/support/sample-results.ts');
  const made = await load('test/support/signed-result.ts');
  const first = join(folder, 'first.pdf');
  await writeFile(
    first,
    await made.signResult(made.madeHere(results.failedResult()), samples.makeEcSigner('Bench')),
  );
  const place = join(folder, String(count));
  await mkdir(place);
  for (let index = 0; index < count; index += 1)
    await copyFile(first, join(place, `report-${String(index).padStart(5, '0')}.pdf`));
  return place;
}

/** @param {number} rounds */
async function measure(rounds) {
  const folder = await mkdtemp(join(tmpdir(), 'netready-bench-verify-'));
  try {
    const places = {
      few: await writeReports(folder, few),
      many: await writeReports(folder, many),
      compared: await writeReports(folder, compared),
    };
    const how = { env: { NETREADY_HOME: join(folder, 'data'), HOME: folder }, codes: [0, 6] };
    const verify = (/** @type {string} */ place, /** @type {readonly string[]} */ more = []) => [
      ...[command, 'verify', '--dir', place],
      ...more,
    ];
    const signatures = (/** @type {string} */ place) =>
      timed(['sh', '-c', 'for file in "$1"/*.pdf; do pdfsig "$file"; done', 'sh', place], how);
    const took = await inTurn(rounds, {
      quick: () => timed([process.execPath, ...verify(places.few, ['--quick'])], how),
      signatures: () => signatures(places.few),
      pages: () => timed([process.execPath, ...verify(places.compared)], how),
      'signatures of few': () => signatures(places.compared),
    });
    const quickly = await inTurn(Math.min(rounds, mostRounds), {
      few: () => timed([process.execPath, ...verify(places.few, ['--quick'])], how),
      many: () => timed([process.execPath, ...verify(places.many, ['--quick'])], how),
    });
    const peaks = {
      few: await peakMib(verify(places.few, ['--quick']), how),
      many: await peakMib(verify(places.many, ['--quick']), how),
    };
    return [
      {
        figure: `${few} reports verified without their pages`,
        value: took('quick').ms,
        unit: /** @type {const} */ ('ms'),
        peer,
        peerValue: took('signatures').ms,
      },
      {
        figure: `${compared} reports verified with their pages`,
        value: took('pages').ms,
        unit: /** @type {const} */ ('ms'),
        peer,
        peerValue: took('signatures of few').ms,
      },
      {
        figure: 'one more report verified without its pages',
        value: (quickly('many').cpuMs - quickly('few').cpuMs) / (many - few),
        unit: /** @type {const} */ ('ms cpu'),
        peer: '`pdfsig`',
        peerValue: took('signatures').cpuMs / few,
      },
      {
        figure: `${many} reports verified without their pages`,
        value: peaks.many,
        unit: /** @type {const} */ ('MiB'),
        peer: fewer,
        peerValue: peaks.few,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export default { name: 'verify', missing, measure };
