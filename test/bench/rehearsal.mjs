import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { command, load, median } from './support/processes.mjs';

/**
 * What a listener of a rehearsal stands: the built program in a network of its own, attacked from another machine while a
 * third one is a valid peer.
 */
const run = promisify(execFile);
const names = { listener: 'nrbench-l', attacker: 'nrbench-a', peer: 'nrbench-p', switch: 'nrbench-s' };
const addresses = { listener: '10.79.0.1', peer: '10.79.0.2', attacker: '10.79.1.1' };
/** How many addresses the attacker has. */
const attackerAddresses = 200;
const node = process.execPath;
const parts = fileURLToPath(new URL('support/rehearsal-parts.mjs', import.meta.url));

/** @param {string} name @param {string[]} words */
const inside = (name, ...words) => ['netns', 'exec', name, ...words];

async function openNetwork() {
  for (const name of Object.values(names)) await run('ip', ['netns', 'add', name]);
  const lines = [
    `-n ${names.switch} link add lan type bridge`,
    `-n ${names.switch} link set lan up`,
    ...['listener', 'attacker', 'peer'].flatMap((part, index) => [
      `link add nrb${index} netns ${names.switch} type veth peer name eth0 netns ${Reflect.get(names, part)}`,
      `-n ${names.switch} link set nrb${index} master lan up`,
      `-n ${Reflect.get(names, part)} link set lo up`,
      `-n ${Reflect.get(names, part)} link set eth0 up`,
      `-n ${Reflect.get(names, part)} addr add ${Reflect.get(addresses, part)}/16 dev eth0`,
    ]),
    ...Array.from(
      { length: attackerAddresses - 1 },
      (_, index) => `-n ${names.attacker} addr add 10.79.1.${index + 2}/16 dev eth0`,
    ),
  ];
  for (const line of lines) await run('ip', line.split(' '));
}

async function closeNetwork() {
  for (const name of Object.values(names)) await run('ip', ['netns', 'delete', name]).catch(() => undefined);
}

/** @param {number} pid */
async function rssMb(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

/** The first of the processes of a namespace that runs Node. @param {string} name */
async function nodeIn(name) {
  const { stdout } = await run('ip', ['netns', 'pids', name]);
  return Number(stdout.split('\n')[0]);
}

/** A program of this file in a namespace: `peer` and `attack` below. @param {string} name @param {string[]} words */
function startPart(name, ...words) {
  const child = spawn('ip', inside(name, node, parts, ...words), { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  return { child, lines, ended: once(child, 'exit') };
}

const attacks = [['idle', '500'], ['idle', '2000'], ['random'], ['slow'], ['tls', '300'], ['nmap']];

/** By how much of itself, as a listener that nobody attacks, the program may grow. */
const allowedGrowth = 1.75;

/**
 * The next thing that a stream brings, unless what it comes from ends before.
 * @param {import('node:events').EventEmitter} source @param {string} event
 * @param {Promise<unknown>} ended @param {() => string} why in words, once it has
 */
async function nextOf(source, event, ended, why) {
  const isOver = Symbol('over');
  const found = await Promise.race([once(source, event), ended.then(() => isOver)]);
  if (found === isOver) throw new Error(why());
}

/** What one attack costs. @param {readonly string[]} attack @param {number} pid */
async function underAttack(attack, pid) {
  const attacker = attack[0] === 'none' ? null : startPart(names.attacker, 'attack', ...attack);
  if (attacker !== null)
    await nextOf(
      attacker.lines,
      'line',
      attacker.ended,
      () => `${attack.join(' ')}: it ended before it began.`,
    );
  const peer = startPart(names.peer, 'peer');
  let most = 0;
  const watch = setInterval(() => void rssMb(pid).then((mb) => (most = Math.max(most, mb))), 100);
  /** @type {any} */
  let told = {};
  peer.lines.on('line', (line) => (told = JSON.parse(line)));
  await peer.ended;
  clearInterval(watch);
  attacker?.child.kill('SIGKILL');
  await attacker?.ended;
  if (told.lost !== 0) throw new Error(`${attack.join(' ')}: a valid peer lost ${told.lost} of ${told.all}.`);
  return { most, http: median(told.http), https: median(told.https), amqp: median(told.amqp) };
}

async function measure() {
  const folder = await mkdtemp(join(tmpdir(), 'nrbench-'));
  const codes = await load('shared/rehearsal/code.ts');
  const codeFile = join(folder, 'code.txt');
  await writeFile(codeFile, codes.formatCode(Buffer.alloc(15, 7)));
  const profile = join(folder, 'profile.json');
  await writeFile(
    profile,
    JSON.stringify({
      schemaVersion: 1,
      controller: { host: addresses.listener },
      frontEnds: [{ host: addresses.listener }, { host: addresses.peer }],
      databases: [{ purpose: 'platform', host: 'db.test' }],
      proxy: { mode: 'none' },
    }),
  );
  await mkdir(join(folder, 'home'));
  await openNetwork();
  const words = [
    'listen',
    '--profile',
    profile,
    '--role',
    'controller',
    '--role',
    'front-end',
    '--for',
    '30',
  ];
  const listener = spawn(
    'ip',
    inside(names.listener, node, command, ...words, '--rehearsal-file', codeFile),
    { env: { ...process.env, NETREADY_HOME: join(folder, 'home') }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(listener, 'close');
  let said = '';
  listener.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  try {
    const early = () => `The listener ended with ${listener.exitCode} before it listened: ${said}`;
    while (!said.includes('NETREADY LISTENS')) await nextOf(listener.stderr, 'data', ended, early);
    const pid = await nodeIn(names.listener);
    const idle = await rssMb(pid);
    const calm = await underAttack(['none'], pid);
    /** @type {import('./support/figures.mjs').Figure[]} */
    const figures = [];
    for (const attack of attacks) {
      const found = await underAttack(attack, pid);
      const what = attack.join(' ');
      figures.push({
        figure: `${what}: the listener at most`,
        value: found.most,
        unit: 'MiB',
        peer: 'the idle listener',
        peerValue: idle,
        limit: allowedGrowth,
      });
      for (const carrier of /** @type {const} */ (['http', 'https', 'amqp']))
        figures.push({
          figure: `${what}: a valid peer over ${carrier}, median`,
          value: found[carrier],
          unit: 'ms',
          peer: 'without an attack',
          peerValue: calm[carrier],
        });
    }
    return figures;
  } finally {
    listener.kill('SIGINT');
    await ended;
    await closeNetwork();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @type {import('./support/figures.mjs').BenchCase} */
export default {
  name: 'rehearsal',
  missing: () => {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux';
    const lacks = ['ip', 'nmap'].find((command) => spawnSync(command, ['-V']).error !== undefined);
    return lacks === undefined ? null : `needs ${lacks}`;
  },
  measure,
};
