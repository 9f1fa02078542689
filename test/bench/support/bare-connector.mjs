import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

/**
 * The least that a program can do: opens every host and port of a file (`host port` a line) at once, at most four at a time
 * to one host, waits for each as long as told, and prints how many came to what. `node bare-connector.mjs FILE MS`.
 */
const [file = '', timeout = ''] = process.argv.slice(2);
const timeoutMs = Number(timeout);
const maxPerHost = 4;

/** @type {Map<string, number[]>} */
const perHost = new Map();
for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
  const [host = '', port] = line.split(' ');
  perHost.set(host, [...(perHost.get(host) ?? []), Number(port)]);
}

/** @param {string} host @param {number} port @returns {Promise<'open' | 'refused' | 'timeout'>} */
const outcome = (host, port) =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    const timer = setTimeout(() => end('timeout'), timeoutMs);
    const end = (/** @type {'open' | 'refused' | 'timeout'} */ result) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => end('open')).once('error', () => end('refused'));
  });

const counts = { open: 0, refused: 0, timeout: 0 };
/** @param {string} host @param {Iterator<number>} queue */
async function work(host, queue) {
  for (let next = queue.next(); next.done !== true; next = queue.next())
    counts[await outcome(host, next.value)] += 1;
}
await Promise.all(
  [...perHost].flatMap(([host, list]) => {
    const queue = list.values();
    return Array.from({ length: maxPerHost }, () => work(host, queue));
  }),
);
console.log(JSON.stringify(counts));
