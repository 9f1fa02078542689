import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { command, inTurn, load, peakMib, root, timed } from './support/processes.mjs';

/**
 * Runs against farms of front-ends with three ports each, of which 60 % take connections, 20 % refuse them and 20 % stay
 * silent: beside `nmap -sT -Pn -n`, beside a bare Node program that opens the same connections, at most four at a time to
 * a host, and beside the connect limit, which nobody beats who waits for silence. The pace of a profile is a floor of its
 * own: at 1,000 connections a second 5,001 endpoints take 5 s more, so that these are measured at both paces. At last as many
 * front-ends as a profile may list are asked everything, to the signed PDF.
 */
/** @type {typeof import('../lab/support/far-network.ts')} */
const { farHosts, farOutcome, openFarNetwork, ports } = await load('test/lab/support/far-network.ts');
/** @type {typeof import('../../shared/profile/profile.ts')} */
const { maxServers } = await load('shared/profile/profile.ts');

const bareProgram = join(root, 'test/bench/support/bare-connector.mjs');
const connectTimeoutMs = 5000;
const floor = 'one connect limit';
const nmap = '`nmap -sT -Pn -n`';
const bare = 'a bare Node program';
const nothing = '`node -e 0`';
const usualPace = 1000;
const fastPace = 5000;

/** @typedef {{ readonly frontEnds: number, readonly pace: number, readonly ofFloor?: number, readonly ofNmap?: number }} Farm */

/** @type {readonly Farm[]} */
const farms = [
  { frontEnds: 17, pace: usualPace, ofFloor: 1.2 },
  { frontEnds: 167, pace: usualPace, ofFloor: 1.2 },
  { frontEnds: 667, pace: usualPace },
  { frontEnds: 1667, pace: usualPace },
  { frontEnds: 1667, pace: fastPace, ofFloor: 1.5, ofNmap: 1 },
];

/** The checks that ask every front-end on the three ports. */
const only = ['mon-ctrl-iis', 'mon-ctrl-deploy', 'mon-ctrl-sched'].flatMap((id) => ['--only', id]);

/** What the measurement needs that is not part of the project. */
const needed = ['ip', 'nft', 'nmap', 'unshare', 'sysctl'];

function missing() {
  if (process.platform !== 'linux') return 'this system is not Linux';
  if (process.getuid?.() !== 0) return 'this account is not root';
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const absent = needed.filter((name) => !folders.some((folder) => existsSync(join(folder, name))));
  return absent.length === 0 ? null : `${absent.join(' and ')} not installed`;
}

/** @param {Farm} farm */
const profileOf = ({ frontEnds, pace }) => ({
  schemaVersion: 1,
  phase: 'after-install',
  machine: { roles: ['controller'] },
  environment: { name: 'Benchmark', oneProvider: 'yes' },
  frontEnds: farHosts(frontEnds).map((host) => ({ host })),
  limits: { connectTimeoutMs, connectionsPerSecond: pace },
});

/** @param {string} output of `check --format json` @param {number} endpoints @throws where an outcome is not that of its host */
function refuseWrong(output, endpoints) {
  const { checks } = JSON.parse(output);
  /** @type {Map<string, { host: string, outcome: string }>} */
  const ends = new Map();
  for (const { destination, facts } of checks)
    for (const fact of facts)
      if (destination !== null && fact.kind === 'tcp') ends.set(`${fact.host}:${destination.port}`, fact);
  const wrong = [...ends.values()].filter(({ host, outcome }) => outcome !== farOutcome(host));
  if (ends.size !== endpoints || wrong.length > 0)
    throw new Error(
      `${ends.size} of ${endpoints} endpoints, ${wrong.length} of them wrong: ${JSON.stringify(wrong[0])}`,
    );
}

/** @param {number | undefined} limit */
const limited = (limit) => (limit === undefined ? {} : { limit });

/** @param {Awaited<ReturnType<typeof openFarNetwork>>} place @param {Farm} farm @param {number} rounds */
async function measureFarm({ folder, near }, farm, rounds) {
  const hosts = farHosts(farm.frontEnds);
  const endpoints = hosts.length * ports.length;
  const paths = {
    profile: join(folder, 'profile.json'),
    hosts: join(folder, 'hosts'),
    ends: join(folder, 'ends'),
  };
  await writeFile(paths.profile, JSON.stringify(profileOf(farm)));
  await writeFile(paths.hosts, hosts.join('\n'));
  await writeFile(paths.ends, hosts.flatMap((host) => ports.map((port) => `${host} ${port}`)).join('\n'));
  const check = [command, 'check', '--profile', paths.profile, '--format', 'json', ...only];
  const how = { env: { NETREADY_HOME: join(folder, 'home') }, codes: [0, 3, 4] };
  const within = (/** @type {readonly string[]} */ words) => near.within(words);
  const bareWords = [bareProgram, paths.ends, String(connectTimeoutMs)];
  const took = await inTurn(rounds, {
    netready: async () => {
      const run = await timed(within([process.execPath, ...check]), how);
      refuseWrong(run.output, endpoints);
      return run;
    },
    nmap: () => timed(within(['nmap', '-sT', '-Pn', '-n', '-p', ports.join(), '-iL', paths.hosts])),
    bare: () => timed(within([process.execPath, ...bareWords])),
  });
  const mib = await peakMib(check, how, within([]));
  const bareMib = await peakMib(bareWords, {}, within([]));
  const figure = `${endpoints} endpoints, ${farm.pace} connections a second`;
  const wall = { figure, value: took('netready').ms, unit: /** @type {const} */ ('ms') };
  const cpu = { figure, value: took('netready').cpuMs, unit: /** @type {const} */ ('ms cpu') };
  return {
    endpoints,
    cpuMs: took('netready').cpuMs,
    figures: [
      { ...wall, peer: floor, peerValue: connectTimeoutMs, ...limited(farm.ofFloor) },
      { ...wall, peer: nmap, peerValue: took('nmap').ms, ...limited(farm.ofNmap) },
      { ...wall, peer: bare, peerValue: took('bare').ms },
      { ...cpu, peer: bare, peerValue: took('bare').cpuMs },
      { figure, value: mib, unit: /** @type {const} */ ('MiB'), peer: bare, peerValue: bareMib },
    ],
  };
}

/** @param {Awaited<ReturnType<typeof openFarNetwork>>} place @param {number} rounds */
async function measureLargest({ folder, near }, rounds) {
  const [profile, reports] = [join(folder, 'largest.json'), join(folder, 'reports')];
  await writeFile(profile, JSON.stringify(profileOf({ frontEnds: maxServers, pace: fastPace })));
  const check = [command, 'check', '--profile', profile, '--out', reports];
  const how = { env: { NETREADY_HOME: join(folder, 'home') }, codes: [3] };
  const took = await inTurn(rounds, {
    netready: async () => {
      const run = await timed(near.within([process.execPath, ...check]), how);
      if (!/^Written: .*\.pdf$/m.test(run.output)) throw new Error('no report was written');
      return run;
    },
    nothing: () => timed([process.execPath, '-e', '0']),
  });
  const mib = await peakMib(check, how, near.within([]));
  const figure = `${maxServers} front-ends, to the signed PDF`;
  return [
    {
      figure,
      value: took('netready').ms,
      unit: /** @type {const} */ ('ms'),
      peer: floor,
      peerValue: connectTimeoutMs,
    },
    {
      figure,
      value: took('netready').cpuMs,
      unit: /** @type {const} */ ('ms cpu'),
      peer: nothing,
      peerValue: took('nothing').cpuMs,
    },
    {
      figure,
      value: mib,
      unit: /** @type {const} */ ('MiB'),
      peer: nothing,
      peerValue: await peakMib(['-e', '0']),
    },
  ];
}

/** Waiting takes as long in every round, so that few are enough. */
const mostRounds = 3;

/** @param {number} rounds */
async function measure(rounds) {
  const place = await openFarNetwork();
  try {
    const measured = [];
    for (const farm of farms) measured.push(await measureFarm(place, farm, Math.min(rounds, mostRounds)));
    const largest = await measureLargest(place, Math.min(rounds, mostRounds));
    const each = measured.map(({ cpuMs, endpoints }) => cpuMs / endpoints);
    return [
      ...measured.flatMap(({ figures }) => figures),
      {
        figure: 'one of 5001 endpoints',
        value: each.at(-1) ?? Number.NaN,
        unit: /** @type {const} */ ('ms cpu'),
        peer: 'one of 501',
        peerValue: each[1] ?? Number.NaN,
        limit: 1.25,
      },
      ...largest,
    ];
  } finally {
    await place.close();
  }
}

export default { name: 'run', missing, measure };
