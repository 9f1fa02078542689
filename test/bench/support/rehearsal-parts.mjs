import { execFile } from 'node:child_process';
import { load } from './processes.mjs';

/** The programs of the case `rehearsal` that run in networks of their own: a valid peer, and those who attack. */

/** How long a peer goes on, in ms. */
const attackMs = 10_000;
/** How many addresses the attacker has. */
const attackerAddresses = 200;
const listener = '10.79.0.1';

/** A valid peer, once after the other on three ports, until the attack is over. */
async function peer() {
  const support = await load('test/support/rehearsal.ts');
  const ports = { http: 80, https: 443, amqp: 5672 };
  /** @type {any} */
  const times = { http: [], https: [], amqp: [], lost: 0, all: 0 };
  const end = performance.now() + attackMs;
  while (performance.now() < end)
    for (const [carrier, port] of Object.entries(ports)) {
      const start = performance.now();
      const answer = await support
        .dial(listener, carrier, { port, timeoutMs: 15_000 })
        .catch(() => ({ reached: 'nothing' }));
      times.all += 1;
      if (answer.reached === 'answer') Reflect.get(times, carrier).push(performance.now() - start);
      else times.lost += 1;
    }
  console.log(JSON.stringify(times));
}

/** @param {string[]} words */
async function attack([kind, rate = '0']) {
  const { connect } = await import('node:net');
  const tls = await import('node:tls');
  const { randomBytes } = await import('node:crypto');
  const ports = [80, 443, 5672, 12_000];
  const source = () => `10.79.1.${1 + Math.floor(Math.random() * attackerAddresses)}`;
  const open = new Set();
  /** @param {number} port */
  const one = (port) => {
    const socket = connect({ host: listener, port, localAddress: source() });
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    open.add(socket);
    return socket;
  };
  const any = () => one(ports[Math.floor(Math.random() * ports.length)] ?? 80);
  /** @param {number} perSecond @param {() => unknown} act @param {number} [most] */
  const every = (perSecond, act, most = 10_000) =>
    setInterval(() => {
      for (let count = 0; count < perSecond / 50 && open.size < most; count += 1) act();
    }, 20);
  switch (kind) {
    case 'idle':
      every(Number(rate), any);
      break;
    case 'random':
      every(500, () => {
        const socket = any();
        socket.on('connect', () => socket.write(randomBytes(1 + Math.floor(Math.random() * 3000))));
      });
      break;
    case 'slow':
      every(400, any, 2000);
      setInterval(() => {
        for (const socket of open) /** @type {any} */ (socket).write('P');
      }, 500);
      break;
    case 'tls':
      every(Number(rate), () => {
        const raw = one(443);
        tls.connect({ socket: raw, rejectUnauthorized: false }).on('error', () => undefined);
      });
      break;
    case 'nmap': {
      const scan = () =>
        execFile('nmap', ['-sV', '-Pn', '-n', '-p', ports.join(','), listener], () => scan());
      scan();
      break;
    }
    default:
      throw new Error(`${kind} is no attack`);
  }
  setTimeout(() => console.log('under way'), 1000);
}

const [part, ...words] = process.argv.slice(2);
if (part === 'peer') await peer();
else await attack(words);
