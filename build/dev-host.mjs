import { hkdfSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { ownBuiltFiles } from '../electron/core/base/built-files.ts';
import { openIdentity } from '../electron/core/identity/identity-store.ts';
import { openUnnamedIdentity } from '../electron/core/identity/unnamed-identity.ts';
import { createDeps } from '../electron/core/operations/create-deps.ts';
import { createHandlers } from '../electron/core/operations/handlers.ts';
import { accountName } from '../electron/core/platform/account-name.ts';
import { connectionOwnerOf } from '../electron/core/platform/connection-owner.ts';
import { identityWorld, systemWorld } from '../electron/core/system/system-world.ts';
import { readPageAssets } from '../electron/host/page-assets.ts';
import { startHost } from '../electron/host/start-host.ts';
import { sessionPath } from '../shared/contract/http.ts';

/** @typedef {Awaited<ReturnType<typeof startHost>>} RunningHost */

/** How long the host waits for somebody, in ms: a day. */
const idleMs = 24 * 3_600_000;

/** Asks for the number of the page that the host has now, and loads the page again when it is another one. */
const reload = `const { build } = document.currentScript.dataset;
setInterval(async () => {
  const answer = await fetch('./dev-build.txt').catch(() => null);
  if (answer?.ok && (await answer.text()) !== build) location.reload();
}, 250);
`;

/**
 * A file that is another one after each build.
 * @param {string} type
 * @param {string} text
 */
const fresh = (type, text) => ({ type, bytes: Buffer.from(text), brotli: null, isKept: false });

/**
 * The built page with the script that loads it again. The page has no other: what is built for people is never changed.
 * @param {string} build the name of this page
 */
async function reloadingPage(build) {
  const assets = new Map(await readPageAssets(ownBuiltFiles()));
  const page = assets.get('/');
  if (page === undefined) throw new Error('The page was not built.');
  const script = `<script src="./dev-reload.js" data-build="${build}"></script></head>`;
  const html = page.bytes.toString('utf8').replace('</head>', script);
  assets.set('/', { ...page, bytes: Buffer.from(html) });
  assets.set('/dev-reload.js', fresh('text/javascript; charset=utf-8', reload));
  assets.set('/dev-build.txt', fresh('text/plain; charset=utf-8', build));
  return assets;
}

/**
 * Secrets that are the same in each host of one `npm run dev`, and unknown to everybody else: address and key outlive
 * the host that is started again after a change.
 * @param {string} seed
 * @returns {(count: number) => Uint8Array}
 */
function secretsFrom(seed) {
  let drawn = 0;
  return (count) => {
    drawn += 1;
    return new Uint8Array(hkdfSync('sha256', seed, '', `secret ${drawn}`, count));
  };
}

/**
 * @param {string} url
 * @param {import('node:http').RequestOptions} options
 * @param {string} body
 */
async function ask(url, options, body) {
  const sent = request(url, options).end(body);
  const [answer] = /** @type {[import('node:http').IncomingMessage]} */ (await once(sent, 'response'));
  await text(answer);
  return answer;
}

/**
 * Enters in place of the page that was in already: its key is the one that the host before has given.
 * @param {RunningHost} host
 */
async function enterAgain(host) {
  const { origin, href, hash } = new URL(host.url());
  const { headers } = await ask(href, {}, '');
  const shown = { code: hash.slice(1), page: headers.location, attempt: randomUUID() };
  const head = { Origin: origin, 'Content-Type': 'application/json' };
  const { statusCode } = await ask(
    origin + sessionPath,
    { method: 'POST', headers: head },
    JSON.stringify(shown),
  );
  if (statusCode !== 200) throw new Error(`The page could not be let in again (${statusCode}).`);
}

/** @param {import('./dev.mjs').FromHost} message */
const tell = (message) => void process.send?.(message);

/** @param {string} sentence */
const notice = (sentence) => void process.stderr.write(`${sentence}\n`);

/** @param {import('./dev.mjs').HostStart} start */
async function serve({ dataFolder, port, seed, isEntered, build }) {
  const { platform } = process;
  const uid = process.getuid?.() ?? null;
  /** @type {Map<string, import('../electron/host/page-assets.ts').PageAsset>} */
  const assets = await reloadingPage(build);
  const world = systemWorld(process);
  const host = await startHost({
    makeHandlers: (own) =>
      createHandlers(
        createDeps({
          world,
          platform,
          dataFolder,
          openIdentity: () => openIdentity(dataFolder, identityWorld(process)),
          openUnnamedIdentity: () => openUnnamedIdentity(dataFolder, identityWorld(process)),
          host: own,
          notice,
        }),
      ),
    assets,
    port,
    idleMs,
    clock: world.clock,
    randomBytes: secretsFrom(seed),
    accounts: {
      ownerOf: connectionOwnerOf(platform),
      nameOf: accountName,
      welcome: uid === null ? [] : [uid],
    },
    notice,
    onEntered: () => tell({ kind: 'entered' }),
  });
  if (isEntered) await enterAgain(host);
  tell({ kind: 'listening', port: host.port, url: host.url() });
  return { host, assets };
}

/** @returns {Promise<import('./dev.mjs').ToHost>} */
const nextMessage = async () => (await once(process, 'message'))[0];

const first = await nextMessage();
if (first.kind !== 'start') throw new Error(`The host cannot begin with ${first.kind}.`);
// Ctrl+C reaches this process too; whoever has started it decides when it ends, also by going away.
process.on('SIGINT', () => undefined);
const { host, assets } = await serve(first);
process.on('disconnect', () => void host.stop());
process.on('message', async (/** @type {import('./dev.mjs').ToHost} */ message) => {
  if (message.kind === 'stop') return host.stop();
  if (message.kind !== 'page') return;
  const page = await reloadingPage(message.build);
  assets.clear();
  for (const [path, asset] of page) assets.set(path, asset);
});
await host.stopped;
process.exit(0);
