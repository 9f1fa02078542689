import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { command, inTurn, load, peakMib, timed } from './support/processes.mjs';

/**
 * Two hundred reports of some 60 checks each merged on one core, with the signature of each verified: beside pdfsig, which
 * checks the signatures and nothing else, and beside the memory of a Node process that does nothing. They are those of a farm
 * of eleven servers that was checked every hour, because servers of a larger farm have more checks each.
 */
const count = 200;
const frontEnds = 10;
const peer = '`pdfsig` for each of them';
const idle = '`node -e 0`';

/** On one core, where the system can hold a program there. */
const onOneCore = ['taskset', '-c', '0'];

const needed = ['taskset', 'pdfsig'];

function missing() {
  if (process.platform !== 'linux') return 'this system is not Linux';
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const absent = needed.filter((name) => !folders.some((folder) => existsSync(join(folder, name))));
  return absent.length === 0 ? null : `${absent.join(' and ')} not installed`;
}

/** Writes the reports, each signed with the key of its machine. @param {string} folder @returns {Promise<string>} the trust file */
async function writeReports(folder) {
  const environments = await load('test/support/environment-results.ts');
  const reports = await load('test/support/environment-report.ts');
  const farm = environments.environmentResults(
    environments.farmOf(frontEnds, {
      fault: (/** @type {{ port: number | null, from: { name: string } }} */ { port, from }) =>
        port === 1433 && from.name.endsWith('7') ? 'timeout' : null,
    }),
  );
  await mkdir(join(folder, 'reports'));
  for (let number = 0; number < count; number += 1) {
    const result = farm[number % farm.length];
    const hours = Math.floor(number / farm.length);
    const later = (/** @type {string} */ instant) =>
      new Date(Date.parse(instant) + hours * 3_600_000).toISOString();
    const report = await reports.reportOf({
      ...result,
      id: result.id.replace(/.{12}$/, String(number).padStart(12, '0')),
      startedAt: later(result.startedAt),
      finishedAt: later(result.finishedAt),
    });
    await writeFile(join(folder, 'reports', `${number}.pdf`), report);
  }
  const trust = join(folder, 'trust.json');
  const names = farm.map((/** @type {{ machine: { hostname: string } }} */ { machine }) => machine.hostname);
  await writeFile(trust, JSON.stringify(reports.trusting(...names)));
  return trust;
}

/** @param {number} rounds */
async function measure(rounds) {
  const folder = await mkdtemp(join(tmpdir(), 'netready-bench-merge-'));
  try {
    const trust = await writeReports(folder);
    const env = { NETREADY_HOME: join(folder, 'data'), HOME: folder };
    const merge = () => [
      ...[command, 'merge', '--dir', join(folder, 'reports'), '--trust', trust],
      ...['--out', join(folder, `out-${randomUUID()}`)],
    ];
    const how = { env, codes: [3] };
    const took = await inTurn(rounds, {
      merge: () => timed([...onOneCore, process.execPath, ...merge()], how),
      pdfsig: () =>
        timed(
          [
            ...onOneCore,
            'sh',
            '-c',
            'for file in "$1"/*.pdf; do pdfsig "$file"; done',
            'sh',
            join(folder, 'reports'),
          ],
          {
            env,
          },
        ),
    });
    const peaks = {
      merge: await peakMib(merge(), how, onOneCore),
      idle: await peakMib(['-e', '0'], {}, onOneCore),
    };
    return [
      {
        figure: `${count} reports merged on one core`,
        value: took('merge').ms,
        unit: /** @type {const} */ ('ms'),
        peer,
        peerValue: took('pdfsig').ms,
      },
      {
        figure: `${count} reports merged on one core`,
        value: peaks.merge,
        unit: /** @type {const} */ ('MiB'),
        peer: idle,
        peerValue: peaks.idle,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export default { name: 'merge', missing, measure };
